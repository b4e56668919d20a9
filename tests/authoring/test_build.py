"""`authoring build`: the same bytes everywhere, whole or not at all, and read back only when sound."""

import hashlib
import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.course import packing, unpacking
from lms.course.bundle import BundleError
from lms.items.model import digest
from tests.authoring.commands import authoring, started
from tests.authoring.sources import lesson, write_course

FALL = "modul/fall.md"
RICH = {FALL: lesson("Ein [Saldo](glossary:saldo).[^a]\n\n![Eine Kurve](media/bild.png)\n\n[^a]: Beispielamt.")}


@pytest.fixture
def built(tmp_path) -> Path:
    target = tmp_path / "kurs.course"
    assert authoring("build", write_course(tmp_path / "kurs", RICH), "-o", target).status == 0
    return target


def test_a_bundle_holds_the_course_its_data_and_its_media(built):
    read = unpacking.read(built)
    assert read.course.id == "kurs"
    assert [lesson.id for lesson in read.course.modules[0].all_lessons()] == ["fall", "andere", "quiz"]
    assert read.course.data_set("werte").rows[0] == (2020, 10, 12, "a")
    assert list(read.assets) == ["modul/media/bild.png.webp", "modul/media/blatt.pdf"]
    assert read.digest == unpacking.read(built.read_bytes()).digest == packing.digest_of(read.course, read.assets)


def test_the_summary_names_the_version(tmp_path):
    write_course(tmp_path, RICH)
    said = authoring("build", ".", "-o", "k.course", cwd=tmp_path, LANG="de_DE.UTF-8")
    version = unpacking.read(tmp_path / "k.course").digest[:12]
    assert said.out == f"k.course geschrieben: 3 Lektionen, Version {version}.\n"


def test_the_same_course_gives_the_same_bytes_everywhere(tmp_path):
    """Other folders, file times, permissions, orders of creation, locales, working directories, hash seeds."""
    first = write_course(tmp_path / "eins", RICH)
    second = tmp_path / "ganz" / "woanders"
    for path in sorted((path for path in first.rglob("*") if path.is_file()), reverse=True):
        copy = second / path.relative_to(first)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        copy.chmod(0o600)
        os.utime(copy, (1, 1))
    for folder, locale, seed, cwd in ((first, "C", "1", tmp_path), (second, "de_DE.UTF-8", "2", second)):
        environment = {"LC_ALL": locale, "PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati" if seed == "2" else "UTC"}
        target = tmp_path / f"{seed}.course"
        assert started("build", os.path.relpath(folder, cwd), "-o", target, cwd=cwd, **environment).status == 0
    assert (tmp_path / "1.course").read_bytes() == (tmp_path / "2.course").read_bytes()
    assert b"woanders" not in (tmp_path / "2.course").read_bytes()


def test_decomposed_letters_and_line_ends_do_not_change_the_version(tmp_path):
    texts = (lesson("Bevölkerung"), lesson("Bevo\u0308lkerung").replace("\n", "\r\n"))
    for number, text in enumerate(texts):
        course = write_course(tmp_path / str(number), {FALL: text})
        authoring("build", course, "-o", tmp_path / f"{number}.course")
    assert (tmp_path / "0.course").read_bytes() == (tmp_path / "1.course").read_bytes()


def test_a_module_or_file_builds_its_whole_course(tmp_path, built):
    course = tmp_path / "kurs"
    for path in (course / "modul", course / FALL, course / "course.yaml"):
        assert authoring("build", path, "-o", tmp_path / "again.course").status == 0
        assert (tmp_path / "again.course").read_bytes() == built.read_bytes()


def test_errors_leave_no_bundle_and_the_older_one_untouched(tmp_path, built):
    before = built.read_bytes()
    (tmp_path / "kurs" / FALL).write_text(lesson("[Text](fehlt.md)"))
    for target in (built, tmp_path / "neu.course"):
        said = authoring("build", tmp_path / "kurs", "-o", target)
        assert said.status == 1
        assert "link-broken" in said.err
        assert said.err.endswith("No bundle was written.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kurs", "kurs.course"]
    assert built.read_bytes() == before


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path, built, monkeypatch):
    read = unpacking.read(built)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        packing.write(read.course, read.assets, tmp_path / "neu.course")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kurs", "kurs.course"]


def test_warnings_are_shown_and_do_not_prevent_a_bundle(tmp_path):
    course = write_course(tmp_path / "kurs", {"glossary.yaml": None})
    said = authoring("build", course, "-o", tmp_path / "k.course")
    assert said.status == 0
    assert "warning glossary-missing" in said.err


