"""Alma watches a wording, sees where it came back and confirms it; Rosa reads its road."""

import json
from datetime import date
from typing import Any
from urllib.parse import urljoin

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.audit.actors import WORKER
from amparo.bills.texts import tell_everything
from amparo.keyring.operations import HolderOnce
from amparo.sightings.operations.catching_up import search_waiting
from amparo.sightings.operations.deciding import confirm
from amparo.sightings.operations.watching import tell
from tests.bills.making import BODY, PROVISION
from tests.browsing import Visit, come_in
from tests.cast import ALMA
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.sightings.making import OTHER, SAID, seen, store, watch_provision

__all__ = ["alma_key"]  # a fixture


def test_alma_watches_a_wording_and_confirms_where_it_came_back(
    visit: Visit, alma_key: HolderOnce, axe: Any
) -> None:
    now = timezone.now()
    store(now, "SF 144", BODY, on=date(2009, 1, 22))
    changed = PROVISION.replace("every list", "every single list").replace(" on behalf", "")
    store(now, "HF 2432", f"{OTHER}\n{changed}\n{OTHER}", on=date(2025, 4, 1))
    page = visit("/accounts/login/", language="en")
    come_in(page, ALMA)
    page.goto("/desk/watched/new/")
    page.get_by_label("The wording").fill(PROVISION)
    page.get_by_label("What we call it").first.fill("Sharing every list")
    axe(page)
    page.get_by_role("button", name="Watch it").click()
    expect(page.locator("main")).to_contain_text("waits for the worker")
    search_waiting(timezone.now())
    page.reload()
    expect(page.locator(".desk-parts").first.locator("li")).to_have_count(2)

    page.locator("li", has_text="HF 2432").get_by_role("link", name="Look").click()
    expect(page.locator("del").first).to_be_visible()
    expect(page.locator("ins").first).to_be_visible()
    expect(page.locator("mark.desk-shared")).not_to_have_count(0)
    axe(page)
    page.get_by_role("button", name="Yes, this is it").click()
    expect(page.locator("main")).to_contain_text("Confirmed, on the road")
    page.get_by_role("link", name="All that was seen of it").click()
    expect(page.locator(".desk-chart svg")).to_be_visible()
    axe(page)


