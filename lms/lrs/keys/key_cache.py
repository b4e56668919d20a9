"""Remembers keys that opened, so that what is to be stored can be checked without asking the database first.

Whether a remembered key still stands is asked by every reader, and in the transaction that stores
(`lms.lrs.http.group_commit`): one that was revoked or renewed, by whichever process, reads and stores nothing from its
commit on.
"""

import hashlib

from lms.lrs.keys.credentials import Credential

_MOST = 1_000


class Keyring:
    """By the Authorization header, of which only a hash is kept."""

    def __init__(self) -> None:
        self._known: dict[bytes, Credential] = {}

    def find(self, header: str) -> Credential | None:
        return self._known.get(_hash(header))

    def remember(self, header: str, credential: Credential) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[_hash(header)] = credential

    def forget(self, header: str) -> None:
        self._known.pop(_hash(header), None)


def _hash(header: str) -> bytes:
    return hashlib.sha256(header.encode()).digest()
