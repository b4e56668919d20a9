"""`python -m tests.releases`: kill a release twenty times and print what was counted."""

import sys

from tests.releases.killing import main

sys.exit(main())
