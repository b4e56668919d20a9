"""The one cookie that says which browser this is, signed in or not."""

from litestar.datastructures import Cookie

from lms.settings import Settings

DAY = 24 * 3600


def name(settings: Settings) -> str:
    """With https the browser itself sees to it that no other host or path can set it (`__Host-`)."""
    return "__Host-lernraum" if settings.https else "lernraum"


def cookie(settings: Settings, token: str, days: int | None = None) -> Cookie:
    """For the whole service (path `/`); without `days` it ends with the browser."""
    return Cookie(
        name(settings),
        value=token,
        max_age=days * DAY if days is not None else None,
        secure=settings.https,
        httponly=True,
        samesite="lax",
    )
