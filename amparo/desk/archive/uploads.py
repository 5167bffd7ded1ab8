"""An old site on its way in: the export in memory alone, its pictures as noise on the disk.

Django would write what is large to the disk in clear, private posts and commenters' addresses too,
before a view is asked. `OldSiteHandler` takes its place for this one form. What is larger than the
form takes is dropped and the rest runs by, so that the answer can say so. A newcomer's mistake: one
limit for each file of a name; somebody may send a thousand of them.
"""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from amparo.lib.spool import Spool

LARGEST = {"file": 12_000_000, "uploads": 300_000_000}  # bytes; no other field takes a file

View = Callable[[HttpRequest], HttpResponse]


class _InMemory(io.BytesIO):
    def add(self, data: bytes) -> None:
        self.write(data)


class OldSiteHandler(FileUploadHandler):
    """Receives the first file of each field that takes one."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._kept: Spool | _InMemory | None = None
        self._most = 0
        self._drops = True
        self._came: set[str] = set()

    def new_file(self, field_name: str, *about: Any, **more: Any) -> None:
        super().new_file(field_name, *about, **more)
        takes = field_name in LARGEST and field_name not in self._came
        self._came.add(field_name)
        self._most = LARGEST.get(field_name, 0)
        self._kept = _empty(field_name) if takes else None
        self._drops = not takes

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep it; once there is too much, none of it."""
        if self._kept is None:
            return
        if start + len(raw_data) > self._most:
            self._kept.close()
            self._kept = None
            return
        self._kept.add(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """What came; of what was too large its size alone, by which the form refuses it."""
        if self._drops:
            return None
        kept: Any = self._kept or io.BytesIO()
        kept.seek(0)
        return UploadedFile(kept, self.file_name, self.content_type, file_size, self.charset)

    def upload_interrupted(self) -> None:
        if self._kept is not None:
            self._kept.close()


def receiving(view: View) -> View:
    """Stands below `desk_view`, with `unread_post` above it: nobody reads the POST before."""

    def received(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers = [OldSiteHandler(request)]
        return csrf_protect(view)(request)

    return received


unread_post = csrf_exempt  # the token is looked at once the handler is in place


def _empty(field_name: str) -> Spool | _InMemory:
    return _InMemory() if field_name == "file" else Spool()
