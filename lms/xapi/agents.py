"""Who an Agent or Group is: its inverse functional identifier as one string."""

from collections.abc import Iterator, Mapping
from typing import Any

Actor = Mapping[str, Any]


def identifier(actor: Actor) -> str | None:
    """`mbox:…`, `sha1:…`, `openid:…` or `account:homePage name`; None for an anonymous Group (Data 2.4.2.3)."""
    if "mbox" in actor:
        return of_mailbox(actor["mbox"])
    if "mbox_sha1sum" in actor:
        return f"sha1:{actor['mbox_sha1sum'].lower()}"
    if "openid" in actor:
        return f"openid:{actor['openid']}"
    if "account" in actor:
        return of_account(actor["account"]["homePage"], actor["account"]["name"])
    return None


def of_mailbox(mailto: str) -> str:
    name, _, domain = mailto.removeprefix("mailto:").rpartition("@")
    return f"mbox:{name}@{domain.lower()}"  # the domain is case insensitive (Data 2.4.2.3)


def of_account(home_page: str, name: str) -> str:
    """A home page is an IRI and has no spaces, so two accounts never share a string."""
    return f"account:{home_page} {name}"


def identifiers(actor: Actor) -> Iterator[str]:
    """Everyone whom a filter for this actor or for one of a Group's members would find (Communication 2.1.3)."""
    own = identifier(actor)
    if own:
        yield own
    for member in actor.get("member", ()):
        found = identifier(member)
        if found:
            yield found
