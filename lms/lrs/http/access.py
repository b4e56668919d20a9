"""Who calls and what they may: HTTP Basic authentication and the scopes of the key (xAPI 1.0.3 Communication 4)."""

import binascii
from base64 import b64decode

from sqlalchemy.orm import Session

from lms.errors import BadRequest, Forbidden, NotSignedIn
from lms.lrs.http.requests import Call
from lms.lrs.keys.credentials import Credential, verify
from lms.lrs.keys.key_scopes import KeyScope, may


def authenticate(db: Session, call: Call) -> Credential:
    header = call.headers.get("authorization")
    if header is None:
        raise NotSignedIn("a key is needed: send Authorization: Basic … (Communication 4)")
    scheme, _, token = header.strip().partition(" ")
    if scheme.lower() != "basic":
        raise BadRequest("Authorization: only Basic is understood here (Communication 4)")
    try:
        text = b64decode(token.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise BadRequest("Authorization: is not base64 of KEY:SECRET (RFC 7617)") from None
    key, colon, secret = text.partition(":")
    if not colon:
        raise BadRequest("Authorization: is not base64 of KEY:SECRET (RFC 7617)")
    found = verify(db, key, secret)
    if found is None:
        raise NotSignedIn("this key and secret are not known, or were revoked (Communication 4)")
    return found


def authorize(credential: Credential, scope: KeyScope, *, read: bool = False) -> None:
    if not may(credential.scopes, scope, read=read):
        raise Forbidden(f"this key lacks the scope {scope.value} (Communication 4.2)")
