"""Whether a line of an export may be stored: the rules are those for statements that arrive over HTTP."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lms.db.times import now
from lms.lrs.record.intake import checked
from lms.lrs.record.multipart import Part
from lms.lrs.record.statement_rows import StatementEntry
from lms.lrs.record.store import authority_text
from lms.lrs.transfer.export_lines import ActivityLine, DocumentLine, ExportEnd, Header, Line, NotALine, StatementLine
from lms.xapi import wire
from lms.xapi.formats import parse_time
from lms.xapi.rules_actor import check_authority
from lms.xapi.versions import Version, negotiate
from lms.xapi.violations import Invalid

_HASHES = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A line that may be stored: one of the three, and a statement's attachments by hash."""

    activity: tuple[str, dict[str, Any]] | None = None
    document: DocumentLine | None = None
    entry: StatementEntry | None = None
    attachments: Mapping[str, Part] = field(default_factory=dict)


def check(line: Line, *, vouching: bool) -> Checked:
    match line:
        case StatementLine():
            return _check_statement(line, vouching=vouching)
        case ActivityLine():
            definition = wire.decode(bytes(line.definition))
            if not isinstance(definition, dict):
                raise NotALine("definition: must be an object")
            return Checked(activity=(line.activity, definition))
        case DocumentLine():
            _moment("updated", line.updated)
            return Checked(document=line)
        case ExportEnd():
            return Checked()
        case Header():
            raise NotALine("is a second header; two files were joined, import them one after the other")


def _check_statement(line: StatementLine, *, vouching: bool) -> Checked:
    version = negotiate(line.version)
    if version is None:
        raise NotALine(f"version: must be {' or '.join(one.of_statements for one in Version)}")
    raw, authority = bytes(line.statement), wire.decode(bytes(line.authority))
    try:
        check_authority(authority, version)
    except Invalid as problem:
        raise problem.under("authority") from None
    try:
        said = checked(raw, version, id_=str(line.id))
    except Invalid as problem:
        raise problem.under("statement") from None
    if said.id != line.id:
        raise NotALine(f"statement.id: must be {line.id}, the id of the line")
    attachments = {}
    for index, one in enumerate(line.attachments):
        make = hashlib.new(_HASHES.get(len(one.sha2), "sha256"), one.content)
        if make.hexdigest() != one.sha2.lower():
            raise NotALine(f"attachments[{index}].sha2: is not the SHA-2 of its content")
        attachments[one.sha2.lower()] = Part({}, one.content)
    stored = _moment("stored", line.stored)
    return Checked(
        entry=StatementEntry(0, stored, authority_text(authority), line.vouched and vouching, said),
        attachments=attachments,
    )


def _moment(name: str, text: str) -> datetime:
    try:
        moment = parse_time(text)
    except ValueError as problem:
        raise NotALine(f"{name}: {problem}") from None
    if moment > now():
        raise NotALine(f"{name}: {text} lies in the future; is this machine's clock right?")
    return moment
