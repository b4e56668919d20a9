"""Three clients that others wrote work with the service as they are."""

from pathlib import Path

import pytest

from tests.foreign.conftest import HERE, run
from tests.served import Installation

pytestmark = pytest.mark.slow
OLD = "1.0.3/"  # where only 1.0.3 is spoken: a client that knows no other version stumbles over a list with 2.0.0


def test_tincan_stores_reads_pages_voids_and_keeps_documents(installation: Installation, tincan_python: Path):
    said = run(installation, tincan_python, HERE / "with_tincan.py", base=OLD, XAPI_VERSION="1.0.3")
    assert said.count("followed more") == 2
    assert said[-1] == "listed agent profiles"


@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_xapi_js_stores_reads_pages_voids_attaches_and_keeps_documents(
    installation: Installation, node_modules: Path, version: str
):
    told = {"XAPI_VERSION": version, "NODE_PATH": str(node_modules)}
    said = run(installation, "node", HERE / "with_xapi.cjs", **told)
    assert said.count("followed more") == 2
    assert said[-1] == "asked for the activity and the person"


def test_a_unit_goes_its_way_with_cmi5_js(installation: Installation, node_modules: Path):
    said = run(installation, "node", HERE / "with_cmi5.cjs", NODE_PATH=str(node_modules))
    assert said == [
        "initialized",
        "terminated",
        "initialized answered answered progressed passed completed terminated",
    ]
