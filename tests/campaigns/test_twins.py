"""Languages in step: what differs between the texts of a campaign or an ask is said."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from amparo.audit.actors import WORKER
from amparo.callins.models import CallIn
from amparo.callins.operations.targets import Whom
from amparo.campaigns.actions import asks
from amparo.campaigns.models import Milestone
from amparo.campaigns.operations.campaigns import Words, write_words
from amparo.campaigns.operations.parts import MilestoneWords, add_target, save_milestone
from amparo.campaigns.operations.records import News, post_update
from amparo.campaigns.twins import compare
from amparo.lib.dates import DateWindow
from amparo.pledges.models import PlankText
from tests.makers import make_callin, make_campaign, make_keys, make_office, make_petition
from tests.pledges.makers import make_platform, read

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def written(summary_en: str, summary_es: str):
    now = timezone.now()
    campaign = make_campaign(now)
    add_target(campaign, make_office(now), actor=WORKER)
    words = {
        "en": Words("Title", "Aim.", summary_en),
        "es": Words("Título", "Propósito.", summary_es),
    }
    write_words(campaign, words, actor=WORKER, now=now + timedelta(hours=1))
    return campaign


def test_twins_that_say_the_same_are_in_step():
    campaign = written(
        "The vote is on June 21, 2027. Call 507-555-0110.",
        "La votación es el 21 de junio de 2027. Llame al 507-555-0110.",
    )
    assert compare(campaign).is_in_step


def test_a_year_that_differs_is_shown_with_both_words():
    campaign = written("Since June 21, 2011.", "Desde el 21 de junio de 2012.")
    (note,) = compare(campaign).notes
    assert note.field == "Summary"
    assert "June 21, 2011" in note.words
    assert "21 de junio de 2012" in note.words
    with override("es"):
        (note,) = compare(campaign).notes
    assert note.words.startswith("Fecha: ")


def test_a_place_or_a_bill_that_only_one_of_them_names_is_shown():
    campaign = written("In Rice County, SF 1143.", "En el condado.")
    words = "\n".join(note.words for note in compare(campaign).notes)
    assert "Rice" in words
    assert "SF 1143" in words
    assert "EN and not in ES" in words


def test_the_text_that_was_not_touched_since_is_older():
    now = timezone.now()
    campaign = make_campaign(now)
    words = {"en": Words("New title", "Aim.", "Summary.")}
    write_words(campaign, words, actor=WORKER, now=now + timedelta(days=2))
    report = compare(campaign)
    assert report.older == ["es"]
    assert not report.is_in_step


def test_a_language_without_its_text_is_missing_and_not_different():
    now = timezone.now()
    make_keys(now)
    petition = make_petition(now, languages="en")
    report = compare(petition)
    assert report.missing == ["es"]
    assert report.notes == []


def test_every_part_of_an_ask_is_compared_and_called_as_at_the_desk():
    now = timezone.now()
    callin = make_callin(now, make_campaign(now), [Whom(make_office(now))])
    texts = {"en": "Vote on June 3, 2027.", "es": "La votación es el 4 de junio de 2027."}
    for language, closing in texts.items():
        callin.texts.filter(language=language).update(closing=closing)
    with override("en"):
        notes = compare(asks(CallIn).with_words().get()).notes
    (note,) = [each for each in notes if each.difference.kind == "date"]
    assert note.field == "How one ends"
    assert "June 3, 2027" in note.words


def test_planks_are_compared_one_by_one():
    platform = make_platform(timezone.now())
    text = PlankText.objects.get(plank__platform=platform, plank__number=2, language="es")
    PlankText.objects.filter(pk=text.pk).update(body="Porque hace daño desde el 1 de mayo de 2019.")
    other = PlankText.objects.filter(plank=text.plank, language="en")
    other.update(body="Because it harms since May 1, 2018.")
    with override("en"):
        (note,) = compare(read(platform)).notes
    assert note.field == "Plank 2"
    assert "2018" in note.words


def test_what_came_after_is_compared_too_and_named_by_its_day():
    now = timezone.now()
    make_keys(now)
    petition = make_petition(now)
    news = {"en": News("The vote", "It is at 7 p.m."), "es": News("El voto", "Es a las 6 p. m.")}
    post_update(petition, news=news, posted_on=date(2026, 3, 5), actor=WORKER)
    with override("en"):
        (note,) = compare(petition).notes
    assert note.field == "Update · March 5, 2026"
    assert "7 p.m." in note.words


def test_a_milestone_is_compared_and_named_by_its_title():
    campaign = written("Summary.", "Resumen.")
    words = {
        "en": MilestoneWords("Hearing", "In room 120."),
        "es": MilestoneWords("Audiencia", "En el salón 210."),
    }
    window = DateWindow(date(2026, 3, 5), None)
    save_milestone(Milestone(campaign=campaign), window=window, words=words, actor=WORKER)
    with override("es"):
        notes = compare(campaign).notes
    assert {note.field for note in notes} == {"Hito · Audiencia"}
