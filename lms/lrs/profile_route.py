"""Our xAPI profile at /xapi-profile, where its IRI leads."""

import msgspec
from litestar import Response, get

from lms.xapi.profile import document

MEDIA_TYPE = "application/ld+json"


@get("/xapi-profile", sync_to_thread=False, include_in_schema=False)
def xapi_profile() -> Response[bytes]:
    headers = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}
    return Response(msgspec.json.encode(document()), media_type=MEDIA_TYPE, headers=headers)
