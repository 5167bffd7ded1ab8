"""Press releases: nobody outside learns of one before its hour; nobody is quoted unasked."""

import io
import zipfile
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader
from wagtail.models import Page

from amparo.accounts.models import User
from amparo.audit.models import Entry
from amparo.evidence.models import Citation
from amparo.evidence.operations.citations import look_at
from amparo.evidence.operations.claims import challenge
from amparo.pages.drafts import send_out, take_back
from amparo.pages.models import Mailing, Photograph, PressPage, ReleasePage
from amparo.pages.papers import release_pdf
from amparo.pages.parity import differences_of, gaps
from amparo.pages.releases import (
    CannotHold,
    ReleaseFacts,
    ReleaseWords,
    note_mailing,
    press_page,
    release_twins,
    unquote,
    write_release,
)
from amparo.pages.scheduling import publish_what_is_due
from amparo.web.searchindex import find, keep_in_step
from tests.evidence.makers import make_a_claim
from tests.makers import make_alma, make_picture, make_site
from tests.pages.releases import CONTACT, DAY, RELEASE, make_release

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

SECRET = "The county ends its contract"
PLACES = (
    "/en/",
    "/en/press/",
    "/en/news/",
    "/en/search/?q=contract",
    "/en/evidence/",
    "/es/press/",
)


@pytest.fixture
def alma(now: datetime) -> User:
    make_site("Coalition of the Lakes")
    return make_alma(now)


def read(address: str, client: Client | None = None) -> str:
    return (client or Client()).get(address).content.decode()


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def addresses_of(page: ReleasePage) -> list[str]:
    path = page.url_path.split("/", 2)[2]
    return [f"/{page.language}/{path}", f"/{page.language}/press/{page.slug}.pdf"]


def test_a_release_stands_in_both_languages_with_all_that_journalists_need(alma, now):
    key = make_release(alma, now)
    send_out(release_twins(key), by=alma)
    english, spanish = ReleasePage.objects.out(now).order_by("locale__language_code")
    told = read(english.url)
    for each in (
        "For immediate release", SECRET, "Anoka, Minn.", "November 20, 2026", "We sat there",
        "Marta, of the vigil", "(612) 555-0100", "press@coalition.example.org", "What is next",
        f'href="{spanish.url}"',
    ):  # fmt: skip
        assert each in told
    assert "Para publicación inmediata" in read(spanish.url)
    assert "20 de noviembre de 2026" in read(spanish.url)


def test_a_quotation_stands_where_the_text_says_and_its_consent_stays_inside(alma, now):
    key = make_release(alma, now)
    send_out(release_twins(key), by=alma)
    told = read(ReleasePage.objects.out(now).get(locale__language_code="en").url)
    assert told.index("voted 5 to 2") < told.index("We sat there") < told.index("It ends in")
    assert "[quote:1]" not in told
    assert "aloud" not in told
    assert "agreed" not in told


def test_who_takes_their_words_back_is_quoted_nowhere(alma, now):
    key = make_release(alma, now)
    send_out(release_twins(key), by=alma)
    unquote(key, 1, by=alma)
    for page in ReleasePage.objects.out(now):
        assert "Marta" not in read(page.url)
        assert "[quote:1]" not in read(page.url)


@pytest.mark.parametrize("is_sent", [False, True])
def test_before_its_hour_nobody_outside_can_find_a_release(alma, now, is_sent):
    key = make_release(alma, now, until=now + timedelta(hours=5))
    if is_sent:
        send_out(release_twins(key), by=alma)
    assert not ReleasePage.objects.out(now).exists()
    for address in (*PLACES, "/sitemap.xml", "/robots.txt"):
        told = read(address)
        assert SECRET not in told
        assert "county-ends" not in told
    for page in release_twins(key):
        for address in addresses_of(page):
            answer = Client().get(address)
            assert answer.status_code == 404, address
            assert SECRET not in answer.content.decode()
    keep_in_step(now)
    assert not [found for found in find("contract", "en", now) if found.title == SECRET]
    previews = (f"/desk/pages/{page.pk}/{what}/" for page in release_twins(key) for what in WAGTAIL)
    assert {Client().get(each).status_code for each in previews} == {302}


