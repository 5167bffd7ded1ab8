"""Whatever anybody types is only ever text: on the page, at the desk, in mail, in files, on paper.

Each string goes into each field of each public form, and those that may stand are carried through
every rendering. A real browser reads the pages; what would run, or become more than text, fails.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from amparo.accounts.models import User
from amparo.audit.actors import WORKER
from amparo.desk.frame import ROWS_A_PAGE
from amparo.desk.supporters.comments import COMMENTS_A_PAGE
from amparo.desk.unlocked import COOKIE
from amparo.keyring.operations import HolderOnce
from amparo.keyring.unlocking import unlock
from amparo.outbox.sending import sweep
from amparo.petitions.models import Petition
from amparo.petitions.views import NAMES_A_PAGE
from amparo.supporters.models import Card, PublicName
from amparo.supporters.operations import confirm, publish_comment, refresh_tallies, the_list
from amparo.supporters.unsealing import open_cards, open_comments
from amparo.web.proofofwork import stamp
from tests import cast
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.makers import make_open_petition, unlock_as
from tests.proofs import naughty
from tests.proofs.formreading import form_in

__all__ = ["alma_key"]  # a fixture

WHOLE = [False, pytest.param(True, marks=pytest.mark.proof)]
FIELDS = {
    "sign": (
        *("name", "email", "phone", "town", "county", "visibility", "comment", "wants_news"),
        *("text_hash", "form_time", "proof", "switch_to", "source"),
    ),
    "join": ("name", "email", "county", "form_time"),
    "take-down": ("code",),
    "search": ("q",),
}
HEADERS = {  # of a letter, and no others
    *("content-type", "mime-version", "subject", "from", "to", "date", "message-id"),
    *("auto-submitted", "x-auto-response-suppress", "content-language"),
    *("content-transfer-encoding", "list-unsubscribe", "list-unsubscribe-post", "list-id"),
}
FORMULA = tuple("=+-@\t\r")
AT_ONCE = 40  # pages that the browser reads together

# What is more than text: elements that run or load, attributes that run, addresses that run.
COUNT_LIVE = """pages => pages.map(page => {
  const all = [...new DOMParser().parseFromString(page, "text/html").querySelectorAll("*")];
  const live = "SCRIPT IFRAME OBJECT EMBED BASE META STYLE LINK IMG SVG VIDEO FORM".split(" ");
  const runs = "href src action formaction data xlink:href content".split(" ");
  const found = all.map(each => each.tagName.toUpperCase()).filter(name => live.includes(name));
  for (const each of all) for (const {name, value} of each.attributes)
    if (name.startsWith("on") || name === "style" || name === "srcdoc"
        || runs.includes(name) && /^\\s*(javascript|data|vbscript):/i.test(value))
      found.push(`${each.tagName} ${name}`);
  return found;
})"""


@pytest.mark.parametrize("is_whole", WHOLE)
def test_what_a_form_gives_back_is_text(
    address: str,
    alma_key: HolderOnce,
    chromium: Browser,
    settings: Any,
    is_whole: bool,
) -> None:
    settings.TRUST_PROXY = True
    petition = make_open_petition(timezone.now())
    strings = naughty.strings(is_whole=is_whole)
    page = chromium.new_page()

    for form, fields in FIELDS.items():
        bare = Counter(_live(page, [_answered(petition, form, {}, 0)])[0])
        apart = [(field,) for field in fields] if is_whole else [fields]
        answers = [
            (field, string, _answered(petition, form, dict.fromkeys(field, string), number))
            for number, (field, string) in enumerate((f, s) for f in apart for s in strings)
        ]
        found = _live(page, [html for _field, _string, html in answers])
        alive = [
            (field, string, Counter(live) - bare)
            for (field, string, _html), live in zip(answers, found, strict=True)
            if Counter(live) - bare
        ]
        assert alive == [], f"more than text in the answer of {form}"
    page.close()


@pytest.mark.parametrize("is_whole", WHOLE)
def test_what_may_stand_is_text_wherever_it_stands(
    address: str,
    alma_key: HolderOnce,
    chromium: Browser,
    settings: Any,
    is_whole: bool,
) -> None:
    settings.TRUST_PROXY = True
    now = timezone.now()
    petition = make_open_petition(now)
    strings = naughty.strings(is_whole=is_whole)
    for number, (field, string) in enumerate(
        (field, string) for field in ("name", "town", "comment") for string in strings
    ):
        _signs(petition, {field: string}, number, email=f"n{number}@example.com")
    assert Card.objects.count() > len(strings), "most may stand"

    desk = _desk(alma_key)
    paths = [*_make_public(petition, alma_key, now), *_desk_pages(petition)]
    expect_nothing_runs(chromium, address, desk, paths)
    expect_letters_are_letters(chromium)
    expect_files_are_files(desk, petition)


def expect_nothing_runs(browser: Browser, site: str, desk: Client, paths: list[str]) -> None:
    """Look at every page with the policy off, so that our escaping alone has to hold."""
    context = browser.new_context(bypass_csp=True, base_url=site)
    jar = [
        {"name": name, "value": cookie.value, "domain": "localhost", "path": cookie["path"] or "/"}
        for name, cookie in desk.cookies.items()
    ]
    context.add_cookies(jar)  # type: ignore[arg-type]
    page, events = context.new_page(), []
    page.on("dialog", lambda dialog: (events.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: None if asked.url.startswith((site, "data:", "blob:"))
            else events.append(asked.url))  # fmt: skip
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        assert page.url == f"{site}{path}", "nobody was sent away"
        assert page.evaluate("window.ran") is None, path
    context.close()
    assert events == []


def expect_letters_are_letters(browser: Browser) -> None:
    while sweep(timezone.now()).sent:
        pass
    page, letters = browser.new_page(), [each.message() for each in mail.outbox]
    assert letters
    for sent, letter in zip(mail.outbox, letters, strict=True):
        assert {name.lower() for name in letter.keys()} <= HEADERS  # noqa: SIM118 - a message
        assert len(sent.recipients()) == 1
        assert "\n" not in sent.subject
    bodies = [
        str(part.get_payload(decode=True), "utf-8")
        for letter in letters
        for part in letter.walk()
        if part.get_content_type() == "text/html"
    ]
    assert len({tuple(live) for live in _live(page, bodies)}) == 1, "all letters have one shape"
    page.close()


def expect_files_are_files(desk: Client, petition: Petition) -> None:
    """No cell is a formula; the packet runs nothing and leads nowhere."""
    for which in ("full", "presentable"):
        sent = {"file": which, "reason": "proof", "with_unconfirmed": "on"}
        answer = desk.post(f"/desk/supporters/{Petition.KIND}/{petition.pk}/export/", sent)
        assert answer["Content-Type"].startswith("text/csv")
        raw = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(raw) > 20
        assert [cell for row in raw for cell in row if cell.startswith(FORMULA)] == []
    path = f"/desk/petitions/{petition.pk}/packet/en/"
    fields = form_in(desk.get(path).content.decode(), "recipient")
    more = {"recipient": "The Board", "salutation": "Dear Board,", "has_names": "on"}
    packet = desk.post(path, {**fields, **more})
    assert packet["Content-Type"] == "application/pdf"
    for word in (b"/JavaScript", b"/JS ", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        assert word not in packet.content
    assert len(PdfReader(io.BytesIO(packet.content)).pages) > 1


def _live(page: Page, pages: list[str]) -> list[list[str]]:
    """For each page, what in it is more than text."""
    found: list[list[str]] = []
    for at in range(0, len(pages), AT_ONCE):
        found += page.evaluate(COUNT_LIVE, pages[at : at + AT_ONCE])
    return found


def _answered(petition: Petition, form: str, typed: dict[str, str], number: int) -> str:
    """The page that a form answers with; "" where it sends somebody on."""
    if form == "search":
        return Client().get("/en/search/", typed).content.decode()
    if form == "sign":
        answer = _signs(petition, {"town": "", **typed}, number)
    else:
        path = {"join": "/en/join/", "take-down": "/en/take-down/"}[form]
        made = stamp(action_kind="list", action_id=the_list().pk, now=_a_while_ago())
        answer = _post(path, {"form_time": made.form_time, "name": "", **typed}, number)
    assert answer.status_code < 500, (form, typed)
    return str(answer.content.decode())


def _signs(petition: Petition, typed: dict[str, str], number: int, email: str = "") -> Any:
    text = petition.text("en")
    assert text is not None
    made = stamp(action_kind=Petition.KIND, action_id=petition.pk, now=_a_while_ago())
    data = {
        "name": "Rosa", "email": email, "town": "Northfield", "county": "27131",
        "visibility": "public", "comment": "", "text_hash": text.text_hash,
        "form_time": made.form_time, "proof": "", **typed,
    }  # fmt: skip
    query = urlencode({"source": data.pop("source", "")})
    return _post(f"/en/petitions/{petition.slug}/?{query}", data, number)


def _post(path: str, data: dict[str, str], number: int) -> Any:
    network = f"198.{18 + number // 250 % 2}.{number % 250}.{number // 500 + 1}"
    headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": network}
    return Client().post(path, data, headers=headers)


def _a_while_ago() -> datetime:
    return timezone.now() - timedelta(seconds=20)


def _desk(once: HolderOnce) -> Client:
    """Alma at the desk, unlocked."""
    client, alma = Client(), User.objects.get(email=cast.ALMA.email)
    client.force_login(alma)
    client.cookies[COOKIE] = unlock(alma.pk, once.passphrase, now=timezone.now())
    client.cookies[COOKIE]["path"] = "/desk/"
    return client


def _make_public(petition: Petition, once: HolderOnce, now: datetime) -> Iterator[str]:
    """Confirm everybody and publish every comment; yield the pages where they stand."""
    key = unlock_as(once, timezone.now())
    everybody = list(open_cards(Card.objects.all(), by=key, actor=WORKER, reason="proof"))
    for each in everybody:
        confirm(each.link, now=now)
    for card, text in open_comments(Card.objects.all(), by=key, actor=WORKER, reason="proof"):
        publish_comment(card, text=text, actor=WORKER)
    refresh_tallies(now, is_due=True)
    yield f"/en/petitions/{petition.slug}/"
    count = PublicName.objects.count() // NAMES_A_PAGE + 1
    yield from (f"/es/petitions/{petition.slug}/names/?page={n}" for n in range(1, count + 1))
    for each in everybody[:: max(1, len(everybody) // 10)]:
        yield from (f"/en/yours/{each.link}/", f"/en/yours/{each.link}/name/")


def _desk_pages(petition: Petition) -> list[str]:
    here = f"/desk/supporters/{Petition.KIND}/{petition.pk}/"
    lists = [f"{here}?page={n}" for n in range(1, Card.objects.count() // ROWS_A_PAGE + 2)]
    comments = Card.objects.filter(comment_state="published").count() // COMMENTS_A_PAGE
    judged = [f"/desk/comments/?state=published&page={n}" for n in range(1, comments + 2)]
    some = Card.objects.values_list("pk", flat=True)[:5]
    return [*lists, *judged, *(f"{here}{pk}/" for pk in some)]
