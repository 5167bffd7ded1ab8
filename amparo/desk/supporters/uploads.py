"""A file of supporters on its way in: read as it arrives, sealed row by row, never a file here.

Django would write what is large to the disk. `RowsHandler` takes its place for one request, hands
every piece to the CSV reader, and lets the rest run by once something is wrong, so that the answer
can say what. A newcomer's mistake: a view under CsrfViewMiddleware, which reads the whole POST
before the view may say who reads the file.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from amparo.lib.csvstream import CsvStream, NotCsv
from amparo.supporters.staging import Stage, Staged, Stager

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 250_000
FIELD = "file"

Receive = Callable[[HttpRequest, "RowsHandler"], HttpResponse]


class RowsHandler(FileUploadHandler):
    """Reads one file into a stage; `staged` or `error` say how it ended, neither that none came."""

    def __init__(self, stage: Stage, request: HttpRequest | None) -> None:
        super().__init__(request)
        self.stage = stage
        self.staged: Staged | None = None
        self.error: NotCsv | None = None
        self._stream = CsvStream(most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
        self._stager = Stager(stage, now=timezone.now())
        self._reads = False

    def new_file(self, field_name: str, *about: Any, **more: Any) -> None:
        super().new_file(field_name, *about, **more)
        self._reads = field_name == FIELD and self.staged is None and bool(self.file_name)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Read on; what comes after a mistake runs by unread."""
        if self._reads and self.error is None:
            self._try(lambda: self._stager.add(self._stream.feed(raw_data)))

    @property
    def was_sent(self) -> bool:
        """Did somebody press the button, with a file or without one?"""
        return self.request is not None

    def file_complete(self, file_size: int) -> None:
        if self._reads and self.error is None:
            self._try(self._finish)

    def upload_interrupted(self) -> None:
        """The line broke in the middle of it: nothing of it stays."""
        self._stager.drop()

    def _finish(self) -> None:
        self._stager.add(self._stream.finish())
        self.staged = self._stager.finish(encoding=self._stream.encoding)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except NotCsv as error:
            self.error = error
            self._stager.drop()


def reading_rows(stage: Callable[[HttpRequest], Stage]) -> Callable[[Receive], Any]:
    """Let a view receive a file of rows. Stands below `desk_view`, with `unread_post` above it."""

    def decorate(receive: Receive) -> Callable[[HttpRequest], HttpResponse]:
        def received(request: HttpRequest) -> HttpResponse:
            handler = RowsHandler(stage(request), request if request.method == "POST" else None)
            if request.method == "POST":
                request.upload_handlers = [handler]
            response = csrf_protect(receive)(request, handler)
            if response.status_code == 403:
                handler.upload_interrupted()
            return response

        return received

    return decorate


unread_post = csrf_exempt  # the token is looked at after the reader of the file is in place


def in_words(error: NotCsv) -> str:
    """What is wrong with a file, and what to do about it."""
    line = {"line": error.line}
    return {
        "empty": _("This file is empty: it needs a header row, and one row for each person."),
        "archive": _("This is an archive or a spreadsheet. Open it, and save it as CSV."),
        "not_text": _("This is not text. In your spreadsheet, save it as CSV (UTF-8)."),
        "encoding": _("From line %(line)s on we cannot read the letters. Save it as CSV (UTF-8).")
        % line,
        "too_large": _("This file is too large: at most 64 megabytes. Cut it into several."),
        "too_many_rows": _("These are too many rows: at most 250,000. Cut it into several."),
        "too_wide": _("Line %(line)s is longer than we can read. Is this a CSV file?") % line,
        "open_quote": _('On line %(line)s a quotation mark (") opens and never closes.') % line,
    }[error.reason]
