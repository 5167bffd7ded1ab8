"""Asking a feed over the network, politely: slowly, conditionally, within a quota, with a name.

A newcomer's mistake: following any address that a feed gives. Words are fetched from public hosts
of governments and from the feed itself, and from nowhere else; a host that sends us on is followed
a few times, over https and to such hosts alone.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings

PAUSE_SECONDS = 1.0  # between two questions to one feed
TIMEOUT_SECONDS = (3, 8)  # to be let in; between two pieces of an answer
ANSWER_SECONDS = 12  # for a whole answer: letters wait for the same worker
MOST_REDIRECTS = 3
LARGEST_ANSWER = 60_000_000  # bytes
_SENT_ON = (301, 302, 303, 307, 308)
_PUBLIC = (".gov", ".us", ".state.mn.us", "legiscan.com", "house.mn.gov", "senate.mn")


_OF_ALL = ("429", "503", "401", "key", "quota", "ConnectionError", "ConnectTimeout", "SSLError")


class CannotFetch(Exception):
    """No answer, or none that helps. `retry_seconds` is what the feed asked for, else 0."""

    def __init__(self, why: str, *, retry_seconds: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.retry_seconds = retry_seconds

    @property
    def is_of_all(self) -> bool:
        """Whether whatever we ask next would go the same way."""
        return self.why in _OF_ALL

    @property
    def kept(self) -> str:
        """As a table keeps it: `said_again` of the importers' errors makes a sentence of it."""
        return self.why


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
    clock: Callable[[], float] = time.monotonic
    _is_second: bool = False  # of this client: somebody else's question is long ago

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
        if self._is_second:
            self.sleep(self.pause_seconds)
        self._is_second = True
        self.asked += 1
        sent = {"User-Agent": f"Amparo (+{settings.SITE_URL})", **(headers or {})}
        if is_conditional:
            sent |= self._conditions(address)
        answer = self._ask(address, params, sent)
        if answer.status_code == 304:
            return None
        content = self._whole(answer)
        if is_conditional:
            kept = [answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")]
            self.etags[address] = kept
        return content

    def close(self) -> None:
        self.session.close()

    def forget(self, address: str) -> None:
        """What came from there could not be read: send it whole the next time."""
        self.etags.pop(address, None)

    def _ask(
        self, address: str, params: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> requests.Response:
        """The answer, from where the address leads. A key goes to the host it was meant for."""
        for _turn in range(MOST_REDIRECTS + 1):
            answer = self._answer(address, params, headers)
            if answer.status_code not in _SENT_ON:
                return _checked(answer)
            further = urljoin(address, answer.headers.get("Location", ""))
            answer.close()
            if not _may_follow(further):
                break
            if urlsplit(further).netloc != urlsplit(address).netloc:
                headers = {name: headers[name] for name in ("User-Agent",)}
            address, params = further, None
        raise CannotFetch("redirect")

    def _answer(
        self, address: str, params: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> requests.Response:
        try:
            return self.session.get(
                address,
                params=params,
                headers=headers,
                timeout=TIMEOUT_SECONDS,
                stream=True,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise CannotFetch(type(error).__name__) from error

    def _conditions(self, address: str) -> dict[str, str]:
        etag, modified = self.etags.get(address, ["", ""])
        found = {"If-None-Match": etag, "If-Modified-Since": modified}
        return {name: value for name, value in found.items() if value}

    def _whole(self, answer: requests.Response) -> bytes:
        pieces, total, began = [], 0, self.clock()
        try:
            for piece in answer.iter_content(65_536):
                total += len(piece)
                if total > LARGEST_ANSWER:
                    raise CannotFetch("large")
                if self.clock() - began > ANSWER_SECONDS:
                    raise CannotFetch("ReadTimeout")
                pieces.append(piece)
        except requests.RequestException as error:
            raise CannotFetch(type(error).__name__) from error
        finally:
            answer.close()
        return b"".join(pieces)


def _checked(answer: requests.Response) -> requests.Response:
    if answer.status_code != 200:
        answer.close()
    if answer.status_code in (429, 503):
        raise CannotFetch(str(answer.status_code), retry_seconds=_retry_after(answer))
    if answer.status_code not in (200, 304):
        raise CannotFetch(str(answer.status_code))
    return answer


def _may_follow(address: str) -> bool:
    """Sent on over https, or within a feed of ours."""
    parts = urlsplit(address)
    return may_fetch(address) and (parts.scheme == "https" or parts.netloc in _ours())


def _retry_after(answer: requests.Response) -> int:
    said = answer.headers.get("Retry-After", "")
    return min(int(said), 86_400) if said.isdigit() else 0


def may_fetch(address: str) -> bool:
    """Is this an address of a government, or of a feed that we ask?"""
    parts = urlsplit(address)
    host = parts.hostname or ""
    is_public = any(
        host == end.lstrip(".") or host.endswith(f".{end.lstrip('.')}") for end in _PUBLIC
    )
    return parts.scheme in ("http", "https") and (parts.netloc in _ours() or is_public)


def _ours() -> set[str]:
    return {urlsplit(each).netloc for each in settings.BILL_FEEDS.values()}
