"""A request as xAPI means it: method, parameters, headers and body, from either request syntax."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from lms.errors import BadRequest
from lms.lrs.record.multipart import media_type
from lms.xapi.versions import Version

# Headers that a form may carry instead (xAPI 1.0.3 Communication 1.3).
FORM_HEADERS = (
    "authorization",
    "x-experience-api-version",
    "content-type",
    "content-length",
    "if-match",
    "if-none-match",
)
FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")


@dataclass(frozen=True, slots=True)
class Call:
    """`path` is the resource below the base path, `base` where more pages and clients find it again."""

    method: str
    base: str
    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    version: Version

    @property
    def reads(self) -> bool:
        return self.method in ("GET", "HEAD")

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case."""
        return media_type(self.headers.get("content-type", ""))

    def parameter(self, name: str) -> str:
        """A required parameter; a parameter is required when a clause of Communication 2 says so."""
        if name not in self.parameters:
            raise BadRequest(f"{name}: this parameter is required (Communication 2)")
        return self.parameters[name]

    def allow(self, *names: str) -> None:
        """Refuse every other parameter, in every other spelling (Communication 3.2)."""
        for name in self.parameters:
            if name not in names:
                known = ", ".join(names) or "none"
                raise BadRequest(f"{name}: unknown parameter; here are known: {known} (Communication 3.2)")


def parameters(query: bytes | str) -> dict[str, str]:
    """The parameters of a query string or form; each at most once, in UTF-8."""
    text = query.decode("latin-1") if isinstance(query, bytes) else query
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError) as problem:
        raise BadRequest(f"the parameters cannot be read: {problem}") from None
    if len(dict(pairs)) != len(pairs):
        raise BadRequest("a parameter is given twice")
    return dict(pairs)


@dataclass(frozen=True, slots=True)
class Sent:
    """A request before its version is known: what HTTP says, or what a form says in its place."""

    method: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


def from_form(request: Sent) -> Sent:
    """What a form in the alternate syntax means: a POST whose only parameter is `method` (1.0.3 Communication 1.3)."""
    if request.method != "POST" or "method" not in request.parameters:
        return request
    method = request.parameters["method"]
    if len(request.parameters) > 1:
        raise BadRequest("a request with ?method= has its other parameters in the form (Communication 1.3)")
    if method not in METHODS:
        raise BadRequest(f"method: must be one of {', '.join(METHODS)} (Communication 1.3)")
    if media_type(request.headers.get("content-type", FORM)) != FORM:
        raise BadRequest(f"a request with ?method= has a form of type {FORM} (Communication 1.3)")
    try:
        form = parameters(request.body.decode())
    except UnicodeDecodeError:
        raise BadRequest("the form is not UTF-8 text (Communication 1.4)") from None
    content = form.pop("content", "").encode()
    headers = {name: value for name, value in request.headers.items() if not name.startswith("content-")}
    headers |= {name.lower(): form.pop(name) for name in list(form) if name.lower() in FORM_HEADERS}
    if content:
        headers.setdefault("content-type", "application/json")
    return Sent(method, form, headers, content)


_ETAG = re.compile(r'\s*(?:W/)?"([^"]*)"\s*|\s*([^",\s]+)\s*')


def etags(header: str) -> set[str]:
    """The entity tags of an If-Match or If-None-Match header; `*` stands for itself."""
    return {match[1] if match[1] is not None else match[2] for match in _ETAG.finditer(header)}
