"""What to ask each feed for what is new: batches of records, each with where to go on from.

A newcomer's mistake: one long answer. A look may end after any batch, by a quota or a cut line; the
next goes on where the cursor says.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings

from amparo.bills.fetching import CannotFetch, Client, may_fetch
from amparo.bills.importers import legiscan, openstates, plain, revisor
from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.reading import json_of
from amparo.bills.importers.records import LooseText, Record, TextRecord
from amparo.bills.models import BillSource, Feed, FeedWatch, LegalText

TEXTS_A_LOOK = 20
Batch = tuple[list[Record], dict[str, Any]]
Look = Callable[[FeedWatch, Client, datetime], Iterator[Batch]]


def look_at_legiscan(watch: FeedWatch, client: Client, now: datetime) -> Iterator[Batch]:
    """Bills whose change_hash differs, with their new texts, amendments and roll calls."""
    listed = _legiscan(client, op="getMasterListRaw", **_legiscan_session(watch))
    wanted = [each for each in listed.get("masterlist", {}).values() if "bill_id" in each]
    known = dict(
        BillSource.objects.filter(feed=Feed.LEGISCAN).values_list("external_id", "change_hash")
    )
    changed = [each for each in wanted if known.get(str(each["bill_id"])) != each["change_hash"]]
    people: legiscan.People = {}
    for each in changed:
        found = _legiscan(client, op="getBill", id=each["bill_id"])["bill"]
        bill = legiscan.bill_of(found, people)
        yield [bill, *_legiscan_parts(client, found, people)], {}


def _legiscan_session(watch: FeedWatch) -> dict[str, str]:
    return {"id": watch.session_key} if watch.session_key else {"state": watch.state}


def _legiscan_parts(
    client: Client, bill: dict[str, Any], people: legiscan.People
) -> Iterator[Record]:
    """The words and roll calls that are not here yet."""
    here = set(
        LegalText.objects.stored()
        .filter(bill__sources__external_id=str(bill["bill_id"]))
        .values_list("import_key", flat=True)
    )
    for kind, operation, name, prefix in (
        ("texts", "getBillText", "doc_id", "doc"),
        ("amendments", "getAmendment", "amendment_id", "amendment"),
    ):
        for each in bill.get(kind) or []:
            if f"legiscan:{prefix}-{each[name]}" not in here:
                answer = _legiscan(client, op=operation, id=each[name])
                found = answer.get("text") or answer.get("amendment") or {}
                yield from _readable({"text": {**found, "bill_id": bill["bill_id"]}}, people)
    for each in bill.get("votes") or []:
        answer = _legiscan(client, op="getRollCall", id=each["roll_call_id"])
        yield from _readable(answer, people)


def _readable(found: dict[str, Any], people: legiscan.People) -> Iterator[Record]:
    """A scanned PDF has no words: the bill comes in without them."""
    try:
        yield from legiscan.of_object(found, people)
    except CannotRead:
        return


def _legiscan(client: Client, **params: Any) -> dict[str, Any]:
    key = settings.LEGISCAN_KEY
    content = client.get(settings.BILL_FEEDS["legiscan"], params={"key": key, **params})
    found = json_of(content or b"")
    if not isinstance(found, dict) or found.get("status") != "OK":
        said = found.get("alert", {}).get("message", "") if isinstance(found, dict) else ""
        raise CannotFetch(str(said)[:200] or "status")
    return found


def look_at_openstates(watch: FeedWatch, client: Client, now: datetime) -> Iterator[Batch]:
    """Bills updated since the last whole look, a page at a time."""
    since, page = watch.cursor.get("since", ""), int(watch.cursor.get("page", 1))
    began = watch.cursor.get("began") or now.isoformat(timespec="seconds")
    while True:
        content = client.get(
            f"{settings.BILL_FEEDS['openstates']}/bills",
            params={
                "jurisdiction": watch.state.lower(),
                **({"session": watch.session_key} if watch.session_key else {}),
                **({"updated_since": since} if since else {}),
                "sort": "updated_asc",
                "include": ["sponsorships", "actions", "versions", "votes", "related_bills"],
                "page": page,
                "per_page": 20,
            },
            headers={"X-API-KEY": settings.OPENSTATES_KEY},
        )
        found = json_of(content or b"")
        last = int(found.get("pagination", {}).get("max_page", page))
        records = list(openstates.of_json(found)) if found.get("results") else []
        if page >= last:
            yield records, {"since": began}
            return
        page += 1
        yield records, {"since": since, "page": page, "began": began}


def look_at_revisor(watch: FeedWatch, client: Client, now: datetime) -> Iterator[Batch]:
    """Followed bills of Minnesota, each by its own status page, where that has changed."""
    sources = BillSource.objects.filter(
        bill__is_followed=True, bill__session__jurisdiction__state="MN"
    ).select_related("bill__session")
    done: set[object] = set()
    for source in sources:
        if source.bill_id in done:
            continue
        done.add(source.bill_id)
        content = client.get(revisor_address(source), is_conditional=True)
        if content is not None:
            yield list(revisor.parse_xml(content)), {}


def revisor_address(source: BillSource) -> str:
    """Its status page: legislature, year of the sitting, special session or 0, kind, number."""
    session, kind = source.bill.session, source.bill.identifier.split(" ")
    special = session.key.partition("s")[2] or "0"
    legislature = 86 + (session.first_year - 2009) // 2
    base = settings.BILL_FEEDS["revisor"]
    return f"{base}/{legislature}/{session.first_year}/{special}/{kind[0]}/{kind[-1]}/"


def words_to_fetch(feed: str) -> list[LegalText]:
    """Texts of followed bills that are links until now, the newest first."""
    waiting = LegalText.objects.kept().filter(
        sha256="", bill__is_followed=True, import_key__startswith=f"{feed}:"
    )
    found = waiting.exclude(source_url="").order_by("-starts_on")[: TEXTS_A_LOOK * 3]
    return [each for each in found if may_fetch(each.source_url)][:TEXTS_A_LOOK]


def fetched_words(text: LegalText, client: Client) -> LooseText | None:
    """The words of a link, read from its address; None where they cannot be read."""
    try:
        read, media_type = plain.read_file(client.get(text.source_url) or b"")
    except CannotRead:
        return None
    feed, _colon, key = text.import_key.partition(":")
    record = TextRecord(
        key=key, label=text.label, body=read.body, marks=tuple(read.marks), media_type=media_type
    )
    return LooseText(feed, record)


LOOKS: dict[str, Look] = {
    Feed.LEGISCAN: look_at_legiscan,
    Feed.OPENSTATES: look_at_openstates,
    Feed.REVISOR: look_at_revisor,
}


def key_of(feed: str) -> str:
    """The key that a feed asks for; "" where it is not set."""
    return {Feed.LEGISCAN: settings.LEGISCAN_KEY, Feed.OPENSTATES: settings.OPENSTATES_KEY}.get(
        Feed(feed), "-"
    )


def quota_of(feed: str) -> int:
    """Questions a day: LegiScan's free key has 30,000 a month, that of Open States 500 a day."""
    return {Feed.LEGISCAN: 900, Feed.OPENSTATES: 450}.get(Feed(feed), 0)
