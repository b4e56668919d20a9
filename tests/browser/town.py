"""Who uses the services of the browser tests: invented people in an invented county, made with the commands."""

from collections.abc import Sequence

from tests.browser.learner import PASSWORD
from tests.browser.service import Service

COUNTY, TOWN, VILLAGE = "Landkreis Beispielheim", "Stadt Musterstadt", "Gemeinde Kleindorf"

LEARNER = "lena.beispiel@example.org"
COORDINATOR = "karl.koordination@example.org"
OPERATOR = "olga.betrieb@example.org"
TYPIST, PLAIN = "tina.tastatur@example.org", "paul.ohneskript@example.org"
TOUCHER = "toni.finger@example.org"
FINISHED = tuple(f"fertig{number}@example.org" for number in range(1, 7))
BEGUN = tuple(f"begonnen{number}@example.org" for number in range(1, 3))
FEW = tuple(f"wenige{number}@example.org" for number in range(1, 4))


def settle(service: Service) -> None:
    """The organisations, the learner, the coordinator of the county and the operator."""
    service.lms("migrate")
    service.lms("organisations", "create", COUNTY)
    for name in (TOWN, VILLAGE):
        service.lms("organisations", "create", name, "--parent", COUNTY)
    people(service, [LEARNER], TOWN)
    people(service, [COORDINATOR, OPERATOR, TYPIST, PLAIN, TOUCHER], COUNTY)
    service.lms("users", "grant", COORDINATOR, "coordinator", "--organisation", COUNTY)
    service.lms("users", "grant", OPERATOR, "operator")


def name_of(email: str) -> str:
    return email.partition("@")[0].replace(".", " ").title()


def people(service: Service, emails: Sequence[str], organisation: str) -> None:
    """Accounts with the password of the tests."""
    for email in emails:
        words = ("--name", name_of(email), "--organisation", organisation, "--password-stdin")
        service.lms("users", "create", email, *words, given=f"{PASSWORD}\n")