@pytest.mark.parametrize("target", [".", "fehlt/k.course"])
def test_a_target_that_cannot_be_written_is_a_wrong_call(tmp_path, target):
    said = authoring("build", write_course(tmp_path), "-o", target, cwd=tmp_path)
    assert said.status == 2
    assert "cannot be written" in said.err


def rezipped(content: bytes, changes: dict[str, bytes | None], **entry: object) -> bytes:
    """The bundle with some entries replaced, added or (None) left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        kept = {one.filename: old.read(one) for one in old.infolist()}
        for name, text in {**kept, **changes}.items():
            if text is not None:
                new.writestr(zipfile.ZipInfo(name), text, **entry)
    return target.getvalue()


def manifest(content: bytes, **changes: object) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return json.dumps(json.loads(archive.read("manifest.json")) | changes).encode()


def signed(content: bytes, changes: dict[str, bytes]) -> bytes:
    """A bundle with other content and a manifest that fits, as a foreign program might write it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        said = json.loads(archive.read("manifest.json"))
    for name, text in changes.items():
        said["files"][name] = {"size": len(text), "sha256": hashlib.sha256(text).hexdigest()}
    said["digest"] = digest(said["files"])
    return rezipped(content, {**changes, "manifest.json": json.dumps(said).encode()})


REFUSED = {
    "empty": (lambda _: b"", "damaged or not a course bundle"),
    "text": (lambda _: b"# Kurs\n" * 100, "damaged or not a course bundle"),
    "cut off": (lambda one: one[: len(one) // 2], "damaged or not a course bundle"),
    "another zip": (lambda _: rezipped_empty(), "not a course bundle"),
    "compressed": (lambda one: rezipped(one, {}, compress_type=zipfile.ZIP_DEFLATED), "packed by another program"),
    "newer": (lambda one: rezipped(one, {"manifest.json": manifest(one, format=2)}), "newer than format 1"),
    "foreign": (lambda one: rezipped(one, {"manifest.json": manifest(one, kind="scorm")}), "not a course bundle"),
    "odd manifest": (lambda one: rezipped(one, {"manifest.json": b"[" * 100_000}), "manifest cannot be read"),
    "no format": (
        lambda one: rezipped(one, {"manifest.json": manifest(one, format="1.0.x")}),
        "manifest cannot be read",
    ),
    "changed": (lambda one: rezipped(one, {"course.json": b"{}"}), "not what was built"),
    "surplus": (lambda one: rezipped(one, {"assets/mehr.png": b"PNG"}), "does not hold the files"),
    "missing": (lambda one: rezipped(one, {"course.json": None}), "does not hold the files"),
    "climbing": (lambda one: rezipped(one, {"assets/../../x.png": b"PNG"}), "cannot hold a file named"),
    "absolute": (lambda one: rezipped(one, {"/etc/passwd": b""}), "cannot hold a file named"),
    "program": (lambda one: rezipped(one, {"assets/x.html": b""}), "cannot hold a file named"),
    "wrong digest": (lambda one: rezipped(one, {"manifest.json": manifest(one, digest="0" * 64)}), "does not belong"),
    "another form": (lambda one: signed(one, {"course.json": b'{"format": 1}'}), "expected form"),
    "deep": (lambda one: signed(one, {"course.json": b"[" * 1_000_000}), "expected form"),
    "contradiction": (lambda one: signed(one, {"course.json": course_with_two_of_one(one)}), "contradicts itself"),
}


def rezipped_empty() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("course.json", b"{}")
    return target.getvalue()


def course_with_two_of_one(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        course = json.loads(archive.read("course.json"))
    course["modules"] *= 2
    return json.dumps(course).encode()


@pytest.mark.parametrize("name", REFUSED)
def test_a_bundle_that_is_not_sound_is_refused_with_a_sentence(built, name):
    change, sentence = REFUSED[name]
    with pytest.raises(BundleError, match=sentence) as refused:
        unpacking.read(change(built.read_bytes()))
    assert str(refused.value)[0].isupper() or str(refused.value).startswith("course.json")
    assert str(refused.value).endswith(".")


def test_a_bundle_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(BundleError, match="cannot be opened"):
        unpacking.read(tmp_path / "fehlt.course")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_one_wrong_byte_is_noticed_or_changes_nothing(built, at, byte):
    content = bytearray(built.read_bytes())
    content[int(at * len(content))] = byte
    try:
        read = unpacking.read(bytes(content))
    except BundleError:
        return
    assert read == unpacking.read(built)
