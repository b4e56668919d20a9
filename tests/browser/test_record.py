"""What people did in their browsers stands in the record, and who they are does not."""

import json
from pathlib import Path

from tests.browser import town
from tests.browser.prepared import Prepared


def test_the_record_says_what_was_done_and_by_nobody_we_can_name(probe: Prepared, tmp_path: Path):
    probe.service.lms("statements", "export", "-o", str(tmp_path / "record.jsonl"))
    record = (tmp_path / "record.jsonl").read_text()
    said = [json.loads(line) for line in record.splitlines()]
    assert len(said) > len(town.FINISHED)
    for email in (*town.FINISHED, *town.BEGUN, *town.FEW):
        assert email not in record
        assert email.partition("@")[0] not in record.lower()
        assert town.name_of(email) not in record
