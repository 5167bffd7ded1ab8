"""People in office, written from files: seats that are not there yet, and who holds them.

A newcomer's mistake: to overwrite who held a seat. Calls and acts name her; she leaves on the day
on which the new one came, and stays.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from amparo.officials.importers.people import PersonRow
from amparo.officials.models import Line, Office, Official, Purpose
from amparo.officials.seats import OF_COUNTY, OF_DISTRICT, SHARED, Seat, called
from amparo.places.importers.sheets import CannotImport
from amparo.places.models import District, Jurisdiction
from amparo.places.operations.districts import DistrictWriter
from amparo.places.origins import Counts, Origin, Progress, silent
from amparo.web.languages import write_in_languages

_REACHED = ("phone", "toll_free_phone", "email", "address", "website")
_TOLD = ("party", "since_on", "term_ends_on", "ocd_id")


@transaction.atomic
def store_people(
    state: str, rows: Sequence[PersonRow], origin: Origin, *, progress: Progress = silent
) -> Counts:
    """Write seats and holders; the same file again changes nothing but the day of the look."""
    writer = _Writer(state, origin)
    for done, row in enumerate(rows, start=1):
        writer.write(row)
        progress(done, len(rows))
    return {
        key: count for key, count in {**writer.counts, **writer.districts.counts}.items() if count
    }


class _Writer:
    def __init__(self, state: str, origin: Origin) -> None:
        self.origin, self.counts = origin, Counter[str]()
        self.districts = DistrictWriter(state, origin)
        here = Jurisdiction.objects.filter(state=state.upper(), ocd_id__isnull=False)
        self.by_ocd = {each.ocd_id: each for each in here if each.ocd_id}
        self.by_ocd.update({_saint(key): each for key, each in self.by_ocd.items()})

    def write(self, row: PersonRow) -> None:
        place = self._government(row)
        if place is None:
            self.counts["people_nowhere"] += 1
            return
        office = self._office(row, place, self._district(row, place))
        if not row.name:
            self._empty(office, row)
            return
        found = self._official(row, office)
        if found is None:
            self._leave(office, row)
            found = Official(office=office)
            self.counts["people_added"] += 1
        self._fill(found, row)

    def _government(self, row: PersonRow) -> Jurisdiction | None:
        if not row.place:
            if self.districts.state is None:
                raise CannotImport("unknown-county", word=row.seat.value)
            return self.districts.state
        by_id = self.by_ocd.get(row.place) or self.by_ocd.get(_saint(row.place))
        return by_id or self.districts.by_fips.get(row.place)

    def _district(self, row: PersonRow, place: Jurisdiction) -> District | None:
        kind = OF_DISTRICT.get(row.seat)
        return self.districts.district(place, kind, row.district) if kind and row.district else None

    def _office(self, row: PersonRow, place: Jurisdiction, district: District | None) -> Office:
        found = Office.objects.filter(seat=row.seat, district=district)
        office = found.filter(jurisdiction=place).first() or self._typed(row, place)
        if office is None:
            office = Office(jurisdiction=place, seat=row.seat, district=district)
            self.counts["offices_added"] += 1
            self._name(office, row, place)
        return office

    def _typed(self, row: PersonRow, place: Jurisdiction) -> Office | None:
        """A county's office that somebody typed without its seat, by the words of its name."""
        if row.seat not in OF_COUNTY or row.seat == Seat.COMMISSIONER:
            return None
        word = str(row.seat.value).replace("_", " ")
        governments = Q(jurisdiction=place) | Q(jurisdiction__parent=place)
        typed = Office.objects.filter(governments, seat="", district=None)
        office = typed.filter(sort_name__icontains=word).first()
        if office is not None:
            Office.objects.filter(pk=office.pk).update(seat=row.seat)
        return office

    def _name(self, office: Office, row: PersonRow, place: Jurisdiction) -> None:
        names = called(row.seat, place.name, row.district, settings.SITE_LANGUAGES)
        office.sort_name = next(iter(names.values()))[0].casefold()[:200]
        office.source_title, office.source_url = self._source(row)
        office.checked_on = row.checked_on or self.origin.checked_on
        office.save()
        write_in_languages(
            office.names,
            {code: {"name": name, "holder_title": title} for code, (name, title) in names.items()},
        )

    def _official(self, row: PersonRow, office: Office) -> Official | None:
        holders = Official.objects.filter(office=office, left_on=None)
        by_id = holders.filter(ocd_id=row.ocd_id).first() if row.ocd_id else None
        return by_id or holders.filter(name__iexact=row.name).first()

    def _leave(self, office: Office, row: PersonRow) -> None:
        """Whoever held it leaves; of a seat that two hold only the one whose term has ended."""
        holders = Official.objects.filter(office=office, left_on=None)
        day = row.since_on or self.origin.checked_on
        if row.seat in SHARED or (row.seat in OF_DISTRICT and not row.district):
            holders = holders.filter(term_ends_on__lte=day)
        for each in holders:
            left = max(day, each.since_on or day)
            Official.objects.filter(pk=each.pk).update(left_on=left)
            self.counts["people_left"] += 1

    def _empty(self, office: Office, row: PersonRow) -> None:
        """Nobody holds it; its telephone goes on ringing."""
        gone = Official.objects.filter(office=office, left_on=None)
        self.counts["people_left"] += gone.update(left_on=self.origin.checked_on)
        self.counts["seats_empty"] += 1
        if row.phone and row.phone != office.phone:
            Office.objects.filter(pk=office.pk).update(phone=row.phone)

    def _fill(self, found: Official, row: PersonRow) -> None:
        """What the file tells replaces what we had; where it is silent ours stays."""
        before = None if found._state.adding else self._facts(found)
        found.name = row.name
        for name in (*_REACHED, *_TOLD):
            setattr(found, name, getattr(row, name) or getattr(found, name))
        found.source_title, found.source_url = self._source(row)
        found.checked_on = row.checked_on or self.origin.checked_on
        found.save()
        if before is not None:
            is_same = before == self._facts(found)
            self.counts["people_kept" if is_same else "people_changed"] += 1
        if row.district_phone and row.seat not in SHARED:  # the line of one of two
            self._line(found.office, row.district_phone)

    def _line(self, office: Office, phone: str) -> None:
        known = {"office": office, "phone": phone, "language": ""}
        Line.objects.get_or_create(**known, defaults={"purpose": Purpose.DISTRICT, "order": 1})

    def _source(self, row: PersonRow) -> tuple[str, str]:
        title = row.source_title or self.origin.source_title
        return title, row.source_url or self.origin.source_url

    def _facts(self, found: Official) -> list[Any]:
        return [getattr(found, name) for name in ("name", *_REACHED, *_TOLD)]


def _saint(ocd_id: str) -> str:
    """Lists write "saint_paul" or "st_paul" of one city."""
    return ocd_id.replace(":saint_", ":st_").replace("_saint_", "_st_")
