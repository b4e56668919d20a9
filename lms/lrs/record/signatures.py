"""Signed statements: a signature must be well-formed, say what the statement says, and fit its own certificate."""

import binascii
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Mapping
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

from lms.errors import BadRequest
from lms.lrs.record.attachments import declared
from lms.lrs.record.multipart import Part
from lms.xapi import wire
from lms.xapi.mentions import Value
from lms.xapi.rules import check_statement
from lms.xapi.same_statement import same
from lms.xapi.versions import Version
from lms.xapi.violations import Invalid

USAGE = "http://adlnet.gov/expapi/attachments/signature"
_ALGORITHMS: dict[str, type[HashAlgorithm]] = {"RS256": SHA256, "RS384": SHA384, "RS512": SHA512}
_CLAUSE = "(Data 2.6)"


def check_signatures(statement: Value, parts: Mapping[str, Part], version: Version) -> None:
    """Raise BadRequest for a malformed signature. A key that nobody vouches for proves nothing: see Data 2.6."""
    for one in declared(statement):
        if one["usageType"] != USAGE:
            continue
        if one["contentType"] != "application/octet-stream":
            raise BadRequest(f"a signature's contentType must be application/octet-stream {_CLAUSE}")
        part = parts.get(one["sha2"].lower())
        if part is not None:
            _check(statement, part.content, version)


def _check(statement: Value, jws: bytes, version: Version) -> None:
    pieces = jws.strip().split(b".")
    if len(pieces) != 3:
        raise BadRequest(f"a signature must be a JWS in compact serialization {_CLAUSE}")
    header_text, payload_text, signature = (_decoded(piece) for piece in pieces)
    header, payload = _json(header_text, "header"), _json(payload_text, "payload")
    algorithm = _ALGORITHMS.get(str(header.get("alg")))
    if algorithm is None:
        raise BadRequest(f"a signature's alg must be RS256, RS384 or RS512 {_CLAUSE}")
    try:
        check_statement(payload, version)
    except Invalid as problem:
        raise BadRequest(f"the signed statement is not valid: {problem} {_CLAUSE}") from None
    if not same(payload, statement):
        raise BadRequest(f"the signed statement says something else than the statement {_CLAUSE}")
    if "x5c" in header:
        _verify(header["x5c"], b".".join(pieces[:2]), signature, algorithm())


def _decoded(piece: bytes) -> bytes:
    try:
        return urlsafe_b64decode(piece + b"=" * (-len(piece) % 4))
    except (binascii.Error, ValueError):
        raise BadRequest(f"a signature is not base64url {_CLAUSE}") from None


def _json(text: bytes, what: str) -> dict[str, Any]:
    try:
        value = wire.decode(text)
    except wire.Malformed as problem:
        raise BadRequest(f"a signature's {what} is no JSON: {problem} {_CLAUSE}") from None
    if not isinstance(value, dict):
        raise BadRequest(f"a signature's {what} is no JSON object {_CLAUSE}")
    return value


def _verify(chain: Any, signed: bytes, signature: bytes, algorithm: HashAlgorithm) -> None:
    try:
        certificate = x509.load_der_x509_certificate(b64decode(chain[0]))
        key = certificate.public_key()
    except (ValueError, TypeError, IndexError, KeyError):
        raise BadRequest(f"a signature's x5c holds no X.509 certificate {_CLAUSE}") from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise BadRequest(f"a signature's certificate must hold an RSA key {_CLAUSE}")
    try:
        key.verify(signature, signed, padding.PKCS1v15(), algorithm)
    except InvalidSignature:
        raise BadRequest(f"a signature does not fit its certificate {_CLAUSE}") from None
