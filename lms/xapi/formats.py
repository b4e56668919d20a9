"""The forms that strings in statements take: IRIs, UUIDs, language tags, times, durations, addresses, hashes."""

import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from string import ascii_letters, digits

_UCS = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000efffd"
_USER = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:{_UCS}]|%[0-9A-Fa-f]{{2}})"
_CHARACTER = rf"(?:{_USER}|@)"
_AUTHORITY = rf"(?:(?:{_USER}*@)?\[[0-9A-Fa-fv:.]+\](?::\d*)?|{_CHARACTER}*)"
_IRI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+\-.]*:(?=.)(?://{_AUTHORITY}(?=[/?#]|\Z))?(?:{_CHARACTER}|/)*"
    rf"(?:\?(?:{_CHARACTER}|[/?\ue000-\uf8ff])*)?(?:#(?:{_CHARACTER}|[/?])*)?"
)  # RFC 3987, section 2.2
_CHARACTERS = r"[A-Za-z0-9\-._~!$&'()*+,;=:@/?]"
_PLAIN_CHARACTERS = (ascii_letters + digits + "-._~!$&'()*+,;=:@/?").encode()
_PLAIN_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+\-.]*:{_CHARACTERS}+(?:#{_CHARACTERS}*)?")  # most are, and it is quicker
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+"
    r"|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)"
    r"|art-lojban|cel-gaulish|no-(?:bok|nyn)|zh-(?:guoyu|hakka|min|min-nan|xiang)",
    re.IGNORECASE | re.ASCII,
)  # RFC 5646, section 2.1
_NUMBER = r"\d+(?:[.,]\d+)?"
_DURATION = re.compile(
    rf"P(?:{_NUMBER}W|(?=\d|T\d)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)",
    re.ASCII,
)
_FRACTION_INSIDE = re.compile(r"[.,]\d+[YMWDH](?!\Z)", re.ASCII)
_HUNDREDTHS = re.compile(r"([.,]\d{2})\d+(?=S\Z)", re.ASCII)
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?)?", re.ASCII
)
_MAILTO = re.compile(r"mailto:[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\/]+")
_SHA1 = re.compile(r"[0-9a-fA-F]{40}")
_SHA2 = re.compile(r"(?:[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})")
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}(?:[ \t]*;[ \t]*{_WORD}=(?:{_WORD}|\"[^\"\r\n]*\"))*[ \t]*;?")
_MOST = 8192  # texts that are known
_EVERY = 8  # turns, of which one remembers
_turns = count()
_known_iris: set[str] = set()
_known_tags: set[str] = set()
_known_uuids: set[str] = set()


def is_iri(text: str) -> bool:
    """An absolute IRI (RFC 3987); relative references are none (xAPI 1.0.3 Data 4.3)."""
    return are_iris((text,))


def are_iris(texts: Collection[str]) -> bool:
    """Whether all of them are; most came before."""
    return _known_iris.issuperset(texts) or (
        (_are_plain(texts) or all(map(_is_iri, texts))) and _remember(texts, _known_iris)
    )


def _is_iri(text: str) -> bool:
    return _PLAIN_IRI.fullmatch(text) is not None or _IRI.fullmatch(text) is not None


def _are_plain(texts: Collection[str]) -> bool:
    """Web addresses without a fragment: asked of all together, it is quicker."""
    lines = "\n" + "\n".join(texts)
    count = len(texts)
    return lines.count("\nhttp://") + lines.count("\nhttps://") == count and (
        lines.encode().translate(None, _PLAIN_CHARACTERS) == b"\n" * count
    )


def _remember(texts: Collection[str], known: set[str]) -> bool:
    """Now and then: what comes again is soon known, and what never does costs little."""
    if next(_turns) % _EVERY == 0:
        if len(known) >= _MOST:
            known.clear()
        known.update(texts)
    return True


def is_uuid(text: str) -> bool:
    """The standard string form (xAPI 1.0.3 Data 4.4)."""
    return text in _known_uuids or (_UUID.fullmatch(text) is not None and _remember((text,), _known_uuids))


def is_language(text: str) -> bool:
    """A well-formed RFC 5646 tag (xAPI 1.0.3 Data 4.2)."""
    return text in _known_tags or are_languages((text,))


def are_languages(texts: Collection[str]) -> bool:
    return _known_tags.issuperset(texts) or (
        all(_LANGUAGE.fullmatch(text) for text in texts) and _remember(texts, _known_tags)
    )


def is_duration(text: str) -> bool:
    """ISO 8601:2004 4.4.3.2: weeks stand alone, only the last number may have a fraction (xAPI 1.0.3 Data 4.6)."""
    return _DURATION.fullmatch(text) is not None and not _FRACTION_INSIDE.search(text)


def to_hundredths(duration: str) -> str:
    """The duration cut, never rounded, to 0.01 s: all that counts when durations are compared (Data 4.6)."""
    return _HUNDREDTHS.sub(r"\1", duration)


def is_mailto(text: str) -> bool:
    return _MAILTO.fullmatch(text) is not None


def is_sha1(text: str) -> bool:
    return _SHA1.fullmatch(text) is not None


def is_sha2(text: str) -> bool:
    return _SHA2.fullmatch(text) is not None


def is_media_type(text: str) -> bool:
    return _MEDIA_TYPE.fullmatch(text) is not None


def parse_time(text: str) -> datetime:
    """An ISO 8601 timestamp as an aware UTC datetime, cut to microseconds; without zone it is UTC (Data 4.5).

    Raises ValueError; an offset of minus zero means "unknown" in RFC 3339 and is refused.
    """
    match = _TIME.fullmatch(text)
    if not match:
        raise ValueError("must be an ISO 8601 timestamp such as 2026-11-22T10:15:00.000Z")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    micro = int((match[7] or "0")[:6].ljust(6, "0"))
    leap = second == 60
    try:
        moment = datetime(year, month, day, hour, minute, 59 if leap else second, micro, _zone(match))
        return moment.astimezone(UTC) + timedelta(seconds=1 if leap else 0)
    except (ValueError, OverflowError) as problem:
        raise ValueError(f"is no moment in time ({problem})") from None


def _zone(match: re.Match[str]) -> timezone:
    if match[9] is None:
        return UTC
    offset = timedelta(hours=int(match[10]), minutes=int(match[11] or 0))
    if match[9] == "-" and not offset:
        raise ValueError("an offset of minus zero names no zone")
    return timezone(-offset if match[9] == "-" else offset)


def write_time(moment: datetime) -> str:
    """UTC with microseconds, as the LRS writes `stored`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"  # without +00:00
