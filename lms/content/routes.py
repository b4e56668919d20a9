"""Media of a published version under an address that never changes its meaning, so that browsers keep them."""

from pathlib import PurePosixPath
from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.course.media_types import content_type
from lms.db.units import Units
from lms.errors import NotFound

FOREVER = "public, max-age=31536000, immutable"


@get("/assets/{digest:str}/{path:path}")
async def asset(
    request: Request[Any, Any, Any],
    digest: FromPath[str],
    path: FromPath[PurePosixPath],
    units: NamedDependency[Units],
    library: NamedDependency[Library],
) -> Response[bytes]:
    """A picture or a file of the version `digest`."""
    etag = f'"{digest}"'
    name = str(path).removeprefix("/")

    def find(db: Session) -> bytes:
        content = library.version(db, digest).assets.get(name)
        if content is None:
            raise NotFound("There is no such file in this version of the course.")
        return content

    content = await units.read(find)
    headers = {"Cache-Control": FOREVER, "ETag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type=content_type(name), headers=headers)


router = Router("/", route_handlers=[asset])
