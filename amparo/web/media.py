"""Uploaded pictures, sent with our headers and kept by browsers for a minute at most.

A newcomer's mistake: serving the media folder whole. Originals stay inside (they may still carry
what a camera adds), only pictures and PDFs go out, and a takedown is effective within the minute.
"""

import mimetypes
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

KEPT_SECONDS = 60
SENT = {".png", ".jpg", ".jpeg", ".webp", ".pdf"}
INSIDE = {"original_images", "documents", "archive"}


@require_safe
def send(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file of the media folder."""
    asked = PurePosixPath(path)
    if asked.suffix.lower() not in SENT or asked.parts[0] in INSIDE:
        raise Http404
    try:
        content = default_storage.open(path)
    except (OSError, SuspiciousOperation):
        raise Http404 from None
    kind = mimetypes.types_map.get(asked.suffix.lower(), "application/octet-stream")
    response = FileResponse(content, content_type=kind)
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
