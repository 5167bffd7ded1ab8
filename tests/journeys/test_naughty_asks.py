"""Whatever is typed under a letter, to come, to tell of a call or to talk with a lawyer is only
ever text: on the page, at the desk, in the public list, in files, on paper.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from amparo.audit.actors import WORKER
from amparo.callins.models import CallIn, CallReport
from amparo.callins.operations.targets import Whom
from amparo.campaigns.standing import forget_all
from amparo.clinics.days import ClinicDate
from amparo.clinics.models import Booking, ClinicDay
from amparo.clinics.operations.days import add_slots
from amparo.desk.frame import ROWS_A_PAGE
from amparo.desk.unlocked import COOKIE
from amparo.gatherings.models import Coming, Gathering
from amparo.keyring.operations import HolderOnce
from amparo.keyring.unlocking import unlock
from amparo.signons.models import Endorsement, FrozenFile, Letter
from amparo.signons.operations.endorsing import approve
from amparo.signons.operations.freezing import freeze
from amparo.supporters.models import Card
from amparo.supporters.operations import confirm, refresh_tallies
from amparo.supporters.unsealing import open_cards
from amparo.web.proofofwork import stamp
from tests.clinics.making import fresh, make_attorneys, make_clinic, make_day
from tests.gatherings.making import make_gathering
from tests.journeys.test_keys_at_the_desk import hand_out_keys
from tests.journeys.test_naughty import (
    FORMULA,
    WHOLE,
    _a_while_ago,
    _desk,
    _live,
    _post,
    expect_letters_are_letters,
    expect_nothing_runs,
)
from tests.makers import Keys, make_callin, make_campaign, make_ines, make_office, unlock_as
from tests.proofs import naughty
from tests.signons.conftest import make_letter

HIDDEN = ("text_hash", "form_time", "proof", "switch_to", "source")
PERSON = ("name", "email", "phone", "wants_news")
FIELDS = {
    "organization": (
        *("organization", "other_name_es", "scope", "city", "state", "website", "name", "title"),
        *("identification_only", "email", "is_authorized", "wants_news", *HIDDEN),
    ),
    "office": (
        *("office", "city", "state", "identification_only", "name", "email", "is_shown"),
        *("wants_news", *HIDDEN),
    ),
    "person": ("town", "visibility", *PERSON, *HIDDEN),
    "coming": ("which", "party", "needs", *PERSON, *HIDDEN),
    "call": ("outcome", "stance", "words", *HIDDEN),
    "booking": ("hour", "name", "phone", "spoken", "form_time", "proof", "switch_to"),
    "code": ("code", "act", "switch_to"),
}
RIGHT = {
    "organization": {
        "organization": "River House", "scope": "local", "city": "Northfield", "state": "MN",
        "name": "Rosa", "title": "Director", "is_authorized": "on",
    },
    "office": {
        "office": "Pastor", "city": "Northfield", "state": "MN", "name": "Rosa", "is_shown": "on",
    },
    "person": {"name": "Rosa", "town": "Northfield", "visibility": "public"},
    "coming": {"name": "Rosa", "party": "2"},
    "call": {"outcome": "spoke", "stance": "leaning"},
    "booking": {"name": "Rosa", "spoken": "es"},
    "code": {},
}  # fmt: skip
STANDS = {  # the fields of each form in which words may stand, and how many letters
    "organization": {
        "organization": 160,
        "other_name_es": 160,
        "city": 80,
        "title": 60,
        "name": 60,
    },
    "office": {"office": 160, "city": 80, "name": 80},
    "person": {"name": 80, "town": 60},
    "coming": {"name": 60, "needs": 60},
    "call": {"words": 2000},
    "booking": {"name": 60},
}
APART = 16  # of all strings one goes into a field alone, where all are tried
SOME = 6  # of so many strings one goes into each form, where not all are tried: another each time


@dataclass
class Open:
    """One of each ask, and who reads at the desk."""

    letter: Letter
    gathering: Gathering
    callin: CallIn
    clinic: ClinicDate
    alma: HolderOnce
    ines: Client

    def ask(self, form: str) -> Any:
        if form in ("organization", "office", "person"):
            return self.letter
        return {"coming": self.gathering, "call": self.callin}.get(form)


@pytest.fixture
def asked(address: str, settings: Any) -> Open:
    settings.TRUST_PROXY = True
    now, keys = timezone.now(), hand_out_keys()
    forget_all()
    campaign = make_campaign(now)
    callin = make_callin(now, campaign, [Whom(make_office(now, name="Sheriff"))])
    letter = make_letter(now, campaign=campaign, takes_individuals=True)
    day = make_day(make_clinic(now, campaign=campaign))
    for number in range(8):
        hours: Any = {"first": time(10), "last": time(13), "minutes": 10}
        add_slots(day.day, table=f"Table {number + 3}", **hours, actor=WORKER)
    gathering = make_gathering(now, campaign=campaign)
    return Open(letter, gathering, callin, fresh(day.day), keys.alma, _attorney(keys))


@pytest.mark.parametrize("is_whole", WHOLE)
def test_what_a_form_gives_back_is_text(asked: Open, chromium: Browser, is_whole: bool) -> None:
    page = chromium.new_page()
    for at, (form, fields) in enumerate(FIELDS.items()):
        blank, taken = _live(
            page,
            [_answered(asked, form, dict.fromkeys(fields, ""), 0), _answered(asked, form, {}, 0)],
        )
        bare = Counter(blank) | Counter(taken)
        tried: list[tuple[Sequence[str], str]] = [
            (fields, string) for string in _strings(at, is_whole)
        ]
        if is_whole:
            tried += _one_by_one(fields)
        answers = [
            _answered(asked, form, dict.fromkeys(field, string), number)
            for number, (field, string) in enumerate(tried)
        ]
        alive = [
            (each, Counter(live) - bare)
            for each, live in zip(tried, _live(page, answers), strict=True)
            if Counter(live) - bare
        ]
        assert alive == [], f"more than text in the answer of {form}"
    page.close()


@pytest.mark.parametrize("is_whole", WHOLE)
def test_what_may_stand_is_text_wherever_it_stands(
    asked: Open, address: str, chromium: Browser, is_whole: bool
) -> None:
    for at, (form, lengths) in enumerate(STANDS.items()):
        for number, string in enumerate(_strings(at, is_whole)):
            typed = {field: string[:most] for field, most in lengths.items()}
            email = {} if form in ("call", "booking") else {"email": f"{form}{number}@example.com"}
            _answered(asked, form, {**email, **typed}, number)
    _everybody_confirms(asked.alma)
    approve(asked.letter, list(Endorsement.objects.waiting()), actor=WORKER, now=timezone.now())
    freeze(asked.letter, actor=WORKER, now=timezone.now())
    assert all(kind.objects.count() > 2 for kind in (Endorsement, Coming, CallReport, Booking))

    desk = _desk(asked.alma)
    expect_nothing_runs(chromium, address, desk, list(_pages(asked)))
    sheet = f"/desk/clinics/{asked.clinic.day.pk}/sheet/"
    expect_nothing_runs(chromium, address, asked.ines, [sheet])
    assert asked.ines.get(f"{sheet[:-1]}.pdf")["Content-Type"] == "application/pdf"
    expect_letters_are_letters(chromium)
    _expect_lists_are_lists(desk, asked.letter)


def _expect_lists_are_lists(desk: Client, letter: Letter) -> None:
    """No cell of who signed is a formula; the frozen prints run nothing."""
    answer = desk.get(f"/desk/letters/{letter.pk}/endorsements/?export=csv")
    assert answer["Content-Type"].startswith("text/csv")
    raw = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(raw) > Endorsement.objects.count()
    assert [cell for row in raw for cell in row if cell.startswith(FORMULA)] == []
    prints = [each.file.read() for each in FrozenFile.objects.all()]
    assert len(prints) == 2
    for word in (b"/JavaScript", b"/JS ", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        assert not any(word in each for each in prints), word


def _strings(at: int, is_whole: bool) -> list[str]:
    found = naughty.strings(is_whole=is_whole)
    return found if is_whole else found[at % SOME :: SOME]


def _one_by_one(fields: Sequence[str]) -> list[tuple[Sequence[str], str]]:
    """Each field alone, the others right: with a share of all strings, another for each."""
    found = naughty.strings(is_whole=True)
    return [((field,), each) for at, field in enumerate(fields) for each in found[at::APART]]


def _pages(asked: Open) -> Iterator[str]:
    """Where it stands: in public, and at the desk."""
    letter, gathering = asked.letter, asked.gathering
    for language in ("en", "es"):
        yield f"/{language}/letters/{letter.slug}/"
        yield f"/{language}/letters/{letter.slug}/signers/"
        yield f"/{language}/gatherings/{gathering.slug}/"
    here = f"/desk/letters/{letter.pk}"
    count = Endorsement.objects.count() // ROWS_A_PAGE + 2
    yield from (f"{here}/endorsements/?page={n}" for n in range(1, count))
    yield from (f"{here}/", f"{here}/alike/", f"/desk/callins/{asked.callin.pk}/live/")
    some = Endorsement.objects.values_list("pk", flat=True)[:: max(1, count * 9)]
    yield from (f"/desk/endorsements/{pk}/" for pk in some)
    for ask in (letter, gathering, asked.callin):
        pages = Card.objects.filter(action_id=ask.pk).count() // ROWS_A_PAGE + 2
        of = f"/desk/supporters/{ask.KIND}/{ask.pk}/"
        yield from (f"{of}?page={n}" for n in range(1, pages))
        yield from (
            f"{of}{pk}/"
            for pk in Card.objects.filter(action_id=ask.pk).values_list("pk", flat=True)[:1]
        )


def _everybody_confirms(once: HolderOnce) -> None:
    key = unlock_as(once, timezone.now())
    cards = Card.objects.filter(action_kind__in=(Letter.KIND, Gathering.KIND))
    for each in list(open_cards(cards, by=key, actor=WORKER, reason="proof")):
        confirm(each.link, now=timezone.now())
    refresh_tallies(timezone.now(), is_due=True)


def _attorney(keys: Keys) -> Client:
    """Ines at the desk, with her key unlocked."""
    now = timezone.now()
    ines, client = make_ines(now), Client()
    once = make_attorneys(keys, now, ines.pk).ines
    client.force_login(ines)
    client.cookies[COOKIE] = unlock(ines.pk, once.passphrase, now=now)
    client.cookies[COOKIE]["path"] = "/desk/"
    return client


def _answered(asked: Open, form: str, typed: dict[str, str], number: int) -> str:
    """The page that a form answers with; "" where it sends somebody on."""
    path, right = _PAGES[form](asked), dict(RIGHT[form])
    ask = asked.ask(form)
    if ask is not None:
        right |= {"text_hash": ask.text("en").text_hash, **_stamped(ask.KIND, ask.pk)}
    elif form == "booking":
        free = fresh(asked.clinic.day).free_hours(timezone.now())
        hour = free[0].value if free else "10:00"  # all are taken in the end
        right |= {"hour": hour, **_stamped(ClinicDay.KIND, asked.clinic.day.pk)}
    answer = _post(path, {**right, **typed}, number)
    assert answer.status_code < 500, (form, typed)
    return str(answer.content.decode())


def _stamped(kind: str, pk: Any) -> dict[str, str]:
    made = stamp(action_kind=kind, action_id=pk, now=_a_while_ago())
    return {"form_time": made.form_time, "proof": ""}


_PAGES: dict[str, Callable[[Open], str]] = {
    "organization": lambda asked: f"/en/letters/{asked.letter.slug}/",
    "office": lambda asked: f"/en/letters/{asked.letter.slug}/office/",
    "person": lambda asked: f"/en/letters/{asked.letter.slug}/person/",
    "coming": lambda asked: f"/en/gatherings/{asked.gathering.slug}/",
    "call": lambda asked: f"/en/call-ins/{asked.callin.slug}/",
    "booking": lambda asked: (
        f"/en/clinics/{asked.clinic.gathering.slug}/{asked.clinic.day.original_on}/"
    ),
    "code": lambda asked: "/en/clinics/code/",
}
