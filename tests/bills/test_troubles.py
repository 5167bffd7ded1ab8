"""What cannot be read at a feed is noted and asked for again; everything else goes on."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.bills.fetching import CannotFetch, Client
from amparo.bills.importers.choosing import parse
from amparo.bills.importers.legiscan import of_object
from amparo.bills.models import Bill, Feed, FeedTrouble, FeedWatch, LegalText, MemberVote, Vote
from amparo.bills.operations import troubles, watching
from amparo.bills.operations.importing import store
from amparo.lib import rounds
from amparo.lib.portions import Portion
from amparo.lib.rounds import Round, Rounds
from tests.bills.making import make_bill, make_session
from tests.bills.test_importing import legiscan_bill
from tests.bills.test_watching import Answer, Service, page_of, quick, service
from tests.makers import make_alma

__all__ = ["service"]  # a fixture

NOW = timezone.now()
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db
Told = Callable[[dict[str, str]], dict[str, Any]]


def api(told: dict[str, Any | Told], hashes: dict[int, str]) -> Callable[..., Answer]:
    """LegiScan with bills of these codes, and what is told by operation."""
    listed = {
        str(at): {"bill_id": key, "change_hash": code, "number": f"SF{key}"}
        for at, (key, code) in enumerate(hashes.items())
    }

    def answer(path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
        said = {"getMasterListRaw": {"masterlist": {"session": {}, **listed}}, **told}[query["op"]]
        found = said(query) if callable(said) else said
        return 200, {}, json.dumps({"status": "OK", **found}).encode()

    return answer


def bill_told(query: dict[str, str], **more: Any) -> dict[str, Any]:
    key = int(query["id"])
    nothing: dict[str, Any] = {"texts": [], "amendments": [], "votes": [], "change_hash": "a"}
    return {"bill": legiscan_bill(bill_id=key, bill_number=f"SF{key}", **(nothing | more))}


def with_a_wild_date(query: dict[str, str]) -> dict[str, Any]:
    wild = [{"date": "2011-99-99", "action": "Introduced"}]
    return bill_told(query, **({"history": wild} if query["id"] == "77" else {}))


def legiscan_watch() -> FeedWatch:
    return watching.watch(Feed.LEGISCAN, "MN", actor=WORKER)


def look(found: FeedWatch, at: Any, **more: Any) -> bool:
    found.refresh_from_db()
    return watching.look(found, at, make_client=quick, **more)


def asked(service: Service, name: str = "op") -> list[str]:
    found = [query[name] for _path, query, _headers in service.asked if name in query]
    service.asked.clear()
    return found


def test_a_bill_with_a_wild_date_holds_no_other_back_and_is_asked_for_later_and_later(
    service: Service,
) -> None:
    service.answer = api({"getBill": with_a_wild_date}, {77: "a", 78: "a"})
    found = legiscan_watch()

    assert look(found, NOW)
    assert [each.identifier for each in Bill.objects.all()] == ["SF 78"]
    trouble = FeedTrouble.objects.get()
    assert (trouble.name, trouble.about, trouble.tries) == ("bill 77", "SF77", 1)
    assert "A date makes no sense" in watching.failure_said(trouble.why)

    asked(service)
    assert look(found, NOW + timedelta(minutes=59))
    assert asked(service) == ["getMasterListRaw"]
    assert look(found, NOW + HOUR)
    assert asked(service) == ["getMasterListRaw", "getBill"]
    trouble.refresh_from_db()
    assert (trouble.tries, trouble.not_before) == (2, NOW + 3 * HOUR)


def test_what_has_changed_at_its_feed_is_read_at_once_and_its_trouble_is_over(
    service: Service,
) -> None:
    service.answer = api({"getBill": with_a_wild_date}, {77: "a"})
    found = legiscan_watch()
    look(found, NOW)

    service.answer = api({"getBill": lambda query: bill_told(query, change_hash="b")}, {77: "b"})
    look(found, NOW + timedelta(minutes=10))

    assert Bill.objects.get().identifier == "SF 77"
    assert not FeedTrouble.objects.exists()


def test_after_eight_tries_it_is_given_up_and_alma_may_ask_again(
    service: Service, client: Browser
) -> None:
    service.answer = api({"getBill": with_a_wild_date}, {77: "a"})
    found = legiscan_watch()
    for day in range(0, 60, 4):
        look(found, NOW + timedelta(days=day))
    assert asked(service).count("getBill") == troubles.MOST_TRIES
    client.force_login(make_alma(NOW))
    page = client.get(reverse("desk:bill-imports")).content.decode()
    assert "SF77" in page
    assert "given up after 8 tries" in page
    assert "A date makes no sense" in page

    client.post(reverse("desk:bill-watch-again", args=[found.pk]))
    service.answer = api({"getBill": bill_told}, {77: "a"})
    look(found, timezone.now() + HOUR)

    assert Bill.objects.get().identifier == "SF 77"
    assert not FeedTrouble.objects.exists()


XML = (
    "<BILL><SESSION_NUMBER>94</SESSION_NUMBER><SESSION_YEAR>2025</SESSION_YEAR>"
    "<SESSION_TYPE>0</SESSION_TYPE><FILE_TYPE>SF</FILE_TYPE><FILE_NUMBER>{}</FILE_NUMBER>"
    "<DESCRIPTION>Omnibus jobs</DESCRIPTION></BILL>"
)


def revisor(path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
    number = path.rstrip("/").rpartition("/")[2]
    return (404, {}, b"") if number == "1" else (200, {}, XML.format(number).encode())


def test_a_bill_that_the_revisor_does_not_have_holds_no_other_back(service: Service) -> None:
    session = make_session("2025-2026")
    for number in ("SF 1", "SF 2", "SF 3"):
        make_bill(NOW, number, session=session, title="")
    service.answer = revisor
    found = watching.watch(Feed.REVISOR, "MN", actor=WORKER)

    assert look(found, NOW)

    assert list(Bill.objects.filter(title="Omnibus jobs").values_list("key", flat=True)) == [
        "sf2",
        "sf3",
    ]
    assert FeedTrouble.objects.get().about == "SF 1"
    assert "nothing at its address" in watching.failure_said(FeedTrouble.objects.get().why)


def test_the_revisor_is_asked_for_a_bill_that_alma_typed_in(service: Service) -> None:
    bill = make_bill(NOW, "SF 9", session=make_session("2025-2026"), title="")
    make_bill(NOW, "SF 8", session=make_session("2025-2026"), is_followed=False)
    service.answer = revisor
    found = watching.watch(Feed.REVISOR, "MN", actor=WORKER)

    look(found, NOW)

    assert [path.split("/")[-2] for path, *_rest in service.asked] == ["9"]
    assert bill.sources.get().feed == Feed.REVISOR


def test_one_odd_bill_on_a_page_leaves_the_others_on_it(service: Service) -> None:
    page = json.loads(page_of(1, 1))
    page["results"] += [{**page["results"][0], "id": "ocd-bill/2", "identifier": "SF 2"}]
    page["results"][0]["actions"] = [7]
    service.answer = lambda *_: (200, {}, json.dumps(page).encode())
    found = watching.watch(Feed.OPENSTATES, "MN", actor=WORKER)

    assert look(found, NOW)

    assert Bill.objects.get().identifier == "SF 2"
    assert FeedTrouble.objects.get().name == "bill ocd-bill/1"
    service.answer = lambda path, query, headers: (
        (200, {}, json.dumps(json.loads(page_of(1, 1))["results"][0]).encode())
        if path == "/bills/ocd-bill/1"
        else (200, {}, json.dumps({"results": []}).encode())
    )
    look(found, NOW + HOUR)
    assert Bill.objects.count() == 2
    assert not FeedTrouble.objects.exists()


def test_a_bill_that_comes_in_after_all_is_in_trouble_no_more(service: Service) -> None:
    found = watching.watch(Feed.OPENSTATES, "MN", actor=WORKER)
    odd = json.loads(page_of(1, 1))
    odd["results"][0]["actions"] = [7]
    service.answer = lambda *_: (200, {}, json.dumps(odd).encode())
    look(found, NOW)
    assert FeedTrouble.objects.exists()

    service.answer = lambda *_: (200, {}, page_of(1, 1))
    look(found, NOW + timedelta(minutes=10))

    assert Bill.objects.exists()
    assert not FeedTrouble.objects.exists()


def test_a_scanned_printing_holds_back_no_other_and_is_not_fetched_each_time(
    service: Service,
) -> None:
    bill = make_bill(NOW, "SF 1", session=make_session())
    for at in range(30):
        LegalText.objects.create(
            bill=bill,
            label=f"Printing {at}",
            import_key=f"legiscan:doc-{at}",
            source_url=f"{service.url}/{'scan' if at < 25 else 'words'}/{at}",
            checked_on=NOW.date(),
            starts_on=NOW.date() - timedelta(days=at),
        )
    listed = api({}, {})

    def answer(path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
        if path.startswith("/scan"):
            return 200, {}, b"%PDF-1.7\nthis is none"
        words = b"A bill for an act relating to lists, " + path.encode()
        return (200, {}, words) if path.startswith("/words") else listed(path, query, headers)

    service.answer = answer
    found = legiscan_watch()
    assert look(found, NOW)
    assert FeedTrouble.objects.count() == 20

    service.asked.clear()
    assert look(found, NOW + timedelta(minutes=50))

    assert LegalText.objects.stored().count() == 5
    assert [path for path, *_rest in service.asked if path.startswith("/scan")] == [
        f"/scan/{at}" for at in range(20, 25)
    ]
    assert "pictures only" in watching.failure_said(FeedTrouble.objects.all()[0].why)


def test_a_feed_that_gives_nothing_at_all_has_failed_itself(service: Service) -> None:
    session = make_session("2025-2026")
    for number in range(8):
        make_bill(NOW, f"SF {number}", session=session)
    service.answer = lambda *_: (500, {}, b"")
    found = watching.watch(Feed.REVISOR, "MN", actor=WORKER)

    assert not look(found, NOW)

    found.refresh_from_db()
    assert len(service.asked) == 5
    assert found.failures == 1
    assert not watching.is_due(found, NOW + timedelta(minutes=9))


def test_a_host_that_sends_us_on_is_followed_a_few_times(service: Service) -> None:
    def answer(path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
        at = int(path.rpartition("/")[2])
        return (200, {}, b"words") if at == 0 else (302, {"Location": f"/{at - 1}"}, b"")

    service.answer = answer

    assert quick().get(f"{service.url}/3") == b"words"
    with pytest.raises(CannotFetch, match="redirect"):
        quick().get(f"{service.url}/4")


@pytest.mark.parametrize(
    "further", ["http://127.0.0.1:1/", "http://www.revisor.mn.gov/", "https://example.org/", ""]
)
def test_nobody_sends_us_to_another_host_or_out_of_https(service: Service, further: str) -> None:
    service.answer = lambda *_: (301, {"Location": further}, b"")

    with pytest.raises(CannotFetch, match="redirect"):
        quick().get(service.url)
    assert {urlsplit(path).path for path, *_rest in service.asked} == {"/"}


ROLL: dict[str, Any] = {
    "roll_call": {
        "roll_call_id": 5, "bill_id": 77, "desc": "Passage", "date": "2011-04-28", "chamber": "S",
        "yea": 2, "nay": 0, "passed": 1,
        "votes": [{"people_id": 1, "vote_text": "Yea"}, {"people_id": 2, "vote_text": "Yea"}],
    }
}  # fmt: skip
PEOPLE: dict[str, Any] = {
    "sessionpeople": {
        "people": [
            {"people_id": 1, "name": "One Example", "party": "X", "district": "SD-012"},
            {"people_id": 2, "name": "Two Example", "party": "Y", "district": "SD-007"},
        ]
    }
}


def test_whoever_votes_has_her_name_and_district_from_the_people_of_the_session(
    service: Service,
) -> None:
    voted = {"votes": [{"roll_call_id": 5, "desc": "Passage"}], "session_id": 20}
    told: dict[str, Any] = {
        "getBill": lambda query: bill_told(query, **voted),
        "getSessionPeople": PEOPLE,
        "getRollCall": ROLL,
    }
    service.answer = api(told, {77: "a"})
    found = legiscan_watch()

    look(found, NOW)

    assert list(MemberVote.objects.values_list("name", "district")) == [
        ("One Example", "12"),
        ("Two Example", "7"),
    ]
    asked(service)
    told["getBill"] = lambda query: bill_told(query, **voted, change_hash="b")
    service.answer = api(told, {77: "b"})
    look(found, NOW + HOUR)
    assert asked(service) == ["getMasterListRaw", "getBill"]


def test_a_roll_call_without_names_writes_over_none_that_has_them(service: Service) -> None:
    store(parse(json.dumps({"bill": legiscan_bill()}).encode()), NOW)
    people = {each["people_id"]: each for each in PEOPLE["sessionpeople"]["people"]}
    named = list(of_object(ROLL, dict(people)))
    store(named, NOW)
    kept = set(MemberVote.objects.values_list("name", "district"))

    report = store(parse(json.dumps(ROLL).encode()), NOW)

    assert set(MemberVote.objects.values_list("name", "district")) == kept
    assert not report.has_changes
    changed = {"roll_call": {**ROLL["roll_call"], "nay": 1}}
    store(parse(json.dumps(changed).encode()), NOW)
    assert Vote.objects.get().no_count == 1
    assert set(MemberVote.objects.values_list("name", "district")) == kept


def test_what_may_take_seconds_is_known_as_long_and_letters_are_not() -> None:
    long = {each.name for each in rounds.rounds if each.is_long}

    assert long >= {"bills.watch", "bills.import", "bills.tell", "sightings.search", "tasks"}
    assert not long & {"outbox", "sightings.tell"}
    assert "outbox" in {each.name for each in rounds.rounds}


class FakeTime:
    """A clock that goes on when somebody waits."""

    def __init__(self) -> None:
        self.at = 0.0

    def sleep(self, seconds: float) -> None:
        self.at += seconds

    def client(self, **more: Any) -> Client:
        return Client(**more, sleep=self.sleep)


def test_a_long_look_goes_on_in_portions_and_letters_go_between_them(service: Service) -> None:
    service.answer = api({"getBill": bill_told}, dict.fromkeys(range(100, 112), "a"))
    found, fake, waits = legiscan_watch(), FakeTime(), list[float]()
    of_worker, last_letter = Rounds(), [0.0]

    def send(now: Any) -> None:
        waits.append(fake.at - last_letter[0])
        last_letter[0] = fake.at

    def watch(now: Any) -> None:
        watching.look_everywhere(now, make_client=fake.client, portion=Portion(4, lambda: fake.at))

    of_worker.register(Round("look", 1, watch, is_long=True))
    of_worker.register(Round("letters", 1, send))
    for second in range(4):
        of_worker.run_due(NOW + timedelta(seconds=second))
        found.refresh_from_db()
        assert bool(found.reached_at) is (second >= 2)

    assert max(waits) <= 5
    assert Bill.objects.count() == 12
    assert asked(service) == ["getMasterListRaw", *["getBill"] * 12]
