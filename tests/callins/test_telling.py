"""What callers tell is sealed, is only ever text, and gets the same answer whoever tells it."""

import sqlite3
from collections import Counter
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from amparo.callins.models import CallIn, CallReport
from amparo.campaigns.standing import forget_all
from amparo.supporters.models import Card
from amparo.web.models import Coalition
from tests.callins.caller import page_of, send
from tests.callins.conftest import Day, make_day
from tests.leakscan import Scanner
from tests.makers import make_keys, reboot
from tests.proofs import naughty
from tests.proofs.people import signers

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
GOES = {"href", "src", "action", "formaction", "data"}
RUNS = {"script", "iframe", "object", "embed", "base", "svg", "video", "img"}


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def open_day(db: None, now: datetime) -> Day:
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    reboot()
    forget_all()
    make_keys(now)
    return make_day(now)


def test_no_store_tells_what_a_caller_told(open_day: Day, now: datetime, tmp_path: Path):
    people = signers(20)
    for person in people:
        words = f"{person.name} {person.email} {person.phone} {person.comment}"
        assert send(open_day.callin, now, words=words).status_code == 303
        assert send(open_day.callin, now, outcome="", words=words).status_code == 422
    type(open_day.callin).objects.update(
        opens_at=now - timedelta(hours=2), closes_at=now - timedelta(hours=1)
    )
    forget_all()
    assert send(open_day.callin, now, words=people[0].comment).status_code == 409
    assert CallReport.objects.count() == Card.objects.count() == 20

    scanner = Scanner([person.sought for person in people])
    assert list(scanner.scan_paths([dump(tmp_path)])) == []
    Coalition.objects.update(email=people[3].email)
    assert list(scanner.scan_paths([dump(tmp_path)])), "the scanner finds what is there"


def dump(folder: Path) -> Path:
    """The whole database, as it stands, in a file."""
    if connection.vendor != "sqlite":
        pytest.skip("the dump is SQLite's")
    path = folder / "dump.sqlite3"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as copy:
        for line in connection.connection.iterdump():
            copy.execute(line)
    copy.close()
    return path


class Live(HTMLParser):
    """Counts what in a page is more than text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in RUNS:
            self.found[tag] += 1
        for name, value in attributes:
            told = (value or "").strip().casefold()
            runs = name in GOES and told.startswith(("javascript:", "vbscript:", "data:"))
            if name.startswith("on") or runs:
                self.found[f"{tag} {name}"] += 1


def test_whatever_is_typed_comes_back_as_text(open_day: Day, now: datetime):
    bare = Live(answered(open_day.callin, now, {})).found
    for string in naughty.strings(is_whole=False):
        for fields in (("outcome", "stance", "words"), ("text_hash",)):
            page = answered(open_day.callin, now, dict.fromkeys(fields, string))
            assert Live(page).found <= bare, (fields, string)


def answered(callin: CallIn, now: datetime, typed: dict[str, str]) -> str:
    """The page that a report without an outcome is answered with."""
    answer = send(callin, now, **{"outcome": "", **typed})
    assert answer.status_code < 500
    return str(answer.content.decode())


def test_new_and_repeated_get_the_same_bytes(open_day: Day, now: datetime):
    answers = [send(open_day.callin, now, words="the same words") for _ in range(2)]
    said = [(answer.status_code, answer["Location"], answer.content) for answer in answers]
    assert said[0] == said[1]


def test_no_cookie_is_set_before_there_is_need(open_day: Day):
    answer = Client().get(page_of(open_day.callin))
    assert not answer.cookies
