"""Attachments and signatures: multipart/mixed both ways."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.db.units import Units
from lms.errors import BadRequest
from lms.lrs.record.multipart import Part, read, write
from lms.lrs.record.signatures import USAGE
from lms.lrs.record.tables import ContentRow, StatementRow
from tests.lrs.statements import statement

BOUNDARY = "-------314159265358979323846"
MIXED = {"Content-Type": f"multipart/mixed; boundary={BOUNDARY}"}
ESSAY = "Die Bevölkerung wird älter.\r\n--\r\n".encode()


def declared(content: bytes, **changes: Any) -> dict[str, Any]:
    return {
        "usageType": "https://example.org/usage/essay",
        "display": {"de": "Aufsatz"},
        "contentType": "text/plain",
        "length": len(content),
        "sha2": hashlib.sha256(content).hexdigest(),
    } | changes


def part(content: bytes, **changes: str | None) -> tuple[dict[str, str], bytes]:
    headers = {
        "Content-Type": "text/plain",
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": hashlib.sha256(content).hexdigest(),
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    return {name: value for name, value in headers.items() if value is not None}, content


def body(said: Any, *parts: tuple[dict[str, str], bytes], first: str = "application/json") -> bytes:
    """As clients write it: a line break before the first boundary, none after the last, no space behind colons."""
    pieces = [({"Content-Type": first}, json.dumps(said).encode()), *parts]
    written = b"".join(
        f"\r\n--{BOUNDARY}\r\n".encode()
        + "".join(f"{name}:{value}\r\n" for name, value in headers.items()).encode()
        + b"\r\n"
        + content
        for headers, content in pieces
    )
    return written + f"\r\n--{BOUNDARY}--".encode()


@given(
    contents=st.lists(st.binary(max_size=200), min_size=1, max_size=4),
    boundary=st.from_regex(r"[A-Za-z0-9'()+_,\-./:=?]{1,70}", fullmatch=True),
)
def test_what_is_written_is_read(contents: list[bytes], boundary: str):
    mark = b"--" + boundary.encode()
    contents = [content for content in contents if mark not in content] or [b""]
    parts = [Part({"content-type": "x/y"}, content) for content in contents]
    assert read(f'multipart/mixed; boundary="{boundary}"', write(parts, boundary)) == parts


@pytest.mark.parametrize(
    "raw",
    [b"", b"--b", b"--b\r\n", b"--b\r\nA:b\r\n\r\nx", b"--b\r\nno colon\r\n\r\nx\r\n--b--", b"--b\r\nA:b\r\n--b--"],
)
def test_a_body_that_is_no_multipart_is_refused(raw: bytes):
    with pytest.raises(BadRequest, match="multipart/mixed"):
        read("multipart/mixed; boundary=b", raw)


@pytest.mark.anyio
async def test_an_attachment_comes_back_byte_for_byte_once(client: httpx.AsyncClient, units: Units, version: str):
    assert version
    said = [statement(attachments=[declared(ESSAY)]) for _ in range(2)]
    answer = await client.post("/statements", content=body(said, part(ESSAY)), headers=MIXED)
    assert answer.json() == [one["id"] for one in said]
    found = await client.get("/statements", params={"attachments": "true"})
    parts = read(found.headers["content-type"], found.content)
    assert [one["id"] for one in json.loads(parts[0].content)["statements"]] == [said[1]["id"], said[0]["id"]]
    assert [one.content for one in parts[1:]] == [ESSAY]
    assert parts[1].headers["x-experience-api-hash"] == hashlib.sha256(ESSAY).hexdigest()
    assert (await client.get("/statements")).headers["content-type"] == "application/json"
    with units.reading() as db:
        assert db.scalar(select(func.count()).select_from(ContentRow)) == 1


@pytest.mark.anyio
async def test_links_and_plain_statements_may_be_multipart_too(client: httpx.AsyncClient, version: str):
    assert version
    linked = statement(attachments=[declared(ESSAY, fileUrl="https://example.org/aufsatz.txt")])
    for said in (linked, statement()):
        assert (await client.post("/statements", content=body(said), headers=MIXED)).status_code == 200
    assert (await client.post("/statements", json=statement(attachments=linked["attachments"]))).status_code == 200


ESSAY_SAID = statement(attachments=[declared(ESSAY)])


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("requirement", "content", "why"),
    [
        ("XAPI-00128", body(ESSAY_SAID, part(ESSAY), part(b"other")), "no statement declares"),
        ("XAPI-00129", body(ESSAY_SAID), "neither a fileUrl nor a part"),
        ("XAPI-00129", body(ESSAY_SAID, part(b"other")), "neither a fileUrl nor a part"),
        ("XAPI-00132", body(ESSAY_SAID, part(ESSAY, X_Experience_API_Hash=None)), "X-Experience-API-Hash is missing"),
        ("XAPI-00132", body(ESSAY_SAID, part(ESSAY, X_Experience_API_Hash="0" * 64)), "is not the SHA-2"),
        ("XAPI-00133", body([], part(ESSAY)), "no statement declares"),
        ("XAPI-00134", body(ESSAY_SAID, part(ESSAY), first="text/plain"), "must have Content-Type: application/json"),
        ("XAPI-00135", body(ESSAY_SAID, part(ESSAY, Content_Transfer_Encoding="base64")), "must be binary"),
        ("Communication 1.5.2", body(ESSAY_SAID, part(ESSAY, Content_Type="text/html")), "contentType: the part says"),
        ("Communication 1.5.2", body(ESSAY_SAID, part(ESSAY, Content_Length="1")), "length: the part says 1"),
    ],
    ids=lambda value: "body" if isinstance(value, bytes) else None,  # it holds a random id
)
async def test_parts_and_attachments_must_fit(
    client: httpx.AsyncClient, units: Units, requirement: str, content: bytes, why: str
):
    answer = await client.post("/statements", content=content, headers=MIXED)
    assert (answer.status_code, why in answer.json()["error"]) == (400, True), (requirement, answer.text)
    with units.reading() as db:
        assert db.scalar(select(func.count()).select_from(ContentRow)) == 0
        assert db.scalar(select(func.count()).select_from(StatementRow)) == 0


@pytest.mark.anyio
@pytest.mark.parametrize(
    "kind", ["multipart/mixed", "multipart/form-data; boundary=x", "text/plain", "multipart/mixed; boundary=ä"]
)
async def test_xapi_00127_131_the_content_type_says_what_comes(client: httpx.AsyncClient, kind: str):
    answer = await client.post(
        "/statements", content=body(ESSAY_SAID, part(ESSAY)), headers={"Content-Type": kind.encode("latin-1")}
    )
    assert (answer.status_code, "Content-Type" in answer.json()["error"]) == (400, True)
    assert (await client.post("/statements", json=ESSAY_SAID)).status_code == 400


def url64(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


@pytest.fixture(scope="module")
def signer() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def certificate(signer: rsa.RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prüfstelle (erfunden)")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(signer.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .sign(signer, hashes.SHA256())
    )
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def jws(signer: rsa.RSAPrivateKey, payload: bytes, alg: str = "RS256", **header: Any) -> bytes:
    algorithm = {"RS384": hashes.SHA384(), "RS512": hashes.SHA512()}.get(alg, hashes.SHA256())
    signed = url64(json.dumps({"alg": alg, **header}).encode()) + b"." + url64(payload)
    return signed + b"." + url64(signer.sign(signed, padding.PKCS1v15(), algorithm))


async def send_signed(client: httpx.AsyncClient, said: Any, signature: bytes, **changes: Any) -> httpx.Response:
    octets = "application/octet-stream"
    one = declared(signature, usageType=USAGE, contentType=changes.pop("contentType", octets))
    return await client.post(
        "/statements",
        content=body(said | {"attachments": [one]} | changes, part(signature, Content_Type=one["contentType"])),
        headers=MIXED,
    )


@pytest.mark.anyio
@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512"])
async def test_xapi_00115_117_signed_statements_are_accepted(
    client: httpx.AsyncClient, signer: rsa.RSAPrivateKey, alg: str
):
    said = statement(result={"duration": "PT1.1299S"})
    payload = json.dumps(said | {"result": {"duration": "PT1.12S"}}).encode()
    assert (await send_signed(client, said, jws(signer, payload, alg))).status_code == 200
    said = statement()
    answer = await send_signed(client, said, jws(signer, json.dumps(said).encode(), alg, x5c=[certificate(signer)]))
    assert answer.status_code == 200, answer.text


@pytest.mark.anyio
async def test_xapi_00115_116_117_malformed_signatures_are_refused(
    client: httpx.AsyncClient, signer: rsa.RSAPrivateKey
):
    said = statement()
    payload = json.dumps(said).encode()
    foreign = certificate(rsa.generate_private_key(65537, 2048))
    good = jws(signer, payload)
    refused = [
        (good, {"contentType": "text/plain"}, "application/octet-stream"),
        (jws(signer, payload, "HS256"), {}, "RS256, RS384 or RS512"),
        (jws(signer, b"no json"), {}, "payload is no JSON"),
        (jws(signer, b"[]"), {}, "payload is no JSON object"),
        (jws(signer, b'{"id":"x"}'), {}, "the signed statement is not valid"),
        (good, {"result": {"success": True}}, "says something else"),
        (b"not a signature", {}, "compact serialization"),
        (b"a.b.c", {}, "base64url"),
        (jws(signer, payload, x5c=[foreign]), {}, "does not fit its certificate"),
        (jws(signer, payload, x5c=["AAAA"]), {}, "no X.509 certificate"),
    ]
    for signature, changes, why in refused:
        answer = await send_signed(client, said, signature, **changes)
        assert (answer.status_code, why in answer.json()["error"]) == (400, True), (why, answer.text)
