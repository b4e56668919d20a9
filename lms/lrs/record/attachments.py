"""Attachments of a request: which part belongs to which statement, and what is kept of them."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import BadRequest
from lms.lrs.record.interned_terms import insert_once
from lms.lrs.record.multipart import Part
from lms.lrs.record.tables import AttachmentRow, ContentRow
from lms.xapi.mentions import Value

_HASHES = {56: hashlib.sha224, 64: hashlib.sha256, 96: hashlib.sha384, 128: hashlib.sha512}
Declared = Mapping[str, Any]


def declared(statement: Value) -> list[Declared]:
    """The attachments that a statement and its SubStatement declare."""
    about = statement["object"]
    inner = about.get("attachments", ()) if about.get("objectType") == "SubStatement" else ()
    return [*statement.get("attachments", ()), *inner]


def by_hash(parts: Sequence[Part]) -> dict[str, Part]:
    """The data parts of a multipart request, each under the hash that it rightly claims (Communication 1.5.2)."""
    found: dict[str, Part] = {}
    for index, part in enumerate(parts, 2):
        claimed = part.headers.get("x-experience-api-hash", "").lower()
        if not claimed:
            raise BadRequest(f"part {index}: X-Experience-API-Hash is missing (Communication 1.5.2)")
        if part.headers.get("content-transfer-encoding", "").lower() != "binary":
            raise BadRequest(f"part {index}: Content-Transfer-Encoding must be binary (Communication 1.5.2)")
        make = _HASHES.get(len(claimed))
        if make is None or make(part.content).hexdigest() != claimed:
            raise BadRequest(
                f"part {index}: X-Experience-API-Hash is not the SHA-2 of its content (Communication 1.5.2)"
            )
        found[claimed] = part
    return found


def match(statements: Sequence[Value], parts: Mapping[str, Part]) -> None:
    """Every attachment has its data here or a fileUrl, and every part is somebody's attachment."""
    unused = set(parts)
    for number, statement in enumerate(statements):
        for index, one in enumerate(declared(statement)):
            sha2 = one["sha2"].lower()
            where = f"statements[{number}].attachments[{index}]"
            part = parts.get(sha2)
            unused.discard(sha2)
            if part is None:
                if "fileUrl" not in one:
                    raise BadRequest(f"{where}: has neither a fileUrl nor a part with its hash (Communication 1.5.2)")
                continue
            length = part.headers.get("content-length")
            if length is not None and length != str(one["length"]):
                raise BadRequest(f"{where}.length: the part says {length} (Communication 1.5.2)")
            given = part.headers.get("content-type")
            if given is not None and given.lower() != one["contentType"].lower():
                raise BadRequest(f"{where}.contentType: the part says {given} (Communication 1.5.2)")
    if unused:
        raise BadRequest(f"no statement declares the attachment with hash {min(unused)} (Communication 1.5.2)")


def keep(db: Session, statements: Mapping[int, Value], parts: Mapping[str, Part]) -> None:
    """Store the data of the attachments of new statements (seq → statement), once each."""
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    contents: dict[str, bytes] = {}
    for seq, statement in statements.items():
        for one in declared(statement):
            sha2 = one["sha2"].lower()
            if sha2 in parts:
                content = parts[sha2].content
                sha256 = hashlib.sha256(content).hexdigest()
                contents[sha256] = content
                kept = {"seq": seq, "sha2": sha2, "content": sha256, "content_type": one["contentType"]}
                rows[seq, sha2] = kept
    put_contents(db, contents)
    if rows:
        db.execute(insert_once(db, AttachmentRow), list(rows.values()))


def put_contents(db: Session, contents: Mapping[str, bytes]) -> None:
    if contents:
        rows = [{"sha256": sha256, "content": content} for sha256, content in sorted(contents.items())]
        db.execute(insert_once(db, ContentRow), rows)


def parts_of(db: Session, seqs: Sequence[int]) -> list[Part]:
    """The data of the attachments of these statements, one copy each (Communication 1.5.2)."""
    found: dict[str, Part] = {}
    rows = db.execute(
        select(AttachmentRow.sha2, AttachmentRow.content_type, ContentRow.content)
        .join(ContentRow, ContentRow.sha256 == AttachmentRow.content)
        .where(AttachmentRow.seq.in_(seqs))
        .order_by(AttachmentRow.seq, AttachmentRow.sha2)
    )
    for sha2, content_type, content in rows:
        headers = {
            "Content-Type": content_type,
            "Content-Transfer-Encoding": "binary",
            "X-Experience-API-Hash": sha2,
        }
        found.setdefault(sha2, Part(headers, content))
    return list(found.values())
