"""The OpenAPI document of /xapi, as JSON alone: a page for it would load scripts from elsewhere."""

import msgspec
from litestar import Response, get

from lms.lrs.openapi import document

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1"


@get("/xapi-openapi.json", sync_to_thread=False, include_in_schema=False)
def xapi_openapi() -> Response[bytes]:
    headers = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}
    return Response(msgspec.json.encode(document()), media_type=MEDIA_TYPE, headers=headers)
