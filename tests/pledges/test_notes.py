"""What a platform or a resolution cites stands below it in numbered notes, on screen and paper."""

import io
import re
from datetime import datetime

import pytest
from django.test import Client
from pypdf import PdfReader

from amparo.audit.actors import WORKER
from amparo.campaigns.citations import cite_sources
from amparo.campaigns.operations.asks import change_ask, open_ask
from amparo.evidence.models import Citation
from amparo.pledges.models import Platform
from amparo.pledges.operations.planks import Said, change_plank
from tests.evidence.makers import make_a_claim
from tests.makers import make_source
from tests.pledges.makers import (
    RESOLUTION_WORDS,
    make_platform,
    make_resolution,
    plank_facts,
    read,
)

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]
REASONS = {
    "en": Said("Pay for lawyers", "A lawyer wins [claim:lawyers-win]. See [2].", "The board"),
    "es": Said("Pagar defensa", "Con abogado se gana [claim:lawyers-win]. [2].", "La junta"),
}


@pytest.fixture
def platform(now: datetime) -> Platform:
    """It cites a claim in its vision and another in plank 2; two sources are listed."""
    make_a_claim(now, "most-had-none")
    make_a_claim(now, "lawyers-win")
    made = make_platform(now)
    vision = {
        "en": {"vision": "Most had no conviction [claim:most-had-none]."},
        "es": {"vision": "La mayoría no tenía condena [claim:most-had-none]."},
    }
    change_ask(made, facts={}, words=vision, actor=WORKER, now=now)
    second = read(made).planks.get(number=2)
    change_plank(second, plank_facts(2, words=REASONS), actor=WORKER, now=now)
    made = read(made)
    listed = [make_source(now, "Minutes of the board"), make_source(now, "Budget of the county")]
    cite_sources(made, listed, actor=WORKER)
    open_ask(made, actor=WORKER, now=now)
    return read(made)


def page(path: str = "", language: str = "en", of: str = "platforms/county-platform") -> str:
    answer = Client().get(f"/{language}/{of}/{path}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def notes_of(markup: str) -> list[str]:
    return re.findall(r'<li id="note-(\d+)">', markup)


def words_of(path: str) -> str:
    answer = Client().get(path)
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(each.extract_text() for each in pages).replace("\xa0", " ").split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_numbers_vision_and_planks_in_their_order_and_lists_the_other_sources(
    platform: Platform, language: str
) -> None:
    markup = page(language=language)

    assert "[claim:" not in markup
    assert notes_of(markup) == ["1", "2", "3", "4"]
    assert markup.index('href="#note-1"') < markup.index('href="#note-2"')
    assert "Budget of the county" in markup
    assert "Minutes of the board" in markup  # listed at the desk, named by no number


def test_a_plank_alone_has_its_own_notes_and_no_others(platform: Platform) -> None:
    markup = page("planks/2/")

    assert "[claim:" not in markup
    assert len(notes_of(markup)) == 2
    assert 'id="cite-1"' in markup
    assert "Budget of the county" in markup
    assert "Minutes of the board" not in markup


def test_the_words_of_a_day_have_their_notes(platform: Platform) -> None:
    wording = platform.wordings.get(language="es")

    markup = page(f"wordings/{wording.text_hash[:16]}/")

    assert "[claim:" not in markup
    assert notes_of(markup) == ["1", "2", "3", "4"]


def test_a_claim_knows_that_a_platform_cites_it_in_a_plank(platform: Platform) -> None:
    cited = Citation.objects.filter(place_kind="platform", place_id=str(platform.pk))
    assert set(cited.filter(claim__isnull=False).values_list("claim__key", flat=True)) == {
        "most-had-none", "lawyers-win",
    }  # fmt: skip


@pytest.mark.parametrize(("language", "heading"), [("en", "Sources"), ("es", "Fuentes")])
def test_on_paper_the_marks_are_numbers_and_the_notes_stand_at_the_end(
    platform: Platform, language: str, heading: str
) -> None:
    said = words_of(f"/{language}/platforms/county-platform/paper/")

    assert "claim:" not in said
    assert said.index("[1]") < said.index("[2]") < said.index(heading)
    assert "Budget of the county" in said


def test_a_resolution_has_notes_on_its_page_and_in_its_kit(now: datetime) -> None:
    make_a_claim(now, "most-had-none")
    made = make_resolution(now)
    words = {
        code: {**said, "steps": f"{said['steps']} [claim:most-had-none]"}
        for code, said in RESOLUTION_WORDS.items()
    }
    change_ask(made, facts={}, words=words, actor=WORKER, now=now)
    open_ask(made, actor=WORKER, now=now)

    markup = page(of="resolutions/jail-resolution")
    said = words_of("/en/resolutions/jail-resolution/kit/")

    assert "[claim:" not in markup
    assert notes_of(markup) == ["1"]
    assert "claim:" not in said
    assert said.index("[1]") > 0
    assert "Report about most-had-none" in said
