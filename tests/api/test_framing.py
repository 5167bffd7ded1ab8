"""An ask in a frame of another site: the same page, whose form only that very page may send."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from amparo.audit.actors import WORKER
from amparo.campaigns.operations.asks import change_ask, close_ask
from amparo.campaigns.standing import forget_all
from amparo.campaigns.takedown import take_down
from amparo.petitions.models import Petition
from amparo.supporters.models import Card
from amparo.web.pagecache import bump
from amparo.web.proofofwork import stamp
from tests.makers import make_case, make_open_petition
from tests.petitions.signer import HERS

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]
FRAME = "/embed/es/petitions/end-the-agreement/"
FORM = re.compile(r"<form\b[^>]*>")


@pytest.fixture
def petition(now: datetime) -> Petition:
    return make_open_petition(now)


def sign(petition: Petition, now: datetime, path: str = FRAME, **headers: str) -> Any:
    """Send the form of the frame, 20 seconds after it was shown."""
    text = petition.any_text("es")
    assert text is not None
    made = stamp(action_kind=Petition.KIND, action_id=petition.pk, now=now - timedelta(seconds=20))
    data = {**HERS, "text_hash": text.text_hash, "form_time": made.form_time, "proof": ""}
    return Client().post(path, data, headers={"Sec-Fetch-Site": "same-origin", **headers})


def test_anybody_may_frame_it_and_no_other_page(petition: Petition) -> None:
    framed = Client().get(FRAME)
    itself = Client().get(FRAME.removeprefix("/embed"))

    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors 'none'" in itself["Content-Security-Policy"]
    assert itself["X-Frame-Options"] == "DENY"


def test_everything_else_in_its_policy_is_as_strict_as_anywhere(petition: Petition) -> None:
    framed = Client().get(FRAME)["Content-Security-Policy"]
    itself = Client().get(FRAME.removeprefix("/embed"))["Content-Security-Policy"]

    assert framed.replace("frame-ancestors *", "frame-ancestors 'none'") == itself


@pytest.mark.parametrize(
    "path",
    [
        "/embed/es/",
        "/embed/es/campaigns/",
        "/embed/es/petitions/not-there/",
        "/embed/es/petitions/end-the-agreement/names/",
        "/embed/desk/",
        "/embed/accounts/login/",
        "/embed/es/join/",
        "/embed/fr/petitions/end-the-agreement/",
        "/embed/petitions/end-the-agreement/",
        "/embed/embed/es/petitions/end-the-agreement/",
    ],
)
def test_nothing_else_stands_below_embed(petition: Petition, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_its_page_is_the_asks_own_without_head_and_menu(petition: Petition) -> None:
    page = Client().get(FRAME).content.decode()

    assert '<html lang="es"' in page
    assert "Terminen el acuerdo" in page
    assert '<base target="_blank">' in page
    assert 'class="menu"' not in page
    assert 'rel="canonical" href="http://localhost/es/petitions/end-the-agreement/"' in page


def test_its_forms_stay_in_the_frame_and_keep_where_people_came_from(petition: Petition) -> None:
    page = Client().get(f"{FRAME}?source=parish").content.decode()

    forms = FORM.findall(page)
    assert forms
    assert all('target="_self"' in form for form in forms)
    assert f'action="{FRAME}?source=parish"' in forms[0]


def test_a_signature_from_the_frame_carries_the_code_of_the_page_around_it(
    petition: Petition, now: datetime
) -> None:
    answer = sign(petition, now, f"{FRAME}?source=parish")

    assert answer.status_code == 303
    assert answer["Location"] == f"{FRAME}thanks/"
    assert Card.objects.get().source == "parish"


def test_without_a_code_it_says_that_it_came_by_a_frame(petition: Petition, now: datetime) -> None:
    sign(petition, now)

    assert Card.objects.get().source == "embed"


def test_its_thanks_may_be_framed_too(petition: Petition) -> None:
    thanks = Client().get(f"{FRAME}thanks/")

    assert thanks.status_code == 200
    assert "frame-ancestors *" in thanks["Content-Security-Policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_the_page_around_the_frame_cannot_send_its_form(
    petition: Petition, now: datetime, headers: dict[str, str]
) -> None:
    answer = sign(petition, now, FRAME, **headers)

    assert answer.status_code == 403
    assert not Card.objects.exists()


def test_the_frame_sets_no_cookie_and_needs_none(petition: Petition, now: datetime) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert not strict.get(FRAME).cookies
    answer = strict.post(FRAME, {"name": ""}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 422
    assert not answer.cookies
    assert "frame-ancestors *" in answer["Content-Security-Policy"]


def test_the_language_is_changed_within_the_frame(petition: Petition) -> None:
    headers = {"Sec-Fetch-Site": "same-origin"}
    sent = {"switch_to": "en", "name": "Rosa"}

    answer = Client().post(f"{FRAME}?source=parish", sent, headers=headers)
    again = Client().post(answer["Location"], sent, headers=headers)

    assert answer.status_code == 307
    assert answer["Location"] == "/embed/en/petitions/end-the-agreement/?source=parish"
    assert 'value="Rosa"' in again.content.decode()
    assert '<html lang="en"' in again.content.decode()


def test_a_closed_ask_says_so_in_the_frame(petition: Petition, now: datetime) -> None:
    assert FORM.search(Client().get(FRAME).content.decode())
    close_ask(petition, actor=WORKER, now=now)
    forget_all()

    assert not FORM.search(Client().get(FRAME).content.decode())


def test_a_case_stands_in_a_frame_only_in_the_language_agreed_to(now: datetime) -> None:
    campaign, _once = make_case(now, slug="for-luz", languages=("es",))
    make_open_petition(now, campaign=campaign, slug="luz-stays")

    assert Client().get("/embed/es/petitions/luz-stays/").status_code == 200
    assert Client().get("/embed/en/petitions/luz-stays/").status_code == 404


def test_a_case_that_was_taken_down_is_gone_from_other_sites_too(now: datetime) -> None:
    campaign, _once = make_case(now, slug="for-luz")
    make_open_petition(now, campaign=campaign, slug="luz-stays")
    assert Client().get("/embed/es/petitions/luz-stays/").status_code == 200

    take_down(campaign, actor=WORKER, now=now)
    forget_all()
    bump()
    gone = Client().get("/embed/es/petitions/luz-stays/")

    assert gone.status_code == 410
    assert "Terminen el acuerdo" not in gone.content.decode()
    assert "/embed/embed/" not in gone.content.decode()


def test_words_that_an_organizer_wrote_make_no_form_of_their_own(
    petition: Petition, now: datetime
) -> None:
    words = {"es": {"body": '<form action="/es/petitions/end-the-agreement/"><b>x</b></form>'}}
    change_ask(petition, facts={}, words=words, actor=WORKER, now=now)

    page = Client().get(FRAME).content.decode()

    assert len(FORM.findall(page)) == 1
