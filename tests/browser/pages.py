"""Every kind of page, with somebody who sees it in a telling state. Checks and screenshots go through this list."""

from dataclasses import dataclass

from tests.browser.town import BEGUN, COORDINATOR, FINISHED, LEARNER, OPERATOR

MODULE = "/modules/alle-arten"
LESSON = f"{MODULE}/lessons/aufgaben"
CHARTS = f"{MODULE}/lessons/diagramme"
BLOCKS = f"{MODULE}/lessons/rechenbloecke"
QUIZ = f"{MODULE}/lessons/probequiz"
OPENED, ANSWERED = BEGUN


@dataclass(frozen=True)
class Kind:
    """`who` is None for somebody who is not signed in; `status` is what the page answers."""

    name: str
    path: str
    who: str | None = None
    status: int = 200

    def __str__(self) -> str:
        return self.name


KINDS = (
    Kind("welcome", "/"),
    Kind("sign-in", "/login"),
    Kind("module-before", MODULE),
    Kind("glossary", "/glossary"),
    Kind("notice", "/pages/datenschutz"),
    Kind("not-found", "/modules/gibt-es-nicht", status=404),
    Kind("catalogue", "/", ANSWERED),
    Kind("module", MODULE, ANSWERED),
    Kind("opening", LESSON, LEARNER),
    Kind("lesson-questions", LESSON, OPENED),
    Kind("lesson-answers", LESSON, ANSWERED),
    Kind("lesson-charts", CHARTS, OPENED),
    Kind("lesson-blocks", BLOCKS, OPENED),
    Kind("quiz", QUIZ, OPENED),
    Kind("quiz-passed", QUIZ, FINISHED[0]),
    Kind("why", f"{MODULE}/why", ANSWERED),
    Kind("progress", "/progress", FINISHED[0]),
    Kind("changes", "/changes", ANSWERED),
    Kind("changes-none", "/changes", LEARNER),
    Kind("account", "/account", ANSWERED),
    Kind("kommune", "/kommune", ANSWERED),
    Kind("register-none", "/kommune/register", ANSWERED),
    Kind("register", "/kommune/register", OPENED),
    Kind("refused", "/reports/completion", ANSWERED, status=403),
    Kind("report", "/reports/completion", COORDINATOR),
    Kind("releases", "/reports/releases", COORDINATOR),
    Kind("release", "/reports/releases/2", COORDINATOR),
    Kind("admin", "/admin", OPERATOR),
    Kind("admin-people", "/admin/users", OPERATOR),
    Kind("admin-organisations", "/admin/organisations", OPERATOR),
    Kind("admin-versions", "/admin/versions", OPERATOR),
    Kind("admin-keys", "/admin/keys", OPERATOR),
)