WAGTAIL = ("edit", "edit/preview", "view_draft", "revisions", "history")


def test_a_release_under_embargo_and_an_address_that_never_was_are_answered_alike(alma, now):
    key = make_release(alma, now, until=now + timedelta(hours=5))
    send_out(release_twins(key), by=alma)
    held, none = "/en/press/the-county-ends-its-contract/", "/en/press/another-thing-altogether/"
    assert [Client().get(each).status_code for each in (held, none)] == [404, 404]


def test_even_a_row_that_says_it_is_live_is_not_served_before_its_hour(alma, now):
    until = now + timedelta(hours=5)
    key = make_release(alma, now, until=until)
    ReleasePage.objects.filter(translation_key=key).update(live=True, embargo_until=until)
    for page in release_twins(key):
        for address in addresses_of(page):
            assert Client().get(address).status_code == 404
    assert SECRET not in read("/en/press/")
    assert SECRET not in read("/en/search/?q=contract")


def test_at_its_hour_it_goes_live_by_itself(alma, now):
    until = now + timedelta(hours=5)
    key = make_release(alma, now, until=until)
    send_out(release_twins(key), by=alma)
    publish_what_is_due(now)
    assert not Page.objects.filter(translation_key=key, live=True).exists()
    ReleasePage.objects.filter(translation_key=key).update(embargo_until=now)
    for page in ReleasePage.objects.filter(translation_key=key):
        page.refresh_from_db()
        page.embargo_until = now - timedelta(minutes=1)
        page.save_revision().publish()
    assert SECRET in read("/en/press/")


def test_what_waits_for_its_hour_waits_with_its_changes(alma, now):
    until = now + timedelta(hours=5)
    key = make_release(alma, now, until=until)
    send_out(release_twins(key), by=alma)
    write_release(ReleaseFacts(DAY, until), RELEASE, by=alma, now=now, key=key)
    page = ReleasePage.objects.get(translation_key=key, locale__language_code="en")
    waiting = page.revisions.filter(approved_go_live_at__isnull=False)
    assert waiting.count() == 1
    assert waiting.get() == page.get_latest_revision()


def test_what_is_out_cannot_be_put_under_embargo(alma, now):
    key = make_release(alma, now)
    send_out(release_twins(key), by=alma)
    later = ReleaseFacts(DAY, now + timedelta(hours=5))
    with pytest.raises(CannotHold):
        write_release(later, RELEASE, by=alma, now=now, key=key)


def test_taken_back_it_is_gone_and_waits_for_no_hour(alma, now):
    sent, held = make_release(alma, now), make_release(alma, now, until=now + timedelta(hours=5))
    for key in (sent, held):
        send_out(release_twins(key), by=alma)
        take_back(list(ReleasePage.objects.filter(translation_key=key)), by=alma)
    publish_what_is_due(now + timedelta(days=1))
    assert not ReleasePage.objects.live().exists()


def test_twins_that_differ_in_a_year_and_a_place_are_flagged(alma, now):
    wrong = RELEASE["es"].text.replace("2026", "2025").replace("Anoka", "Sherburne")
    words = RELEASE | {"es": ReleaseWords("El condado termina su contrato", wrong, "", "", ())}
    key = make_release(alma, now, words=words)
    english, spanish = release_twins(key)
    found = [
        (each.kind, each.left.said if each.left else "", each.right.said if each.right else "")
        for each in differences_of(english, spanish)
    ]
    assert ("date", "November 18, 2026", "18 de noviembre de 2025") in found
    assert any(kind == "place" and "Sherburne" in right for kind, _left, right in found)
    send_out(release_twins(key), by=alma)
    assert [gap.page.translation_key for gap in gaps() if gap.differing] == [key]


