"""Releases and briefs at the desk: written on a phone, compared, sent out when somebody says so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.evidence.models import Citation
from amparo.pages.models import BriefPage, Mailing, ReleasePage, SeriesPage
from amparo.pages.releases import release_twins
from amparo.web.models import Coalition
from tests.evidence.makers import make_a_claim
from tests.makers import make_alma, make_site
from tests.pages.releases import LINE

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

RELEASE = {
    "en-title": "The county ends its contract", "en-lede": "Five of seven.",
    "en-dateline": "Anoka, Minn.",
    "en-text": "On November 18, 2026 the board voted.\n\n## Why\n\n- one\n- two",
    "en-contact_name": "Press office", "en-contact_phone": "612-555-0100",
    "es-title": "El condado termina su contrato", "es-lede": "Cinco de siete.",
    "es-dateline": "Anoka, Minn.",
    "es-text": "El 18 de noviembre de 2026 la junta votó.\n\n## Por qué\n\n- uno\n- dos",
    "es-contact_name": "Oficina de prensa", "es-contact_phone": "612-555-0100",
    "issued_on": "2026-11-20",
}  # fmt: skip
QUOTE = {
    "who": "Marta", "agreed_on": "2026-11-19", "agreed_how": "aloud", "has_agreed": "on",
    "en-words": "We sat there.", "es-words": "Nos sentamos ahí.", "en-role": "of the vigil",
}  # fmt: skip


@pytest.fixture
def alma() -> Client:
    make_site("Coalition of the Lakes")
    Coalition.objects.create(state="MN", hotline=LINE)
    Coalition.forget_kept()
    client = Client()
    client.force_login(make_alma(timezone.now()))
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def written(alma: Client, **changed: str):
    response = alma.post(at("release-new"), RELEASE | changed)
    assert response.status_code == 302, response.content.decode()
    return ReleasePage.objects.first().translation_key


def page_of(alma: Client, key) -> str:
    return alma.get(at("release", key)).content.decode()


def test_a_release_is_written_looked_at_and_sent_out(alma):
    key = written(alma)
    assert not ReleasePage.objects.live().exists()
    assert "Draft" in page_of(alma, key)
    alma.post(at("release-send", key))
    shown = Client().get("/en/press/the-county-ends-its-contract/").content.decode()
    for told in ("Five of seven.", "<h2>Why</h2>", "<li>one</li>", "(612) 555-0100"):
        assert told in shown
    assert Client().get("/es/press/el-condado-termina-su-contrato/").status_code == 200
    assert "Published" in page_of(alma, key)
    assert "The county ends its contract" in alma.get(at("releases")).content.decode()


def test_what_was_typed_comes_back_to_be_changed(alma):
    key = written(alma)
    form = alma.get(at("release-edit", key)).content.decode()
    assert "## Why\n\n- one\n- two" in form
    alma.post(at("release-edit", key), RELEASE | {"en-title": "Another title"})
    assert release_twins(key)[0].title == "Another title"
    assert ReleasePage.objects.count() == 2


def test_a_private_telephone_and_a_mark_that_leads_nowhere_are_refused(alma):
    wrong = {"en-contact_phone": "651-555-0177", "es-text": "Así [claim:nada]."}
    response = alma.post(at("release-new"), RELEASE | wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "private telephone" in page
    assert "[claim:nada]" in page
    assert "On November 18, 2026" in page, "what was typed stays"
    assert not ReleasePage.objects.exists()


def test_one_language_is_enough_and_the_other_is_missed(alma):
    key = written(alma, **{"es-title": "", "es-text": ""})
    assert ReleasePage.objects.get().language == "en"
    assert "There is no complete text in Spanish" in page_of(alma, key)


def test_twins_that_differ_are_shown_before_it_goes_out(alma):
    key = written(alma, **{"es-text": "El 18 de noviembre de 2025 la junta votó."})
    for page in (page_of(alma, key), alma.get(at("release-send", key)).content.decode()):
        assert "The languages differ here" in page
        assert "18 de noviembre de 2025" in page


def test_an_embargo_holds_and_says_until_when(alma):
    until = timezone.localtime(timezone.now() + timedelta(hours=6))
    key = written(alma, embargo_until=until.strftime("%Y-%m-%dT%H:%M"))
    alma.post(at("release-send", key))
    assert Client().get("/en/press/the-county-ends-its-contract/").status_code == 404
    assert "Goes out on" in page_of(alma, key)
    paper = alma.get(at("release-pdf", key, "en"))
    assert paper.content.startswith(b"%PDF")
    alma.post(at("release-take-back", key))
    assert "Draft" in page_of(alma, key)


def test_what_is_out_takes_no_embargo(alma):
    key = written(alma)
    alma.post(at("release-send", key))
    until = timezone.localtime(timezone.now() + timedelta(hours=6))
    late = RELEASE | {"embargo_until": until.strftime("%Y-%m-%dT%H:%M")}
    response = alma.post(at("release-edit", key), late)
    assert response.status_code == 422
    assert "It is public already." in response.content.decode()


def test_nobody_is_quoted_without_their_yes(alma):
    key = written(alma)
    refused = alma.post(at("release-quote", key), {**QUOTE, "has_agreed": ""})
    assert refused.status_code == 422
    alma.post(at("release-quote", key), QUOTE)
    assert "agreed on November 19, 2026" in page_of(alma, key)
    alma.post(at("release-send", key))
    shown = Client().get("/en/press/the-county-ends-its-contract/").content.decode()
    assert "We sat there." in shown
    assert "Marta, of the vigil" in shown
    alma.post(at("release-unquote", key, 1))
    shown = Client().get("/en/press/the-county-ends-its-contract/").content.decode()
    assert "We sat there." not in shown


def test_outlets_are_noted_and_a_release_that_none_has_got_is_remembered(alma):
    key = written(alma, issued_on=timezone.localdate().isoformat())
    alma.post(at("release-send", key))
    assert "No outlet has got" in alma.get("/desk/").content.decode()
    note = {"outlet": "The Herald", "language": "en", "mailed_on": "2026-11-20"}
    alma.post(at("release-mail", key), note)
    assert "The Herald" in page_of(alma, key)
    assert "No outlet has got" not in alma.get("/desk/").content.decode()
    alma.post(at("release-unmail", key, Mailing.objects.get().pk))
    assert not Mailing.objects.exists()


def test_a_claim_that_moves_leads_to_the_release_that_cites_it(alma):
    claim = make_a_claim(timezone.now())
    key = written(alma, **{"en-text": f"Most {claim.mark}."})
    alma.post(at("claim-challenge", claim.pk), {"why": "doubt"})
    assert (
        "A claim moved beneath “The county ends its contract”"
        in alma.get("/desk/").content.decode()
    )
    citation = Citation.objects.get()
    look = alma.get(at("place", "page", citation.place_id)).content.decode()
    assert at("release", key) in look


def test_briefs_stand_in_a_series_by_their_numbers(alma):
    alma.post(at("series-new"), {"en-title": "The costs", "es-title": "Los costos"})
    key = SeriesPage.objects.first().translation_key
    for number in (2, 1):
        words = {
            "en-title": f"Part {number}", "en-text": "Text.",
            "es-title": f"Parte {number}", "es-text": "Texto.",
        }  # fmt: skip
        facts = {"number": str(number), "issued_on": "2026-11-20"}
        response = alma.post(at("brief-new", key), words | facts)
        brief = response.url.rstrip("/").rpartition("/")[2]
        alma.post(at("brief-send", brief))
        assert "Public page" in alma.get(at("brief", brief)).content.decode()
    assert "The costs" in alma.get(at("briefs")).content.decode()
    page = alma.get(at("series", key)).content.decode()
    assert page.index("Part 1") < page.index("Part 2")
    shown = Client().get("/es/briefs/los-costos/").content.decode()
    assert shown.index("Parte 1") < shown.index("Parte 2")
    alma.post(at("brief-take-back", brief))
    assert BriefPage.objects.live().count() == 2