def test_words_selected_in_a_text_are_watched_word_for_word(
    visit: Visit, alma_key: HolderOnce
) -> None:
    text = store(timezone.now(), "SF 144", f"Ñandú 🦤 first.\n{BODY}", on=date(2009, 1, 22))
    page = visit("/accounts/login/", language="en")
    come_in(page, ALMA)
    page.goto(f"/desk/watched/in/{text.pk}/")
    page.evaluate(
        """words => {
          const node = document.querySelector("[data-select-from]").firstChild;
          const at = node.data.indexOf(words);
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + words.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        PROVISION,
    )
    page.get_by_role("link", name="Watch the selected words").click()
    said = page.locator("blockquote").inner_text()
    assert " ".join(said.split()) == PROVISION


@pytest.mark.parametrize(
    ("language", "phone", "scripts"), [("en", False, True), ("es", True, True), ("es", True, False)]
)
def test_rosa_reads_the_road_of_a_provision(
    visit: Visit, db: None, axe: Any, language: str, phone: bool, scripts: bool
) -> None:
    now = timezone.now()
    first = store(now, "SF 144", BODY, on=date(2009, 1, 22))
    watch = watch_provision(now, first)
    sighting = seen(store(now, "HF 2432", f"{OTHER}\n{PROVISION}", on=date(2025, 4, 1)))
    assert sighting is not None
    confirm(sighting, actor=WORKER, now=now)
    tell(watch, SAID, is_public=True, actor=WORKER)
    page = visit(f"/{language}/provisions/", language=language, phone=phone, scripts=scripts)
    if scripts:
        axe(page)
    page.get_by_role("link", name=SAID[language]["title"]).click()
    expect(page.locator("figure svg")).to_be_visible()
    expect(page.locator("ol.road > li")).to_have_count(2)
    expect(page.locator("ol.road > li").last).to_contain_text("HF 2432")
    if scripts:
        axe(page)


def lines(*told: tuple[str, str, str]) -> Any:
    """A file of texts, a line each: id, day and words."""
    rows = (json.dumps({"id": own, "date": day, "text": words}) for own, day, words in told)
    content = "\n".join(rows).encode()
    return {"name": "textos.jsonl", "mimeType": "application/json", "buffer": content}


SAYS = {
    "en": {
        "file": "The file", "import": "Import it", "added": "bills added: 1",
        "bills": "To the bills", "follow": "Follow it", "watch": "Watch its wording",
        "part": "Watch this part", "called": "What we call it", "watch it": "Watch it",
        "look": "Look", "yes": "Yes, this is it", "all": "All that was seen of it",
        "name": "Name it, and make its road public", "public": "Its road is public",
        "save": "Save", "road": "Public road", "sheet": "Print this as a sheet (PDF)",
        "table": "The road as a table (CSV)", "words": "The words side by side",
    },
    "es": {
        "file": "El archivo", "import": "Importar", "added": "proyectos agregados: 1",
        "bills": "A los proyectos", "follow": "Seguirlo", "watch": "Vigilar su redacción",
        "part": "Vigilar esta parte", "called": "Cómo lo llamamos", "watch it": "Vigilarla",
        "look": "Ver", "yes": "Sí, es esto", "all": "Todo lo que se halló",
        "name": "Darle nombre y publicar su camino", "public": "Su camino es público",
        "save": "Guardar", "road": "Camino público", "sheet": "Imprimir como hoja (PDF)",
        "table": "El camino como tabla (CSV)", "words": "Las palabras lado a lado",
    },
}  # fmt: skip


def bring(page: Page, say: dict[str, str], *told: tuple[str, str, str]) -> None:
    page.goto("/desk/bills/import/")
    page.get_by_label(say["file"]).set_input_files(lines(*told))
    page.get_by_role("button", name=say["import"]).click()
    expect(page.locator("main")).to_contain_text(say["added"])
    tell_everything(timezone.now())


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_a_file_to_the_public_road_and_its_print(
    visit: Visit, alma_key: HolderOnce, axe: Any, language: str
) -> None:
    say = SAYS[language]
    User.objects.filter(email=ALMA.email).update(preferred_language=language)
    page = visit("/accounts/login/", language=language)
    come_in(page, ALMA)
    bring(page, say, ("MN-2009-SF144-intro", "2009-01-22", BODY))
    page.get_by_role("link", name=say["bills"]).click()
    page.get_by_role("link", name="SF 144").click()
    page.get_by_role("button", name=say["follow"]).click()
    axe(page)

    page.get_by_role("link", name=say["watch"]).click()
    page.get_by_role("link", name=say["part"]).first.click()
    for field, said in zip(
        page.get_by_label(say["called"]).all(), ("Sharing", "Entregar"), strict=True
    ):
        field.fill(f"{said} 2009")
    page.get_by_role("button", name=say["watch it"]).click()
    watched = page.url
    search_waiting(timezone.now())
    changed = BODY.replace("every list", "every single list").replace(" on behalf", "")
    bring(page, say, ("MN-2025-HF2432-intro", "2025-04-01", f"{OTHER}\n{changed}\n{OTHER}"))

    page.goto(watched)
    page.locator("li", has_text="HF 2432").get_by_role("link", name=say["look"]).click()
    page.get_by_role("button", name=say["yes"]).click()
    page.get_by_role("link", name=say["all"]).click()
    page.get_by_role("link", name=say["name"]).click()
    page.get_by_label(say["public"]).check()
    page.get_by_role("button", name=say["save"]).click()
    axe(page)
    page.get_by_role("link", name=say["road"]).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("2009")
    stops = page.locator("ol.road > li")
    expect(stops).to_have_count(2)
    expect(stops.first).to_contain_text("SF 144")
    expect(stops.last).to_contain_text("HF 2432")
    axe(page)
    sheet = page.request.get(urljoin(page.url, href(page, say["sheet"])))
    assert (sheet.headers["content-type"], sheet.body()[:5]) == ("application/pdf", b"%PDF-")
    assert "HF 2432" in page.request.get(urljoin(page.url, href(page, say["table"]))).text()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=say["sheet"])).to_be_hidden()
    expect(page.locator("figure svg")).to_be_visible()
    page.emulate_media(media="screen")

    stops.last.get_by_role("link", name=say["words"]).click()
    expect(page.locator("ins", has_text="single")).to_have_count(1)
    axe(page)


def href(page: Page, link: str) -> str:
    return page.get_by_role("link", name=link).get_attribute("href") or ""
