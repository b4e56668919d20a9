"""Random input: statements from the grammar, requests, and the OpenAPI document in the hands of schemathesis."""

import os

USUAL = 150  # what the suite takes its time for
EXAMPLES = int(os.environ.get("LERNRAUM_FUZZ", USUAL))
