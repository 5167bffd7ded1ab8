"""What the public sees of a petition, before and after it was signed, won or delivered."""

from datetime import timedelta

import pytest

from amparo.audit.actors import WORKER
from amparo.campaigns.citations import cite_sources
from amparo.campaigns.operations.asks import change_ask, close_ask, declare_ask_won
from amparo.campaigns.operations.parts import set_partner
from amparo.campaigns.operations.records import HandOver, News, post_update, record_delivery
from amparo.campaigns.standing import forget_all
from amparo.petitions.operations.recording import count_paper, remove_paper_count
from amparo.supporters.figures import tally
from amparo.supporters.models import Card
from tests.makers import (
    make_open_petition,
    make_organization,
    make_petition,
    make_picture,
    make_source,
)
from tests.petitions.signer import page_of, send

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


def read(client, petition, language="es", below=""):
    forget_all()
    answer = client.get(page_of(petition, language) + below)
    assert answer.status_code == 200
    return answer.content.decode()


def count(petition, number, now):
    return count_paper(
        petition,
        count=number,
        counted_by="Beto",
        counted_on=now.date(),
        sheets_kept_at="the parish office",
        actor=WORKER,
    )


@pytest.mark.parametrize(
    ("language", "button"), [("en", "Add my name"), ("es", "Agregar mi nombre")]
)
def test_the_form_stands_before_the_text_and_nothing_is_ticked(client, now, language, button):
    petition = make_open_petition(now)

    page = read(client, petition, language)

    assert page.index(button) < page.index(petition.text(language).body.splitlines()[0])
    assert 'type="checkbox" name="wants_news" id="id_wants_news">' in page
    assert petition.text(language).addressee in page


def test_a_draft_is_nowhere(client, now):
    petition = make_petition(now)

    assert client.get(page_of(petition)).status_code == 404
    assert send(petition, now).status_code == 404


def test_below_ten_it_says_among_the_first_and_above_it_counts_paper_too(client, now):
    petition = make_open_petition(now)
    count(petition, 4, now)
    few = read(client, petition, "en")

    wrong = count(petition, 1200, now)
    many = read(client, petition, "en")
    remove_paper_count(wrong, reason="counted twice", actor=WORKER)

    assert "among the first" in few
    assert "1,204" in many
    assert tally(petition.pk).total == 4


def test_a_count_says_neither_who_counted_nor_where_the_sheets_are(client, now):
    petition = make_open_petition(now)
    count(petition, 40, now)

    assert "parish" not in read(client, petition)


def test_a_closed_petition_has_no_form(client, now):
    petition = make_open_petition(now)
    close_ask(petition, actor=WORKER, now=now)

    page = read(client, petition)

    assert 'name="email"' not in page
    assert "Esto ya terminó" in page


def test_one_that_is_won_says_so(client, now):
    petition = make_open_petition(now)
    declare_ask_won(petition, actor=WORKER, now=now)

    assert "Se logró" in read(client, petition)


def test_it_closes_by_itself_when_its_time_is_over(client, now):
    petition = make_open_petition(
        now, opens_at=now - timedelta(days=2), closes_at=now + timedelta(seconds=1)
    )
    type(petition).objects.update(closes_at=now - timedelta(minutes=1))

    page = read(client, petition)

    assert 'name="email"' not in page
    assert send(petition, now).status_code == 409


def test_fingerprints_are_forgotten_when_it_closes(now):
    petition = make_open_petition(now)
    send(petition, now)

    close_ask(petition, actor=WORKER, now=now)

    assert Card.objects.get().person_code is None


def test_updates_sources_and_the_delivery_stand_on_the_page(client, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    petition = make_open_petition(now)
    text = petition.text("es")
    body = f"{text.body} Son 400,000 al año [1], y esto no es una nota [7]."
    change_ask(
        petition,
        facts={},
        words={"es": {**text.bound_words, "body": body}},
        actor=WORKER,
        now=now,
    )
    cite_sources(petition, [make_source(now)], actor=WORKER)
    news = {"es": News("Nos reciben", "El martes <b>vamos</b>."), "en": News("They see us", "Go.")}
    post_update(petition, news=news, posted_on=now.date(), actor=WORKER)
    said = HandOver("La secretaria de la junta", "Faribault", photo_shows="Cinco personas")
    delivery = record_delivery(
        petition,
        delivered_on=now.date(),
        name_count=1204,
        hand_over={"es": said},
        photo=make_picture(longest=640),
        actor=WORKER,
    )

    page = read(client, petition)

    assert '<a href="#note-1"' in page
    assert "[7]" in page
    assert 'id="note-1"' in page
    assert "Nos reciben" in page
    assert "<b>vamos" not in page
    assert "La secretaria de la junta" in page
    assert "1,204" in page
    assert delivery.photo.url in page
    assert 'alt="Cinco personas"' in page


def test_every_wording_that_people_could_sign_is_kept(now):
    petition = make_open_petition(now)
    old = petition.text("en")
    words = {**old.bound_words, "title": "A new title"}

    changed = change_ask(petition, facts={}, words={"en": words}, actor=WORKER, now=now)

    assert changed == ["en"]
    assert petition.wordings.filter(language="en").count() == 2
    assert petition.wordings.filter(text_hash=old.text_hash).exists()


def test_the_sheet_for_paper_is_a_pdf_in_each_language(client, now):
    petition = make_open_petition(now)

    answer = client.get(page_of(petition) + "sheet.pdf")

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'inline; filename="end-the-agreement-es.pdf"'


def test_names_are_shown_only_where_their_owners_want_it(client, now):
    petition = make_open_petition(now)

    assert "Hasta ahora nadie ha pedido aparecer" in read(client, petition, "es", "names/")


def test_a_page_sets_no_cookie_and_a_form_stays_on_no_phone(client, now):
    petition = make_open_petition(now)

    answer = client.get(page_of(petition))

    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_each_partner_that_asks_has_a_box_of_its_own_and_says_what_it_keeps(client, now):
    petition = make_open_petition(now)
    asks, silent = make_organization("Fe en el condado"), make_organization("Calladas")
    by = {"role": "supporting", "actor": WORKER}
    set_partner(petition.campaign, silent, **by)
    address = "https://example.org/privacidad"
    set_partner(petition.campaign, asks, asks_to_write=True, privacy_url=address, **by)

    page = read(client, petition)
    sent = send(petition, now, partner_news=[str(asks.pk)])
    refused = send(petition, now, partner_news=[str(silent.pk)])

    assert f'<a href="{address}" rel="noreferrer">lo que guarda</a>' in page
    assert "Calladas" not in page
    assert sent.status_code == 303
    assert refused.status_code == 422


def test_the_campaign_lists_its_petition_among_its_asks(client, now):
    petition = make_open_petition(now)

    page = client.get(f"/es/campaigns/{petition.campaign.slug}/").content.decode()

    assert petition.text("es").title in page
    assert page_of(petition) in page
    assert "Firmar la petición" in page
