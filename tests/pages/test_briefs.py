"""Briefs: numbered notes, and a series with its order."""

import io
from datetime import datetime

import pytest
from django.test import Client
from pypdf import PdfReader

from amparo.accounts.models import User
from amparo.pages.drafts import send_out
from amparo.pages.models import BriefPage
from amparo.pages.releases import BriefWords, brief_twins, series_twins, write_brief
from tests.evidence.makers import make_a_claim
from tests.makers import make_alma, make_site
from tests.pages.releases import DAY, make_brief

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def alma(now: datetime) -> User:
    make_site("Coalition of the Lakes")
    return make_alma(now)


@pytest.fixture
def three(alma: User) -> list[BriefPage]:
    """Numbers 3, 1 and 2 of a series, published in that order; in English."""
    series, third = make_brief(alma, number=3)
    keys = [third, *(make_brief(alma, series, number=at)[1] for at in (1, 2))]
    for key in keys:
        send_out(brief_twins(key), by=alma)
    return list(BriefPage.objects.filter(locale__language_code="en").order_by("number"))


def read(address: str) -> str:
    return Client().get(address).content.decode()


def test_a_series_lists_its_briefs_in_their_order(three):
    told = read(three[0].get_parent().url)
    at = [told.index(page.title) for page in three]
    assert at == sorted(at)
    assert all(page.title in read("/en/briefs/") for page in three)


def test_each_brief_leads_to_the_one_before_and_after(three):
    first, second, third = (read(page.url) for page in three)
    assert 'rel="prev"' not in first
    assert f'rel="next" href="{three[1].url}"' in first
    assert f'rel="prev" href="{three[0].url}"' in second
    assert f'rel="next" href="{three[2].url}"' in second
    assert 'rel="next"' not in third
    assert all("What is next" in told for told in (first, second, third))


def test_a_draft_is_in_no_list_and_on_no_paper(alma, three):
    _series, key = make_brief(alma, three[0].get_parent().translation_key, number=4)
    draft = brief_twins(key)[0]
    assert draft.title not in read("/en/briefs/")
    paper = f"/en/briefs/{three[0].get_parent().slug}/{draft.slug}.pdf"
    assert Client().get(paper).status_code == 404


def test_notes_are_numbered_by_first_mention_on_page_and_paper(alma, now):
    first, second = make_a_claim(now, "first"), make_a_claim(now, "second")
    series, key = make_brief(alma)
    text = f"Second {second.mark}. First {first.mark}. Second again {second.mark}."
    write_brief(
        series, {"en": BriefWords("Costs", text)}, number=1, issued_on=DAY, by=alma, key=key
    )
    send_out(brief_twins(key), by=alma)
    page = BriefPage.objects.get(translation_key=key, locale__language_code="en")
    told = read(page.url)
    assert told.index("Report about second") < told.index("Report about first")
    assert told.count('href="#note-1"') == 2
    assert 'href="#cite-1-2"' in told
    parent = series_twins(series)[0]
    pdf = Client().get(f"/en/briefs/{parent.slug}/{page.slug}.pdf").content
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    words = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    assert words.index("Report about second") < words.index("Report about first")
