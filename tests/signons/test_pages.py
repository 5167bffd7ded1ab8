"""A letter's public pages: signing in three ways, confirming, the list, prints, withdrawing."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from amparo.audit.actors import WORKER, Actor
from amparo.campaigns.actions import Action
from amparo.campaigns.standing import forget_all
from amparo.outbox.letters import Draft
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.signons.models import Endorsement, Letter, SignerKind
from amparo.signons.operations import endorsing
from amparo.signons.operations.endorsing import Given
from amparo.signons.operations.freezing import freeze
from amparo.supporters.models import Card, PublicName
from amparo.supporters.operations import refresh_tallies
from amparo.web.models import Coalition
from amparo.web.proofofwork import stamp
from tests.cast import OMAR, ROSA
from tests.makers import Keys, make_keys, reboot
from tests.signons.conftest import make_letter

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

ORGANIZATION = {
    "organization": "Casa del Río",
    "other_name_en": "River House",
    "scope": "local",
    "city": "Northfield",
    "state": "MN",
    "name": ROSA.full_name,
    "title": "Directora",
    "email": ROSA.email,
    "is_authorized": "on",
}
OFFICE = {
    "name": "Rev. Ana Ejemplo",
    "office": "Pastor, River Church",
    "city": "Northfield",
    "state": "MN",
    "identification_only": "on",
    "email": OMAR.email,
    "is_shown": "on",
}


@pytest.fixture
def keys(db: None, now: datetime) -> Keys:
    reboot()
    forget_all()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    return make_keys(now)


@pytest.fixture
def open_letter(keys: Keys, now: datetime) -> Letter:
    return make_letter(now, takes_individuals=True)


def fields(letter: Action, language: str, given: dict[str, str]) -> dict[str, str]:
    """A form as a browser without scripts sends it, five seconds after the page came."""
    shown = stamp(
        action_kind=letter.KIND, action_id=letter.pk, now=timezone.now() - timedelta(seconds=5)
    )
    text = letter.any_text(language)
    assert text
    return {**given, "text_hash": text.text_hash, "form_time": shown.form_time, "proof": ""}


def send(client: Client, letter: Letter, way: str, given: dict[str, str], language: str = "es"):
    address = f"/{language}/letters/{letter.slug}/{way}"
    return client.post(
        address, fields(letter, language, given), headers={"Sec-Fetch-Site": "same-origin"}
    )


def mail_links() -> list[str]:
    """Where the letters that wait to go let one confirm."""
    drafts = [unseal_letter(bytes(row.sealed_letter), row.pk) for row in Waiting.objects.all()]
    links = [draft.facts["link"] for draft in drafts if isinstance(draft, Draft)]
    with override("es"):
        return [reverse("supporters:confirm", args=[link]) for link in links]


def press(client: Client, address: str):
    return client.post(address, {}, headers={"Sec-Fetch-Site": "same-origin"})


def test_an_organization_signs_confirms_and_stands_on_the_list_once_it_is_approved(
    client: Client, open_letter: Letter, actor: Actor, now: datetime
) -> None:
    answer = send(client, open_letter, "", ORGANIZATION)
    assert answer.status_code == 303
    assert "/thanks/" in answer["Location"]
    endorsement = Endorsement.objects.get()
    assert (endorsement.name, endorsement.state, endorsement.confirmed_on) == (
        "Casa del Río", "MN", None,
    )  # fmt: skip
    assert endorsement.text_hash == open_letter.text("es").text_hash
    assert endorsement.name_in("en") == "River House"

    (link,) = mail_links()
    assert "Casa del Río" in client.get(link).content.decode()
    press(client, link)
    endorsement.refresh_from_db()
    assert endorsement.is_waiting
    page = client.get(f"/es/letters/{open_letter.slug}/signers/").content.decode()
    assert "Casa del Río" not in page

    endorsing.approve(open_letter, [endorsement], actor=actor, now=now)
    page = client.get(f"/es/letters/{open_letter.slug}/").content.decode()
    assert "Casa del Río, Northfield" in page
    assert (
        "River House, Northfield"
        in client.get(f"/en/letters/{open_letter.slug}/signers/").content.decode()
    )
    assert ROSA.full_name not in page
    assert ROSA.email not in page


def test_an_official_signs_by_her_office_and_her_name_comes_by_her_own_word(
    client: Client, open_letter: Letter, actor: Actor, now: datetime
) -> None:
    assert send(client, open_letter, "office/", OFFICE, "en").status_code == 303
    endorsement = Endorsement.objects.get()
    assert (endorsement.kind, endorsement.name) == (SignerKind.OFFICE, "")

    press(client, mail_links()[0])
    endorsement.refresh_from_db()
    assert endorsement.name == "Rev. Ana Ejemplo"
    endorsing.approve(open_letter, [endorsement], actor=actor, now=now)
    spanish = client.get(f"/es/letters/{open_letter.slug}/signers/").content.decode()
    assert "Rev. Ana Ejemplo, Pastor, River Church, Northfield, Minnesota" in spanish
    assert "solo para fines de identificación" in spanish


def test_an_individual_is_counted_beside_the_organizations(
    client: Client, open_letter: Letter, now: datetime
) -> None:
    rosa = {
        "name": ROSA.full_name,
        "email": ROSA.email,
        "phone": "",
        "town": ROSA.town,
        "visibility": "public",
    }
    assert send(client, open_letter, "person/", rosa).status_code == 303
    assert not Endorsement.objects.exists()
    press(client, mail_links()[0])
    refresh_tallies(now, is_due=True)

    page = client.get(f"/es/letters/{open_letter.slug}/").content.decode()
    assert "1 persona a título personal" in page
    assert ROSA.full_name in page


def test_whoever_signed_withdraws_by_her_link(
    client: Client, open_letter: Letter, actor: Actor, now: datetime
) -> None:
    send(client, open_letter, "", ORGANIZATION)
    send(client, open_letter, "office/", OFFICE, "en")
    links = mail_links()
    for link in links:
        press(client, link)
    endorsing.approve(open_letter, list(Endorsement.objects.all()), actor=actor, now=now)
    assert Endorsement.objects.listed().count() == 2

    for link in links:
        withdraw = link.replace("/confirm/", "/yours/") + "withdraw/"
        shown = client.get(withdraw).content.decode()
        assert "Casa del Río" in shown or "Rev. Ana Ejemplo" in shown
        press(client, withdraw)

    (left,) = Endorsement.objects.all()
    assert (left.name, left.card_id, left.is_listed) == ("Casa del Río", None, False)
    assert not Card.objects.exists()
    assert not PublicName.objects.exists()
    assert "Casa del Río" not in client.get(f"/es/letters/{open_letter.slug}/").content.decode()


def test_a_repeated_signature_gets_the_same_answer_and_one_row(
    client: Client, open_letter: Letter
) -> None:
    first = send(client, open_letter, "", ORGANIZATION)
    again = send(client, open_letter, "", ORGANIZATION)

    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Endorsement.objects.count() == Card.objects.count() == 1


def test_somebody_who_signs_for_a_second_organization_confirms_that_too(
    client: Client, open_letter: Letter
) -> None:
    send(client, open_letter, "", ORGANIZATION)
    press(client, mail_links()[0])
    send(client, open_letter, "", {**ORGANIZATION, "organization": "Casa del Valle"})
    assert [each.name for each in Endorsement.objects.waiting()] == ["Casa del Río"]

    press(client, mail_links()[-1])
    assert Endorsement.objects.waiting().count() == 2
    assert Card.objects.count() == 1


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"is_authorized": ""}, "Marque esta casilla"),
        ({"organization": "  "}, "Escriba el nombre de la organización"),
        ({"state": ""}, "Elija un estado"),
        ({"state": "XX"}, "Elija un estado"),
        ({"scope": ""}, "Elija hasta dónde trabaja"),
        ({"email": ""}, "correo"),
        ({"website": "no es una dirección"}, "Esta dirección no puede ser correcta"),
    ],
)
def test_what_is_missing_is_said_in_her_language_and_nothing_typed_is_lost(
    client: Client, open_letter: Letter, missing: dict[str, str], said: str
) -> None:
    answer = send(client, open_letter, "", {**ORGANIZATION, **missing})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Directora" in page
    assert not Endorsement.objects.exists()
    assert not Card.objects.exists()


def test_a_way_that_a_letter_does_not_take_is_not_there(
    client: Client, keys: Keys, now: datetime
) -> None:
    letter = make_letter(now, takes_offices=False)

    assert client.get(f"/en/letters/{letter.slug}/office/").status_code == 404
    assert client.get(f"/en/letters/{letter.slug}/person/").status_code == 404


def test_a_letter_for_officials_alone_shows_their_form_at_once(
    client: Client, keys: Keys, now: datetime
) -> None:
    letter = make_letter(now, takes_organizations=False)

    assert 'name="office"' in client.get(f"/en/letters/{letter.slug}/").content.decode()


def test_the_list_is_searched_without_scripts(
    client: Client, open_letter: Letter, now: datetime
) -> None:
    for given in (Given("Hill House", state="NY"), Given("Bay House", state="NV")):
        endorsing.add_by_hand(open_letter, given, language="en", actor=WORKER, now=now)

    page = client.get(f"/es/letters/{open_letter.slug}/signers/?q=nueva+york").content.decode()
    assert "Hill House" in page
    assert "Bay House" not in page
    assert "1 nombre encontrado" in page


def test_a_frozen_print_is_handed_out_in_the_readers_language(
    client: Client, open_letter: Letter, actor: Actor, now: datetime
) -> None:
    endorsing.add_by_hand(open_letter, Given("Hill House"), language="en", actor=actor, now=now)
    freeze(open_letter, actor=actor, now=now)

    page = client.get(f"/es/letters/{open_letter.slug}/").content.decode()
    assert f"/es/letters/{open_letter.slug}/print-1.pdf" in page
    answer = client.get(f"/es/letters/{open_letter.slug}/print-1.pdf")
    assert answer.content.startswith(b"%PDF")
    assert client.get(f"/es/letters/{open_letter.slug}/print-2.pdf").status_code == 404


def test_nobody_signs_a_closed_letter(client: Client, keys: Keys, now: datetime) -> None:
    letter = make_letter(now, closes_at=now + timedelta(seconds=1))
    Letter.objects.filter(pk=letter.pk).update(closes_at=now - timedelta(seconds=1), opens_at=None)
    forget_all()

    answer = send(client, letter, "", ORGANIZATION)
    assert answer.status_code == 409
    assert not Endorsement.objects.exists()


def test_two_thousand_organizations_are_one_quick_page(
    client: Client, open_letter: Letter, now: datetime
) -> None:
    from amparo.signons.operations import pasting

    text = "\n".join(f"House of the River number {number}, Ohio" for number in range(2000))
    pasted = pasting.paste(open_letter, text, language="en", actor=WORKER, now=now)
    pasting.import_list(pasted, actor=WORKER, now=now)

    page = client.get(f"/en/letters/{open_letter.slug}/signers/").content.decode()
    assert page.count("House of the River number") == 2000
    front = client.get(f"/en/letters/{open_letter.slug}/").content.decode()
    assert "House of the River number" not in front
    assert "2,000 organizations" in front
