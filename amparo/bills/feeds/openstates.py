"""Open States' API v3: bills updated since the last whole look, a page at a time.

A newcomer's mistake: refusing a page because of one bill on it. The nineteen others come in, and
that one is asked for again by its id.
"""

from typing import Any

from django.conf import settings

from amparo.bills.feeds.items import Item, Told
from amparo.bills.feeds.words import WordsLook
from amparo.bills.importers import openstates
from amparo.bills.importers.errors import CannotRead, of_record
from amparo.bills.importers.reading import json_of, tidy
from amparo.bills.importers.records import Record

_INCLUDED = ["sponsorships", "actions", "versions", "votes", "related_bills"]


class OpenStatesLook(WordsLook):
    def begin(self) -> list[Item]:
        since, began = self.watch.cursor.get("since", ""), self.now.isoformat(timespec="seconds")
        return [Item("page", "1", of=began, mark=since), Item("links")]

    def ask_page(self, item: Item) -> Told:
        found = self._get(
            "bills",
            {
                "jurisdiction": self.watch.state.lower(),
                **({"session": self.watch.session_key} if self.watch.session_key else {}),
                **({"updated_since": item.mark} if item.mark else {}),
                "sort": "updated_asc",
                "page": item.key,
                "per_page": 20,
            },
        )
        with of_record("pagination"):
            last = int((found.get("pagination") or {}).get("max_page") or item.key)
            listed = list(found.get("results") or [])
        records, failed = _read(listed)
        if int(item.key) >= last:
            return Told(records, keep={"since": item.of}, failed=failed)
        further = Item("page", str(int(item.key) + 1), of=item.of, mark=item.mark)
        return Told(records, [further], failed=failed)

    def ask_bill(self, item: Item) -> Told:
        """One that could not be read before."""
        return Told(list(openstates.of_json(self._get(f"bills/{item.key}", {}))))

    def _get(self, path: str, params: dict[str, Any]) -> dict[str, Any]:
        content = self.client.get(
            f"{settings.BILL_FEEDS['openstates']}/{path}",
            params={**params, "include": _INCLUDED},
            headers={"X-API-KEY": settings.OPENSTATES_KEY},
        )
        found = json_of(content or b"")
        if not isinstance(found, dict):
            raise CannotRead("unknown")
        return found


def _read(listed: list[Any]) -> tuple[list[Record], list[tuple[Item, CannotRead]]]:
    """The records of a page, and what of it could not be read."""
    records: list[Record] = []
    failed: list[tuple[Item, CannotRead]] = []
    for each in listed:
        try:
            records += openstates.of_json([each])
        except CannotRead as error:
            said = each if isinstance(each, dict) else {}
            number = tidy(said.get("identifier"))[:40]
            key = tidy(said.get("id"))[:120] or number
            failed.append((Item("bill", key, about=number), error))
    return records, failed
