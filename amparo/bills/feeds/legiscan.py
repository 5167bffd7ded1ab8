"""LegiScan's API: the list of a session's bills with their codes, then what has changed.

A newcomer's mistake: a bill with its texts in one go. Its roll calls and printings are further
items, so that one that cannot be read leaves the others alone.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings

from amparo.bills.feeds.items import Item, Told
from amparo.bills.feeds.words import WordsLook
from amparo.bills.fetching import CannotFetch
from amparo.bills.importers import legiscan
from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.reading import json_of, tidy
from amparo.bills.importers.records import UNNAMED
from amparo.bills.models import BillSource, Feed, LegalText, MemberVote, Vote

BILLS_AT_A_TIME = 200  # in the list that is kept
PEOPLE_KEPT = timedelta(days=7)
_PARTS = (
    ("texts", "text", "doc_id", "doc"),
    ("amendments", "amendment", "amendment_id", "amendment"),
)


class LegiScanLook(WordsLook):
    def begin(self) -> list[Item]:
        return [Item("list"), Item("links")]

    def ask_list(self, item: Item) -> Told:
        """Bills whose code differs from ours, by their id: the next list begins after the last."""
        if self.watch.session_key:
            listed = self._get(op="getMasterListRaw", id=self.watch.session_key)
        else:
            listed = self._get(op="getMasterListRaw", state=self.watch.state)
        with of_record("masterlist"):
            changed = self._changed(listed.get("masterlist") or {}, after=int(item.key or 0))
        chosen = changed[:BILLS_AT_A_TIME]
        further = [Item("list", chosen[-1].key)] if len(changed) > len(chosen) else []
        return Told(more=[*chosen, *further])

    def _changed(self, listed: dict[str, Any], *, after: int) -> list[Item]:
        sources = BillSource.objects.filter(feed=Feed.LEGISCAN)
        known = dict(sources.values_list("external_id", "change_hash"))
        bills = [each for each in listed.values() if "bill_id" in each]
        found = [
            Item(
                "bill",
                tidy(each["bill_id"]),
                mark=tidy(each["change_hash"])[:64],
                about=tidy(each.get("number"))[:40],
            )
            for each in bills
            if known.get(str(each["bill_id"])) != each["change_hash"]
        ]
        later = [each for each in self.rested(found) if int(each.key) > after]
        return sorted(later, key=lambda each: int(each.key))

    def ask_bill(self, item: Item) -> Told:
        found = self._get(op="getBill", id=item.key).get("bill")
        if not isinstance(found, dict):
            raise CannotRead("unknown")
        with of_record(f"bill_id {item.key}"):
            people = self._people(_session_of(found))
        bill = legiscan.bill_of(found, people)
        with of_record(bill.identifier):
            parts = [*self._texts(found, bill.identifier), *self._votes(found, bill.identifier)]
        return Told([bill], self.rested(parts))

    def _texts(self, bill: dict[str, Any], number: str) -> Iterator[Item]:
        """Printings and amendments whose words are not here yet."""
        of_bill = {"bill__sources__external_id": str(bill["bill_id"])}
        stored = LegalText.objects.stored().filter(**of_bill)
        here = set(stored.values_list("import_key", flat=True))
        for listed, kind, name, prefix in _PARTS:
            for each in bill.get(listed) or []:
                if f"legiscan:{prefix}-{each[name]}" not in here:
                    label = tidy(each.get("title") or each.get("type"))
                    about = f"{number} · {label}"[:200]
                    yield Item(kind, tidy(each[name]), tidy(bill["bill_id"]), about=about)

    def _votes(self, bill: dict[str, Any], number: str) -> Iterator[Item]:
        """Roll calls that are not here with names; before them those who vote in the session."""
        session = _session_of(bill)
        of_bill = Vote.objects.filter(bill__sources__external_id=str(bill["bill_id"]))
        nameless = MemberVote.objects.filter(vote__in=of_bill, name__regex=UNNAMED.pattern)
        here = set(of_bill.exclude(pk__in=nameless.values("vote")).values_list("import_key"))
        wanted = [
            Item(
                "vote",
                tidy(each["roll_call_id"]),
                session,
                about=f"{number} · {tidy(each.get('desc'))}"[:200],
            )
            for each in bill.get("votes") or []
            if (f"legiscan:roll-{each['roll_call_id']}",) not in here
        ]
        if wanted and session and not self._are_people_fresh(session):
            yield Item("people", session, about=number)
        yield from wanted

    def ask_text(self, item: Item) -> Told:
        return self._words(item, "getBillText", "text")

    def ask_amendment(self, item: Item) -> Told:
        return self._words(item, "getAmendment", "amendment")

    def _words(self, item: Item, operation: str, name: str) -> Told:
        found = self._get(op=operation, id=item.key).get(name)
        if not isinstance(found, dict):
            raise CannotRead("shape", item.about)
        return Told(list(legiscan.of_object({"text": {**found, "bill_id": item.of}}, {})))

    def ask_vote(self, item: Item) -> Told:
        answer = self._get(op="getRollCall", id=item.key)
        return Told(list(legiscan.of_object(answer, self._people(item.of))))

    def ask_people(self, item: Item) -> Told:
        """Who sits in a session. A roll call has their numbers alone."""
        found = self._get(op="getSessionPeople", id=item.key)
        with of_record("sessionpeople"):
            listed = found["sessionpeople"]["people"]
            rows = {
                str(int(each["people_id"])): [
                    tidy(each.get(name))[:160] for name in ("name", "party", "district", "role_id")
                ]
                for each in listed
            }
        self.watch.people = {
            **self.watch.people,
            item.key: {"on": self.now.isoformat(), "rows": rows},
        }
        self.watch.save(update_fields=["people"])
        return Told()

    def _people(self, session: str) -> legiscan.People:
        kept = self.watch.people.get(session, {}).get("rows", {})
        names = ("name", "party", "district", "role_id")
        return {int(key): dict(zip(names, row, strict=True)) for key, row in kept.items()}

    def _are_people_fresh(self, session: str) -> bool:
        on = str(self.watch.people.get(session, {}).get("on", ""))
        return on > (self.now - PEOPLE_KEPT).isoformat()

    def _get(self, **params: Any) -> dict[str, Any]:
        key = settings.LEGISCAN_KEY
        address = settings.BILL_FEEDS["legiscan"]
        found = json_of(self.client.get(address, params={"key": key, **params}) or b"")
        if not isinstance(found, dict) or found.get("status") != "OK":
            alert = found.get("alert") if isinstance(found, dict) else None
            said = alert.get("message") if isinstance(alert, dict) else ""
            raise CannotFetch(tidy(said)[:200] or "status")
        return found


def _session_of(bill: dict[str, Any]) -> str:
    said = bill.get("session_id") or (bill.get("session") or {}).get("session_id")
    return tidy(said)[:40]
