"""A coalition adds a language that we lack, or says it otherwise, with a catalog of its own."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as running
from django.test import Client

from amparo.audit.actors import WORKER
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import change_ask, open_ask
from amparo.campaigns.promises import CannotOpen
from amparo.lib.catalogs import compile_catalogs
from amparo.outbox.letters import Letter, written
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.supporters.models import Card
from amparo.web.languages import in_language
from amparo.web.proofofwork import stamp
from tests.makers import PETITION_WORDS, make_campaign, make_petition
from tests.petitions.signer import HERS, page_of, send

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]

SOMALI = {
    "Add my name": "Magacayga ku dar",
    "Your name": "Magacaaga",
    "Please write your name.": "Fadlan qor magacaaga.",
    "One more step": "Hal tallaabo ayaa dhiman",
    "Please confirm your name: %(title)s": "Fadlan xaqiiji magacaaga: %(title)s",
    "Hello %(name)s,": "Salaan %(name)s,",
    "Confirm": "Xaqiiji",
    "Thank you. Your name counts.": "Mahadsanid. Magacaagu waa la tiriyay.",
}
ITS_WORDS = {
    "title": "Jooji heshiiska",
    "addressee": "Guddiga Degmada Rice",
    "ask": "Waxaan idinka codsaneynaa inaad joojisaan heshiiska ICE ka hor 1 Luulyo 2027.",
    "body": "Heshiisku wuxuu kala qaybiyaa qoysaska.",
}


def add_catalog(folder: Path, language: str, said: dict[str, str]) -> None:
    """Write a catalog as a coalition does: below `locale` in its data folder."""
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    lines = [f'msgid "{ours}"\nmsgstr "{theirs}"\n' for ours, theirs in said.items()]
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    compile_catalogs(folder)


@pytest.fixture
def somali(keys: Any, now: Any, settings: Any, tmp_path: Path) -> Campaign:
    """A campaign of last week, on a site that speaks Somali too since today, a little."""
    campaign = make_campaign(now)
    add_catalog(tmp_path, "so", SOMALI)
    settings.LOCALE_PATHS = [tmp_path]
    settings.SITE_LANGUAGES = ["en", "es", "so"]
    settings.LANGUAGES = [(code, code) for code in settings.SITE_LANGUAGES]
    return campaign


def open_in_somali(campaign: Campaign, now: Any) -> Any:
    petition = make_petition(now, campaign=campaign)
    change_ask(petition, facts={}, words={"so": ITS_WORDS}, actor=WORKER, now=now)
    open_ask(petition, actor=WORKER, now=now)
    return petition


def letter_that_waits() -> Letter:
    [row] = Waiting.objects.all()
    draft = unseal_letter(bytes(row.sealed_letter), row.pk)
    assert not isinstance(draft, Letter)
    letter = written(draft)
    assert letter is not None
    return letter


def test_somebody_reads_signs_and_confirms_in_somali(
    client: Client, now: Any, somali: Campaign
) -> None:
    petition = open_in_somali(somali, now)

    page = client.get(page_of(petition, "so")).text
    refused = send(petition, now, language="so", name="").content.decode()
    sent = send(petition, now, language="so")
    letter = letter_that_waits()
    [link] = set(re.findall(r"/so/confirm/([\w-]+)/", letter.text))
    client.post(f"/so/confirm/{link}/", headers={"Sec-Fetch-Site": "same-origin"})

    assert '<html lang="so"' in page
    assert ITS_WORDS["title"] in page
    assert "Magacayga ku dar" in page
    assert "Fadlan qor magacaaga." in refused
    assert sent["Location"] == page_of(petition, "so") + "thanks/"
    assert "Hal tallaabo ayaa dhiman" in client.get(sent["Location"]).text
    assert letter.subject == f"Fadlan xaqiiji magacaaga: {ITS_WORDS['title']}"
    assert letter.text.startswith("Salaan Rosa María Núñez-Quispe,")
    assert "Mahadsanid." in client.get(f"/so/confirm/{link}/").text
    card = Card.objects.get()
    assert (card.language, card.is_confirmed) == ("so", True)


def test_what_the_catalog_lacks_stands_in_the_sites_first_language(
    client: Client, now: Any, somali: Campaign
) -> None:
    page = client.get(page_of(open_in_somali(somali, now), "so")).text

    assert "Who may see my name?" in page


def test_every_page_offers_the_new_language_by_its_own_name(
    client: Client, now: Any, somali: Campaign
) -> None:
    petition = open_in_somali(somali, now)

    page = client.get(page_of(petition, "es")).text

    assert 'hreflang="so"' in page
    assert 'value="so" lang="so"' in page
    assert "Soomaali" in page


def test_what_was_typed_comes_along_into_the_new_language(now: Any, somali: Campaign) -> None:
    petition = open_in_somali(somali, now)
    made = stamp(action_kind="petition", action_id=petition.pk, now=now - timedelta(seconds=20))
    typed = {**HERS, "comment": "Walaashay.", "form_time": made.form_time, "switch_to": "so"}

    answer = Client().post(
        page_of(petition, "so"), typed, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert "Walaashay." in answer.text
    assert "Magacayga ku dar" in answer.text


def test_an_ask_that_lacks_the_new_language_opens_with_a_promise_alone(
    now: Any, somali: Campaign
) -> None:
    with pytest.raises(CannotOpen, match="languages"):
        open_ask(make_petition(now, campaign=somali), actor=WORKER, now=now)


def test_a_coalition_that_says_tu_says_so_in_a_catalog_of_its_own(
    client: Client, now: Any, settings: Any, tmp_path: Path
) -> None:
    add_catalog(tmp_path, "es", {"Please write your name.": "Escribe tu nombre."})
    settings.LOCALE_PATHS = [tmp_path]
    petition = make_petition(now)
    open_ask(petition, actor=WORKER, now=now)

    page = send(petition, now, name="").content.decode()

    assert "Escribe tu nombre." in page
    assert "Agregar mi nombre" in page  # what it does not say, ours says


def test_where_a_text_lacks_a_language_the_first_of_the_site_stands_in(now: Any) -> None:
    petition = make_petition(now)
    shown = in_language(petition.texts.all(), "so")
    assert shown is not None
    assert shown.language == running.SITE_LANGUAGES[0]
    assert shown.title == PETITION_WORDS["en"]["title"]
