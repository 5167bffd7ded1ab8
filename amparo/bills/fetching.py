"""Asking a feed over the network, politely: slowly, conditionally, within a quota, with a name.

A newcomer's mistake: following any address that a feed gives. Words are fetched from public hosts
of governments and from the feed itself, and from nowhere else.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings

PAUSE_SECONDS = 1.0  # between two questions to one feed
TIMEOUT_SECONDS = 30
LARGEST_ANSWER = 60_000_000  # bytes
_PUBLIC = (".gov", ".us", ".state.mn.us", "legiscan.com", "house.mn.gov", "senate.mn")


class CannotFetch(Exception):
    """No answer, or none that helps. `retry_seconds` is what the feed asked for, else 0."""

    def __init__(self, why: str, *, retry_seconds: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.retry_seconds = retry_seconds


class QuotaSpent(CannotFetch):
    """No more questions today."""


@dataclass
class Client:
    """Asks one feed. `etags` are kept between looks; `asked` counts against the quota."""

    etags: dict[str, list[str]] = field(default_factory=dict)  # address -> [ETag, Last-Modified]
    asked: int = 0
    quota: int = 0  # a day; 0: none
    sleep: Callable[[float], None] = time.sleep
    pause_seconds: float = PAUSE_SECONDS
    session: requests.Session = field(default_factory=requests.Session)

    def get(
        self,
        address: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        is_conditional: bool = False,
    ) -> bytes | None:
        """The answer; None where it is the same as at the last look. Raises CannotFetch."""
        if self.quota and self.asked >= self.quota:
            raise QuotaSpent("quota")
        if self.asked:
            self.sleep(self.pause_seconds)
        self.asked += 1
        sent = {"User-Agent": f"Amparo (+{settings.SITE_URL})", **(headers or {})}
        if is_conditional:
            sent |= self._conditions(address)
        answer = self._ask(address, params, sent)
        if answer.status_code == 304:
            return None
        content = _whole(answer)
        if is_conditional:
            kept = [answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")]
            self.etags[address] = kept
        return content

    def _ask(
        self, address: str, params: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> requests.Response:
        try:
            answer = self.session.get(
                address,
                params=params,
                headers=headers,
                timeout=TIMEOUT_SECONDS,
                stream=True,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise CannotFetch(type(error).__name__) from error
        if answer.status_code in (429, 503):
            raise CannotFetch(str(answer.status_code), retry_seconds=_retry_after(answer))
        if answer.status_code not in (200, 304):
            raise CannotFetch(str(answer.status_code))
        return answer

    def _conditions(self, address: str) -> dict[str, str]:
        etag, modified = self.etags.get(address, ["", ""])
        found = {"If-None-Match": etag, "If-Modified-Since": modified}
        return {name: value for name, value in found.items() if value}


def _whole(answer: requests.Response) -> bytes:
    pieces, total = [], 0
    try:
        for piece in answer.iter_content(65_536):
            total += len(piece)
            if total > LARGEST_ANSWER:
                raise CannotFetch("long")
            pieces.append(piece)
    except requests.RequestException as error:
        raise CannotFetch(type(error).__name__) from error
    return b"".join(pieces)


def _retry_after(answer: requests.Response) -> int:
    said = answer.headers.get("Retry-After", "")
    return min(int(said), 86_400) if said.isdigit() else 0


def may_fetch(address: str) -> bool:
    """Is this an address of a government, or of a feed that we ask?"""
    parts = urlsplit(address)
    host = parts.hostname or ""
    ours = {urlsplit(each).netloc for each in settings.BILL_FEEDS.values()}
    is_public = any(
        host == end.lstrip(".") or host.endswith(f".{end.lstrip('.')}") for end in _PUBLIC
    )
    return parts.scheme in ("http", "https") and (parts.netloc in ours or is_public)
