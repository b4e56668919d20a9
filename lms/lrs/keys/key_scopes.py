"""What a credential may do, in the words that xAPI recommends (1.0.3 Communication 4.2)."""

from collections.abc import Collection
from enum import StrEnum


class KeyScope(StrEnum):
    STATEMENTS_WRITE = "statements/write"
    STATEMENTS_READ_MINE = "statements/read/mine"
    STATEMENTS_READ = "statements/read"
    STATE = "state"
    DEFINE = "define"
    PROFILE = "profile"
    ALL_READ = "all/read"
    ALL = "all"


SCOPES = tuple(scope.value for scope in KeyScope)
_READS = frozenset({KeyScope.STATEMENTS_READ, KeyScope.STATEMENTS_READ_MINE, KeyScope.ALL_READ})


def may(scopes: Collection[str], wanted: KeyScope, *, read: bool = False) -> bool:
    """Whether these scopes allow `wanted`, or reading what it is about."""
    if KeyScope.ALL in scopes or wanted in scopes:
        return True
    if read and KeyScope.ALL_READ in scopes:
        return True
    return wanted in _READS and (KeyScope.ALL_READ in scopes or KeyScope.STATEMENTS_READ in scopes)
