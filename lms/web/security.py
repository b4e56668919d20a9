"""What every answer tells the browser to refuse: foreign scripts, frames, guesses about types, leaking addresses."""

from secrets import token_urlsafe
from typing import Any

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
POLICY = "Content-Security-Policy"
YEAR = 365 * 24 * 3600


def nonce(scope: Any) -> str:
    """The random word with which this one page may mark its scripts and styles."""
    return scope["state"].setdefault("nonce", token_urlsafe(16))


def policy(word: str, *, https: bool) -> str:
    rules = [
        "default-src 'none'",
        f"script-src 'self' 'nonce-{word}'",
        f"style-src 'self' 'nonce-{word}'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    return "; ".join([*rules, "upgrade-insecure-requests"] if https else rules)


class SecurityHeaders:
    """A `before_send` hook, so that it reaches every answer: pages, errors and unknown addresses alike."""

    def __init__(self, *, https: bool) -> None:
        self._https = https
        always = HEADERS | ({"Strict-Transport-Security": f"max-age={YEAR}; includeSubDomains"} if https else {})
        self._pairs = [(name.lower().encode(), value.encode()) for name, value in always.items()]

    async def __call__(self, message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        given = {name.lower() for name, _ in message["headers"]}
        message["headers"] = [*message["headers"], *(pair for pair in self._pairs if pair[0] not in given)]
        if b"content-security-policy" not in given:
            MutableScopeHeaders.from_message(message).add(POLICY, policy(nonce(scope), https=self._https))
