"""How requirements.txt names the tools, by where they were installed from (direct_url.json, PEP 610)."""

import json
from pathlib import Path

import pytest

from authoring.repository.tools import Requirement, requirement


@pytest.fixture
def installed(tmp_path: Path, monkeypatch):
    """An installation of its own, before every other one."""

    def from_(origin: object) -> Requirement:
        about = tmp_path / "lernraum-9.9.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: lernraum\nVersion: 9.9\n")
        if origin:
            (about / "direct_url.json").write_text(json.dumps(origin))
        monkeypatch.syspath_prepend(tmp_path)
        return requirement()

    return from_


def test_from_an_index_by_its_version(installed):
    assert installed(None) == Requirement("lernraum==9.9")


def test_from_git_by_its_commit(installed):
    origin = {"url": "https://git.example.org/lernraum", "vcs_info": {"vcs": "git", "commit_id": "a1b2"}}
    assert installed(origin) == Requirement("lernraum @ git+https://git.example.org/lernraum@a1b2")


def test_from_an_address_by_it(installed):
    url = "https://example.org/lernraum-9.9-py3-none-any.whl"
    assert installed({"url": url, "archive_info": {}}) == Requirement(f"lernraum @ {url}")


def test_from_a_file_by_a_copy_of_it(installed, tmp_path):
    file = tmp_path / "mit leerzeichen" / "lernraum-9.9-py3-none-any.whl"
    file.parent.mkdir()
    file.write_bytes(b"wheel")
    found = installed({"url": file.as_uri(), "archive_info": {}})
    assert found == Requirement("./werkzeuge/lernraum-9.9-py3-none-any.whl", file)
    found.fetch(tmp_path)
    assert (tmp_path / "werkzeuge" / file.name).read_bytes() == b"wheel"


@pytest.mark.parametrize("kind", [{"dir_info": {"editable": True}}, {"archive_info": {}}])
def test_from_a_source_tree_or_a_file_that_is_gone_it_says_what_is_missing(installed, tmp_path, kind):
    found = installed({"url": (tmp_path / "fort.whl").as_uri(), **kind})
    assert found == Requirement("./werkzeuge/lernraum-9.9-py3-none-any.whl", missing=True)
