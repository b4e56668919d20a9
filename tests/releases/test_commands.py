"""`lms publish` and `lms releases` as an operator types them."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from lms.cli import main
from lms.content.tables import PublicationRow
from lms.course.model import Course
from lms.db.units import Units
from lms.items import NumericItem
from lms.items.model import ChangeNote
from lms.releases.tables import ReleaseRow
from lms.settings import Settings
from tests import make
from tests.player.course import course, text
from tests.player.learner import Learner
from tests.releases.releasing import Press, changed, keyed, with_items

FIXED = keyed(course(), "wahl", "b")
Lms = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lms(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lms:
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(list(words))
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def published(press: Press) -> int:
    with press.units.reading() as db:
        return db.scalar(select(func.count()).select_from(PublicationRow)) or 0


def test_a_dry_run_says_what_would_happen_and_changes_nothing(learner: Learner, press: Press, lms: Lms):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    file = str(make.bundle_file(press.folder, FIXED))
    status, out, _ = lms("publish", file, "--dry-run")
    assert status == 0
    assert "Question 1 in “Aufgaben aller Art” was corrected." in out
    assert "< 5  gain points" in out
    assert "not affected" not in out.replace("< 5  not affected", "")
    assert published(press) == 1
    told = json.loads(lms("publish", file, "--dry-run", "--format", "json")[1])
    assert told["people"]["gained"] is None
    assert told["people"]["kept"] == 0


def test_a_dry_run_before_anybody_is_in_the_course_says_so(press: Press, lms: Lms):
    file = str(make.bundle_file(press.folder, course()))
    assert "nobody is in the course yet" in lms("publish", file, "--dry-run")[1]
    press.publish(course())
    assert "would change nothing" in lms("publish", file, "--dry-run")[1]
    longer = str(make.bundle_file(press.folder, FIXED))
    assert "nobody" in lms("publish", longer, "--dry-run")[1]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("make_new", "reason"),
    [
        (
            lambda: make.course("demo", "anderes").model_copy(update={"namespace": course().namespace}),
            "no module of the",
        ),
        (lambda: with_items(course(), lambda item: _numeric(item.id) if item.id == "wahl" else item), "was a choice"),
        (lambda: _asked(course(), "In welchem Jahr wurde die Gemeinde gegründet?"), "seems to ask something else"),
        (lambda: course().model_copy(update={"namespace": "https://anders.example.org"}), "the namespace"),
    ],
)
def test_what_would_hurt_is_refused_with_a_reason(press: Press, lms: Lms, make_new: Callable[[], Course], reason: str):
    press.publish(course())
    file = str(make.bundle_file(press.folder, make_new()))
    for words in (("publish", file), ("publish", file, "--dry-run")):
        status, out, err = lms(*words)
        assert reason in out + err
        assert status == 1 or "--dry-run" in words
    assert published(press) == 1


def _numeric(item_id: str) -> NumericItem:
    return NumericItem(id=item_id, prompt=text("<p>Was stimmt?</p>"), answer=7)


def _asked(old: Course, prompt: str, note: ChangeNote | None = None) -> Course:
    fields = {"prompt": text(prompt), "change": note}
    return with_items(old, lambda item: item.model_copy(update=fields) if item.id == "saldo" else item)


def test_a_change_that_the_author_confirmed_is_published(press: Press, published: Course, lms: Lms):
    note = ChangeNote(kind="wording", reason="Der Satz war schwer zu lesen.")
    confirmed = _asked(published, "In welchem Jahr wurde die Gemeinde gegründet?", note)
    assert lms("publish", str(make.bundle_file(press.folder, confirmed)))[0] == 0


def test_an_older_version_is_published_when_that_is_wanted(press: Press, published: Course, lms: Lms):
    press.publish(FIXED)
    file = str(make.bundle_file(press.folder, published))
    status, _, err = lms("publish", file)
    assert status == 1
    assert "is older than the one that is running" in err
    assert lms("publish", file, "--accept", "back")[0] == 0


def test_all_modules_may_go_when_that_is_wanted(press: Press, published: Course, lms: Lms):
    other = make.course("demo", "anderes").model_copy(update={"namespace": published.namespace})
    assert lms("publish", str(make.bundle_file(press.folder, other)), "--accept", "other-course")[0] == 0


def test_a_release_that_was_interrupted_comes_first(learner: Learner, press: Press, lms: Lms):
    learner.begin()
    press.open(FIXED)
    longer = changed(FIXED, title="Bevölkerung in Zahlen")
    file = str(make.bundle_file(press.folder, longer))
    status, _, err = lms("publish", file)
    assert status == 1
    assert "run `lms publish --resume` first" in err
    assert "run `lms publish --resume` first" in lms("publish", file, "--dry-run")[1]
    assert "not finished" in lms("releases")[1]
    assert lms("publish", "--resume")[1].endswith("is finished\n")
    assert lms("publish", "--resume")[0] == 1
    assert lms("publish", file)[0] == 0


def test_the_same_file_goes_on_with_the_release_that_it_began(learner: Learner, press: Press, lms: Lms):
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    press.open(FIXED)
    assert "scored wahl" not in learner.said()
    assert lms("publish", str(make.bundle_file(press.folder, FIXED)))[0] == 0
    assert "scored wahl" in learner.said()
    with press.units.reading() as db:
        assert db.scalar(select(func.count()).select_from(ReleaseRow).where(ReleaseRow.finished.is_(None))) == 0


def test_releases_are_listed_with_protected_figures(learner: Learner, press: Press, lms: Lms):
    assert "nothing was published" not in lms("releases")[1]
    learner.begin()
    learner.answer("wahl", {"response": "b"})
    assert lms("publish", str(make.bundle_file(press.folder, FIXED)), "--commit", "0123abc")[0] == 0
    _, out, _ = lms("releases")
    assert "commit 0123abc" in out
    assert "< 5  gain points" in out
    assert "< 5 began with it and go on" in out
    newest, first = json.loads(lms("releases", "--format", "json")[1])
    assert (newest["current"], first["current"]) == (True, False)
    assert newest["people"]["gained"] is None
    assert (newest["under_way"], first["under_way"]) == (0, None)


def test_without_any_version_the_list_says_what_to_do(lms: Lms, units: Units):  # noqa: ARG001  the schema is there
    assert "lms publish FILE" in lms("releases")[1]


def test_a_file_and_resume_exclude_each_other(lms: Lms):
    assert lms("publish")[0] == 1
    assert lms("publish", "x.course", "--resume")[0] == 1
