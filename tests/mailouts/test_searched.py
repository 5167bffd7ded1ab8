"""Letters with a page of their own are found by their words, without whoever reads them."""

import pytest
from django.utils import timezone

from amparo.mailouts.models import MailOut
from amparo.web.searchindex import Found, find, keep_in_step
from tests.mailouts.world import World

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def letters(words: str, world: World, language: str = "es") -> list[Found]:
    return [each for each in find(words, language, world.now) if "/mailings/" in each.path]


def test_a_public_letter_is_found_once_it_went(world: World) -> None:
    letter = world.letter(belongs="list", is_public=True)
    keep_in_step(world.now)
    assert letters("junta martes", world) == []
    MailOut.objects.filter(pk=letter.pk).update(published_on=timezone.localdate(world.now))
    keep_in_step(world.now)
    [found] = letters("junta martes", world)
    assert found.path == f"/es/mailings/{letter.pk}/"
    assert "nombre" not in found.summary, "no placeholder stands in it"
    [english] = letters("neighbor", world, "en")
    assert english.title == "The board votes on Tuesday"


def test_a_letter_that_is_no_page_any_more_is_not_found(world: World) -> None:
    letter = world.letter(belongs="list", is_public=True)
    MailOut.objects.filter(pk=letter.pk).update(published_on=timezone.localdate(world.now))
    keep_in_step(world.now)
    MailOut.objects.filter(pk=letter.pk).update(is_public=False)
    assert letters("junta martes", world) == []


def test_a_letter_of_a_closed_campaign_is_found_no_longer_than_it_is_seen(world: World) -> None:
    letter = world.letter(is_public=True)
    MailOut.objects.filter(pk=letter.pk).update(published_on=timezone.localdate(world.now))
    keep_in_step(world.now)
    assert [each.path for each in letters("junta martes", world)] == [f"/es/mailings/{letter.pk}/"]
    world.campaign.state = "draft"
    world.campaign.save()
    assert letters("junta martes", world) == []
