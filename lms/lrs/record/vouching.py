"""Whose word moves progress: decided when a statement is accepted, stored with it, never derived again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vouch:
    """What a credential may vouch for; an empty limit allows every value, `Vouch()` therefore everything.

    `registration` and `activity` are prefixes (of the UUID's text and of the IRI), `verbs` whole IRIs.
    """

    registration: str = ""
    activity: str = ""
    verbs: frozenset[str] = frozenset()

    def covers(self, verb: str, activity: str | None, registration: str | None) -> bool:
        return (
            registration is not None
            and registration.startswith(self.registration)
            and (activity or "").startswith(self.activity)
            and (not self.verbs or verb in self.verbs)
        )
