"""The worker looks at feeds: politely, on from where it stopped, and honest about how old it is."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from pytest_django import Settings

from amparo.audit.actors import WORKER
from amparo.bills import feeds
from amparo.bills.fetching import Client, may_fetch
from amparo.bills.models import Bill, BillSource, Feed, FeedWatch, ImportRun, LegalText
from amparo.bills.operations import watching
from tests.bills.making import make_bill, make_session
from tests.bills.test_importing import legiscan_bill

NOW = timezone.now()
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db
Answer = tuple[int, dict[str, str], bytes]


class Service:
    """A feed on this machine: `answer` is asked with the path and the query."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.answer: Callable[[str, dict[str, str], dict[str, str]], Answer] = lambda *_: (
            404,
            {},
            b"",
        )
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                headers = dict(self.headers)
                service.asked.append((parts.path, query, headers))
                status, sent, content = service.answer(parts.path, query, headers)
                self.send_response(status)
                for name, value in sent.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    found = Service()
    settings.LEGISCAN_KEY = settings.OPENSTATES_KEY = "a-key"
    settings.BILL_FEEDS = {
        "legiscan": f"{found.url}/",
        "openstates": found.url,
        "revisor": f"{found.url}/bills/v1",
    }
    yield found
    found.server.shutdown()
    found.server.server_close()


def quick(**more: Any) -> Client:
    return Client(**more, sleep=lambda seconds: None)


