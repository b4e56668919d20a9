"""Who is at the other end: prepares for every request the browser, the person and the frame of its pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from sqlalchemy.exc import SQLAlchemyError

from lms.db.times import now
from lms.db.units import Units
from lms.people import browsers, cookies
from lms.people.csrf import UNSAFE, Csrf
from lms.people.users import User
from lms.settings import Settings
from lms.web import preferences
from lms.web.locale import Locale, locale
from lms.web.messages import Messages
from lms.web.page_responses import MESSAGE_COOKIE
from lms.web.render import FooterLink, Frame
from lms.web.security import nonce

MACHINES = ("/static/", "/assets/", "/healthz")  # addresses that ask for nobody's name
Footer = Callable[[Locale], tuple[FooterLink, ...]]
Refuse = Callable[[Request[Any, Any, Any], Exception], Response[Any]]


@dataclass(frozen=True)
class Browser:
    """The browser of a request. `expired`: somebody was signed in, but is no longer."""

    token: str
    csrf: Csrf
    user: User | None = None
    expired: bool = False
    known: bool = True
    slid: bool = False


class VisitMiddleware:
    """Stands around the whole application, so that pages for unknown addresses have their frame too."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        units: Units,
        *,
        csrf: Csrf,
        messages: Messages,
        footer: Footer,
        refuse: Refuse,
    ) -> None:
        self._app = app
        self._settings = settings
        self._units = units
        self._csrf = csrf
        self._messages = messages
        self._footer = footer
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request: Request[Any, Any, Any] = Request(scope, receive)
        scope["user"] = None
        try:
            browser = await self._browser(request)
        except SQLAlchemyError as error:
            nobody = Browser("", self._csrf)
            scope["state"]["frame"] = self._frame(request, nobody, self._language(request, None), "")
            answer = self._refuse(request, error)
            await answer.to_asgi_response(app=None, request=request)(scope, receive, send)
            return
        scope["user"] = browser.user
        chosen = request.query_params.get("lang", "")
        language = chosen if chosen in self._settings.languages else self._language(request, browser.user)
        reads = preferences.variant(request.query_params.get("reading", ""))
        remembered = _remembered(chosen if chosen == language else "", reads)
        reads = reads or ("" if remembered else preferences.reading(request.cookies))
        scope["state"].update(browser=browser, frame=self._frame(request, browser, language, reads))
        await self._app(scope, receive, self._with_cookies(send, browser, remembered))

    async def _browser(self, request: Request[Any, Any, Any]) -> Browser:
        token = request.cookies.get(cookies.name(self._settings), "")
        if not token:
            return Browser(browsers.new_token(browsers.VISITOR), self._csrf, known=False)
        if not token.startswith(browsers.SIGNED_IN) or request.url.path.startswith(MACHINES):
            return Browser(token, self._csrf)
        moment = now()
        found = await self._units.read(browsers.who, token, moment)
        if found is None:
            return Browser(token, self._csrf, expired=True)
        user, seen = found
        slides = request.method in UNSAFE and moment - seen > browsers.SLIDE  # GET never writes
        if slides:
            await self._units.write(browsers.slide, token, moment, self._settings.session_days)
        return Browser(token, self._csrf, user, slid=slides)

    def _language(self, request: Request[Any, Any, Any], user: User | None) -> str:
        wanted = request.headers.get("accept-language", "")
        own = user.locale if user else None
        return preferences.language(request.cookies, wanted, self._settings.languages, own)

    def _frame(self, request: Request[Any, Any, Any], browser: Browser, language: str, reads: str) -> Frame:
        user = browser.user
        chosen = replace(locale(language), reads=reads)
        return Frame(
            locale=chosen,
            csrf=self._csrf.word(browser.token),
            nonce=nonce(request.scope),
            path=request.url.path,
            user_name=user.name if user else None,
            roles=user.roles if user else frozenset(),
            footer=self._footer(chosen),
            flash=self._messages.opened(request.cookies.get(MESSAGE_COOKIE, ""), chosen),
        )

    def _with_cookies(self, send: Send, browser: Browser, remembered: Mapping[str, str]) -> Send:
        """Pages give an unknown browser its token, a sliding sign-in lasts longer, choices in addresses are kept."""
        name = cookies.name(self._settings)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                given = headers.getall("set-cookie", [])
                html = headers.get("content-type", "").startswith("text/html")
                if not any(one.startswith(f"{name}=") for one in given):
                    if browser.slid:
                        _add(headers, cookies.cookie(self._settings, browser.token, self._settings.session_days))
                    elif html and not browser.known:
                        _add(headers, cookies.cookie(self._settings, browser.token))
                for choice, value in remembered.items() if html else ():
                    _add(headers, preferences.remembered(choice, value, https=self._settings.https))
            await send(message)

        return sending


def _remembered(language: str, reads: str) -> dict[str, str]:
    """The cookies of `?lang=` and `?reading=`; whoever changes the pages' language wants to read in it."""
    if reads:
        return {preferences.READING_COOKIE: reads}
    return {preferences.LANGUAGE_COOKIE: language, preferences.READING_COOKIE: ""} if language else {}


def _add(headers: MutableScopeHeaders, cookie: Cookie) -> None:
    headers.add("Set-Cookie", cookie.to_header(header=""))
