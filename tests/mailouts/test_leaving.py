"""Leaving: one POST without cookies, the same answer for everybody, and what she signed stands."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from amparo.mailouts.audiences import Line
from amparo.mailouts.leaving import forget_gone, leave_link
from amparo.mailouts.models import MailOut, Quiet
from amparo.supporters import tokens
from amparo.supporters.models import Card
from amparo.supporters.operations import remove_card
from tests.mailouts.world import World
from tests.outbox.conftest import Catcher

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def from_mail(catcher: Catcher, to: str) -> str:
    """The address that a mail program would post to."""
    mail = catcher.caught[catcher.to.index(to)]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return str(mail["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost")


def test_one_press_in_a_mail_program_leaves_the_list(world: World, catcher: Catcher) -> None:
    card = world.join("Rosa Núñez")
    sent = world.sent(world.letter(belongs="list"))
    provider = Client(enforce_csrf_checks=True)

    answer = provider.post(
        from_mail(catcher, "rosa@example.org"), ONE_CLICK, headers={"host": "localhost"}
    )

    assert answer.status_code == 200
    assert not answer.cookies
    assert not Card.objects.filter(pk=card.pk).exists()
    assert MailOut.objects.get(pk=sent.pk).left_count == 1


def test_fetching_the_address_changes_nothing(world: World, catcher: Catcher) -> None:
    card = world.join("Rosa Núñez")
    world.sent(world.letter(belongs="list"))

    page = Client().get(from_mail(catcher, "rosa@example.org"), headers={"host": "localhost"})

    assert page.status_code == 200
    assert Card.objects.filter(pk=card.pk).exists()


def test_who_leaves_a_campaigns_letters_stays_a_signer_and_gets_no_more(
    world: World, catcher: Catcher
) -> None:
    card = world.sign("Rosa Núñez")
    world.join("Rosa Núñez")
    world.sent(world.letter(Line("all"), Line("list")))
    Client().post(from_mail(catcher, "rosa@example.org"), headers={"host": "localhost"})
    catcher.to.clear()

    world.sign("Omar Abdi")
    world.sent(world.letter(Line("all"), Line("list")))

    assert catcher.to == ["omar@example.org"]
    assert Card.objects.filter(pk=card.pk).exists()
    assert Quiet.objects.count() == 1


def test_known_and_unknown_links_get_the_same_answer(world: World) -> None:
    card, letter = world.sign("Rosa Núñez"), world.letter()
    unknown = tokens.link_of(card.pk, tokens.new_secret())
    answers = [
        (page.status_code, page.content.replace(link.encode(), b""))
        for link in (leave_link(card), unknown, "x" * 43, "nonsense")
        for page in (
            Client().get(address(letter, link), headers={"host": "localhost"}),
            Client().post(address(letter, link), headers={"host": "localhost"}),
        )
    ]

    assert len(set(answers[::2])) == 1
    assert len(set(answers[1::2])) == 1


def test_the_link_of_a_forwarded_letter_opens_nothing_else(world: World) -> None:
    card = world.sign("Rosa Núñez")

    for name in ("yours", "withdraw", "confirm", "name", "leave"):
        with override("es"):
            page = reverse(f"supporters:{name}", args=[leave_link(card)])
        assert Client().get(page, headers={"host": "localhost"}).status_code in (404, 302)
    assert Card.objects.filter(pk=card.pk).exists()


def test_a_letter_of_the_list_offers_fewer_of_them_and_a_forwarded_one_opens_nothing(
    world: World, catcher: Catcher
) -> None:
    card = world.join("Rosa Núñez")
    world.sent(world.letter(belongs="list"))
    [mail] = catcher.caught
    part = mail.get_body(("plain",))
    assert part is not None
    assert "http://localhost/es/my-letters/" in part.get_content()
    html = mail.get_body(("html",))
    assert html is not None
    assert 'href="http://localhost/es/my-letters/"' in html.get_content()
    page = Client().get(from_mail(catcher, "rosa@example.org"), headers={"host": "localhost"})
    assert 'href="/es/my-letters/"' in page.text
    opened = Client().get("/es/my-letters/", headers={"host": "localhost"})
    assert "rosa" not in opened.text.lower()
    assert tokens.link_of(card.pk, b"x" * 16)[:20] not in opened.text


def test_a_letter_of_a_campaign_offers_no_wishes_for_it_has_none(
    world: World, catcher: Catcher
) -> None:
    world.sign("Rosa Núñez")
    world.sent(world.letter())
    assert "my-letters" not in str(catcher.caught[0])
    page = Client().get(from_mail(catcher, "rosa@example.org"), headers={"host": "localhost"})
    assert "my-letters" not in page.text


def test_pressing_twice_counts_once(world: World) -> None:
    card, letter = world.sign("Rosa Núñez"), world.letter()
    for _ in range(2):
        Client().post(address(letter, leave_link(card)), headers={"host": "localhost"})

    assert MailOut.objects.get(pk=letter.pk).left_count == 1


def test_the_wish_goes_with_the_card(world: World) -> None:
    card, letter = world.sign("Rosa Núñez"), world.letter()
    Client().post(address(letter, leave_link(card)), headers={"host": "localhost"})
    remove_card(card)

    assert forget_gone() == 1
    assert not Quiet.objects.exists()


def address(letter: MailOut, link: str) -> str:
    with override("en"):
        return reverse("mailouts:leave", args=[letter.pk, link])
