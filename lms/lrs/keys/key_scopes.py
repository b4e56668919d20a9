"""What a credential may do, in the words that xAPI recommends (1.0.3 Communication 4.2)."""

from collections.abc import Collection
from enum import StrEnum


class Scope(StrEnum):
    STATEMENTS_WRITE = "statements/write"
    STATEMENTS_READ_MINE = "statements/read/mine"
    STATEMENTS_READ = "statements/read"
    STATE = "state"
    DEFINE = "define"
    PROFILE = "profile"
    ALL_READ = "all/read"
    ALL = "all"


SCOPES = tuple(scope.value for scope in Scope)
_READS = frozenset({Scope.STATEMENTS_READ, Scope.STATEMENTS_READ_MINE, Scope.ALL_READ})


def may(scopes: Collection[str], wanted: Scope, *, read: bool = False) -> bool:
    """Whether these scopes allow `wanted`, or reading what it is about."""
    if Scope.ALL in scopes or wanted in scopes:
        return True
    if read and Scope.ALL_READ in scopes:
        return True
    return wanted in _READS and (Scope.ALL_READ in scopes or Scope.STATEMENTS_READ in scopes)