def legiscan(hash_of_bill: str = "a1") -> Callable[..., Answer]:
    def answer(path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
        told: dict[str, Any] = {
            "getMasterListRaw": {
                "masterlist": {"session": {}, "0": {"bill_id": 77, "change_hash": hash_of_bill}}
            },
            "getBill": {"bill": legiscan_bill(change_hash=hash_of_bill, amendments=[])},
            "getBillText": {
                "text": {"doc_id": 9, "mime": "text/html", "doc": "PHA+TmV3IHdvcmRzPC9wPg=="}
            },
        }
        return 200, {}, json.dumps({"status": "OK", **told[query["op"]]}).encode()

    return answer


def test_only_what_changed_is_asked_for_again(service: Service) -> None:
    service.answer = legiscan()
    found = watching.watch(Feed.LEGISCAN, "MN", actor=WORKER)

    assert watching.look(found, NOW, make_client=quick)
    assert [query["op"] for _path, query, _headers in service.asked] == [
        "getMasterListRaw",
        "getBill",
        "getBillText",
    ]
    assert LegalText.objects.stored().get().body.strip() == "New words"

    service.asked.clear()
    found.refresh_from_db()
    assert watching.look(found, NOW + HOUR, make_client=quick)
    assert [query["op"] for _path, query, _headers in service.asked] == ["getMasterListRaw"]
    assert ImportRun.objects.count() == 1


def test_without_a_network_the_last_state_stays_and_says_how_old_it_is(service: Service) -> None:
    service.answer = legiscan()
    found = watching.watch(Feed.LEGISCAN, "MN", actor=WORKER)
    watching.look(found, NOW, make_client=quick)
    service.answer = lambda *_: (500, {}, b"")

    found.refresh_from_db()
    assert not watching.look(found, NOW + HOUR, make_client=quick)

    found.refresh_from_db()
    assert (found.reached_at, found.failures) == (NOW, 1)
    assert "did not answer as it should" in watching.failure_said(found.failure)
    assert Bill.objects.count() == 1
    assert not watching.is_due(found, NOW + HOUR + timedelta(minutes=9))
    assert watching.is_due(found, NOW + 3 * HOUR)


def test_a_feed_that_asks_us_to_wait_is_left_alone_so_long(service: Service) -> None:
    service.answer = lambda *_: (429, {"Retry-After": "7200"}, b"")
    found = watching.watch(Feed.LEGISCAN, "MN", actor=WORKER)

    watching.look(found, NOW, make_client=quick)

    found.refresh_from_db()
    assert found.not_before == NOW + 2 * HOUR
    assert "more slowly" in watching.failure_said(found.failure)


def test_a_key_that_is_not_set_is_said_and_nobody_is_asked(
    service: Service, settings: Settings
) -> None:
    settings.LEGISCAN_KEY = ""
    found = watching.watch(Feed.LEGISCAN, "MN", actor=WORKER)

    watching.look(found, NOW, make_client=quick)

    found.refresh_from_db()
    assert "LEGISCAN_KEY" in watching.failure_said(found.failure)
    assert not service.asked


def page_of(number: int, last: int) -> bytes:
    bill = {
        "id": f"ocd-bill/{number}",
        "identifier": f"SF {number}",
        "title": "Lists",
        "session": "2025-2026",
        "jurisdiction": {"id": "ocd-jurisdiction/country:us/state:mn/government"},
    }
    found = {"results": [bill], "pagination": {"page": number, "max_page": last}}
    return json.dumps(found).encode()


def test_a_look_that_breaks_goes_on_at_the_page_where_it_broke(service: Service) -> None:
    service.answer = lambda path, query, headers: (
        (500, {}, b"") if query["page"] == "2" else (200, {}, page_of(int(query["page"]), 3))
    )
    found = watching.watch(Feed.OPENSTATES, "MN", "2025-2026", actor=WORKER)
    assert not watching.look(found, NOW, make_client=quick)
    assert Bill.objects.count() == 1

    service.asked.clear()
    service.answer = lambda path, query, headers: (200, {}, page_of(int(query["page"]), 3))
    found.refresh_from_db()
    assert watching.look(found, NOW + HOUR, make_client=quick)

    assert [query["page"] for _path, query, _headers in service.asked] == ["2", "3"]
    assert service.asked[0][2]["X-API-KEY"] == "a-key"
    assert Bill.objects.count() == 3
    found.refresh_from_db()
    assert found.cursor["since"]


def test_the_quota_of_a_day_is_kept(service: Service) -> None:
    service.answer = lambda path, query, headers: (200, {}, page_of(int(query["page"]), 9))
    found = watching.watch(Feed.OPENSTATES, "MN", actor=WORKER)
    FeedWatch.objects.filter(pk=found.pk).update(asked_on=timezone.localdate(NOW), asked_count=448)
    found.refresh_from_db()

    assert not watching.look(found, NOW, make_client=quick)

    found.refresh_from_db()
    assert len(service.asked) == 2
    assert "tomorrow" in watching.failure_said(found.failure)
    assert found.cursor["todo"][0][:2] == ["page", "3"]


def test_a_page_that_is_the_same_is_not_sent_twice(service: Service) -> None:
    bill = make_bill(NOW, "SF 1832", session=make_session("2025-2026"))
    BillSource.objects.create(
        bill=bill, feed=Feed.REVISOR, external_id="2025-2026/SF1832", checked_at=NOW
    )
    xml = (
        b"<BILL><SESSION_NUMBER>94</SESSION_NUMBER><SESSION_YEAR>2025</SESSION_YEAR>"
        b"<SESSION_TYPE>0</SESSION_TYPE><FILE_TYPE>SF</FILE_TYPE><FILE_NUMBER>1832</FILE_NUMBER>"
        b"<DESCRIPTION>Omnibus jobs</DESCRIPTION></BILL>"
    )
    service.answer = lambda path, query, headers: (
        (304, {}, b"") if headers.get("If-None-Match") == "tag" else (200, {"ETag": "tag"}, xml)
    )
    found = watching.watch(Feed.REVISOR, "MN", actor=WORKER)

    watching.look(found, NOW, make_client=quick)
    found.refresh_from_db()
    assert watching.look(found, NOW + HOUR, make_client=quick)

    assert [path for path, *_rest in service.asked] == ["/bills/v1/94/2025/0/SF/1832/"] * 2
    bill.refresh_from_db()
    assert bill.title == "Omnibus jobs"


@pytest.mark.parametrize(
    ("key", "years", "path"),
    [
        ("2025-2026", (2025, 2026), "94/2025/0"),
        ("2019-2020", (2019, 2020), "91/2019/0"),
        ("2011s1", (2011, 2011), "87/2011/1"),
        ("2020s7", (2020, 2020), "91/2020/7"),
    ],
)
def test_a_special_session_of_an_even_year_has_an_address_of_its_own(
    settings: Settings, key: str, years: tuple[int, int], path: str
) -> None:
    first, last = years
    session = make_session(key, first_year=first, last_year=last)
    bill = make_bill(NOW, "HF 1", session=session)

    assert feeds.revisor_address(bill) == f"{settings.BILL_FEEDS['revisor']}/{path}/HF/1/"


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://www.revisor.mn.gov/bills/1", True),
        ("https://legiscan.com/MN/text/1", True),
        ("http://127.0.0.1/keys", False),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("https://revisor.mn.gov.example.org/", False),
    ],
)
def test_words_are_fetched_from_public_hosts_alone(address: str, may: bool) -> None:
    assert may_fetch(address) is may