def test_only_the_coalitions_own_line_is_printed(alma, now):
    key = make_release(alma, now)
    page = release_twins(key)[0]
    page.contacts = [("contact", {**vars(CONTACT), "phone": "+16125550177"})]
    with pytest.raises(ValidationError, match="private telephone"):
        page.full_clean()
    page.contacts = [("contact", {**vars(CONTACT), "phone": "612-555-0100"})]
    page.full_clean()


def test_a_mark_that_leads_nowhere_is_refused(alma, now):
    page = release_twins(make_release(alma, now))[0]
    page.lede = "So it is [claim:nothing]."
    with pytest.raises(ValidationError, match="claim:nothing"):
        page.full_clean()


def test_a_release_cites_claims_as_numbered_notes_even_before_it_is_out(alma, now):
    claim = make_a_claim(now)
    words = {
        code: ReleaseWords(said.title, said.text + f"\n\nMost {claim.mark}.", said.lede)
        for code, said in RELEASE.items()
    }
    key = make_release(alma, now, until=now + timedelta(hours=5), words=words)
    english, spanish = release_twins(key)
    assert set(Citation.objects.values_list("place_id", "language")) == {
        (str(english.pk), "en"),
        (str(spanish.pk), "es"),
    }
    challenge(claim, why="doubt", actor=alma.actor, now=now)
    assert look_at("page", str(english.pk), actor=alma.actor) == 1
    take_back([english], by=alma)
    words_of_page = release_twins(key)[0].cited()["body_html"]
    assert 'href="#note-1"' in words_of_page
    Page.objects.get(pk=english.pk).delete()
    assert not Citation.objects.of_place("page", english.pk).exists()


def test_the_paper_is_tagged_and_says_when_it_may_be_told(alma, now):
    claim = make_a_claim(now)
    text = f"First.\n\n## Why\n\n- one {claim.mark}\n- two\n\nSee https://example.org/a."
    words = {"en": ReleaseWords("A title", text, "In short.", "Anoka", (CONTACT,))}
    page = release_twins(make_release(alma, now, words=words))[0]
    pdf = release_pdf(page, now)
    assert b"pdfuaid" in PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()
    told = words_of(pdf)
    for each in ("FOR IMMEDIATE RELEASE", "A title", "In short.", "(612) 555-0100", "Why",
                 "more than 70% of the deported", "Report about"):  # fmt: skip
        assert each in told
    page.embargo_until = now + timedelta(hours=5)
    assert "Embargoed: not before" in words_of(release_pdf(page, now))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's own file
def test_the_media_kit_holds_facts_and_photographs_without_what_a_camera_adds(alma, now):
    make_release(alma, now)
    claim = make_a_claim(now)
    photo = Photograph(title="Vigil", shown="Candles", credit="Marta R.")
    photo.file = ContentFile(make_picture(longest=200).data, "vigil.png")
    photo.save()
    page = press_page("en")
    page.body = [("paragraph", f"<p>Most of them {claim.mark}.</p>")]
    page.kit = [("photo", {"photograph": photo, "caption": "At the gate"})]
    page.save_revision().publish()
    kit = zipfile.ZipFile(io.BytesIO(Client().get("/en/press/kit.zip").content))
    facts = kit.read("facts.txt").decode()
    assert "Most of them." in facts
    assert "more than 70% of the deported, 2010" in facts
    assert "Candles. At the gate. Photograph: Marta R." in facts
    assert any(name.startswith("photograph-1") for name in kit.namelist())
    assert "Marta R." in read("/en/press/")


def test_the_press_page_is_made_in_every_language_once(alma, now):
    make_release(alma, now)
    make_release(alma, now)
    assert PressPage.objects.count() == 2
    assert len({page.translation_key for page in PressPage.objects.all()}) == 1


def test_outlets_are_noted_and_logged_without_names(alma, now):
    key = make_release(alma, now)
    for _ in range(2):
        note_mailing(key, outlet="The Herald", language="en", mailed_on=DAY, by=alma)
    assert Mailing.objects.count() == 1
    entry = Entry.objects.get(verb="press.mail")
    assert "Herald" not in str(entry.detail)
