"""The desk: a wording watched in two minutes, sightings decided, stops put in, errors said."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.desk.sightings.queue import todos
from amparo.sightings.models import Origin, Sighting, Standing, Stop, WatchedText
from amparo.sightings.operations.catching_up import search_waiting
from tests.bills.making import BODY, PROVISION
from tests.makers import make_alma, make_beto
from tests.sightings.making import OTHER, seen, store, watch_provision

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
NAMED = {
    "en-title": "Sharing every list", "en-does": "", "es-title": "Entregar cada lista",
    "es-does": "",
}  # fmt: skip
STOP = {
    "movement": "left", "starts_on": "", "ends_on": "2011-07-01", "bill": "", "source": "",
    "en-label": "The budget offer", "en-note": "", "es-label": "", "es-note": "",
}  # fmt: skip


@pytest.fixture
def alma() -> Client:
    client = Client()
    client.force_login(make_alma(timezone.now()))
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def test_a_pasted_wording_is_watched_and_found_in_what_is_stored(alma, now):
    store(now, "SF 1", BODY, on=date(2020, 2, 1))
    response = alma.post(at("watch-new"), {**NAMED, "body": PROVISION})
    watch = WatchedText.objects.get()
    assert response.url == at("watch", watch.pk)
    assert "waits for the worker" in alma.get(response.url).content.decode()
    search_waiting(now)
    page = alma.get(response.url).content.decode()
    assert "Reappears, 100 %" in page
    assert "SF 1" in page
    assert Entry.objects.filter(verb="sightings.watch").exists()


def test_a_model_bill_is_watched_like_any_wording_and_says_that_it_is_one(alma, now):
    store(now, "SF 1", BODY, on=date(2020, 2, 1))
    response = alma.post(at("watch-new"), {**NAMED, "body": PROVISION, "is_model": "on"})
    watch = WatchedText.objects.get()
    assert watch.origin == Origin.MODEL
    search_waiting(now)
    page = alma.get(response.url).content.decode()
    assert "A model bill" in page
    assert "Reappears, 100 %" in page


def test_too_few_words_are_refused_beside_the_field_and_kept(alma):
    response = alma.post(at("watch-new"), {**NAMED, "body": "only these few words"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "too few words" in page
    assert "only these few words" in page
    assert not WatchedText.objects.exists()


@pytest.mark.parametrize("naughty", ["<script>alert(1)</script> " * 8, "\u202e\x00 {{ x }} " * 9])
def test_markup_in_a_wording_is_only_text(alma, now, naughty):
    alma.post(at("watch-new"), {**NAMED, "en-title": naughty[:100], "body": PROVISION + naughty})
    for watch in WatchedText.objects.all():
        page = alma.get(at("watch", watch.pk)).content.decode()
        assert "<script>alert" not in page


def test_a_part_of_a_text_is_chosen_without_scripts(alma, now):
    text = store(now, "SF 1", BODY, on=date(2026, 2, 1))
    page = alma.get(at("watch-select", text.pk)).content.decode()
    part = text.provisions.get()
    link = f"{at('watch-selected', text.pk)}?start={part.start}&amp;end={part.end}"
    assert link in page
    form = alma.get(link.replace("&amp;", "&")).content.decode()
    assert "The state shall share every list" in form
    response = alma.post(
        at("watch-selected", text.pk), {**NAMED, "start": part.start, "end": part.end}
    )
    watch = WatchedText.objects.get()
    assert response.url == at("watch", watch.pk)
    assert watch.body == text.body[part.start : part.end]


def test_places_that_lie_outside_of_the_text_are_refused(alma, now):
    text = store(now, "SF 1", BODY, on=date(2026, 2, 1))
    response = alma.post(at("watch-selected", text.pk), {**NAMED, "start": 5, "end": 10**6})
    assert response.status_code == 422
    assert "choose words of this text" in response.content.decode()
    assert alma.get(f"{at('watch-selected', text.pk)}?start=x&end=").status_code == 200


def test_a_sighting_shows_both_texts_marked_and_is_confirmed(alma, now):
    watch_provision(now)
    changed = PROVISION.replace("every list", "every single list").replace(" on behalf", "")
    sighting = seen(store(now, "SF 5", f"{OTHER}\n{changed}", on=date(2026, 1, 5)))
    page = alma.get(at("sighting", sighting.pk)).content.decode()
    assert "<sup>1</sup>" in page
    assert "dropped:" in page
    assert "added:" in page
    assert f"{sighting.percent} % of the watched words are there" in page
    alma.post(at("sighting-decide", sighting.pk), {"what": "confirm"})
    sighting.refresh_from_db()
    assert sighting.standing == Standing.CONFIRMED
    again = alma.post(at("sighting-decide", sighting.pk), {"what": "mute"}, follow=True)
    assert "Somebody decided it a moment ago" in again.content.decode()
    alma.post(at("sighting-take-back", sighting.pk))
    sighting.refresh_from_db()
    assert sighting.standing == Standing.WAITING


def test_not_this_puts_it_aside_with_its_formula(alma, now):
    watch = watch_provision(now)
    sighting = seen(store(now, "SF 5", BODY, on=date(2026, 1, 5)))
    alma.post(at("sighting-decide", sighting.pk), {"what": "mute", "is_formula": "on"})
    assert Sighting.objects.get().standing == Standing.MUTED
    assert watch.muted.exists()


def test_the_start_page_says_what_reappeared(alma, now):
    watch_provision(now)
    store(now, "SF 5", BODY, on=date(2026, 1, 5))
    organizer, volunteer = (each for each in (alma_of(alma), make_beto(now)))
    (todo,) = todos(organizer, now)
    assert "reappears in 1 text" in todo.text
    assert alma.get(todo.url).status_code == 200
    assert not list(todos(volunteer, now))


def test_a_stop_by_hand_stands_on_the_road_and_can_go(alma, now):
    watch = watch_provision(now)
    alma.post(at("stop-new", watch.pk), STOP)
    stop = Stop.objects.get()
    page = alma.get(at("watch", watch.pk)).content.decode()
    assert "The budget offer" in page
    assert "sometime before" in page
    assert alma.get(at("stop", watch.pk, stop.pk)).status_code == 200
    refused = alma.post(at("stop", watch.pk, stop.pk), {**STOP, "en-label": ""})
    assert refused.status_code == 422
    alma.post(at("stop-remove", watch.pk, stop.pk))
    assert not Stop.objects.exists()


def test_a_watched_text_is_named_ended_begun_again_and_removed(alma, now):
    watch = watch_provision(now)
    alma.post(at("watch-edit", watch.pk), {**NAMED, "en-title": "Lists", "is_public": "on"})
    watch.refresh_from_db()
    assert (watch.is_public, watch.words.get(language="en").title) == (True, "Lists")
    alma.post(at("watch-end", watch.pk))
    assert seen(store(now, "SF 9", BODY, on=date(2026, 1, 9))) is None
    alma.post(at("watch-resume", watch.pk))
    search_waiting(now)
    assert watch.sightings.count() == 1
    alma.post(at("watch-search", watch.pk))
    assert "Remove this watched text" in alma.get(at("watch-remove", watch.pk)).content.decode()
    alma.post(at("watch-remove", watch.pk))
    assert not WatchedText.objects.exists()


def test_lists_filter_and_export(alma, now):
    watch = watch_provision(now)
    store(now, "SF 5", BODY, on=date(2026, 1, 5))
    assert "Sharing every list" in alma.get(at("watches")).content.decode()
    exported = alma.get(f"{at('sightings')}?export=csv&watch={watch.pk}").content.decode()
    assert "SF 5" in exported
    assert "SF 5" not in alma.get(f"{at('sightings')}?state=muted").content.decode()


def alma_of(client: Client):
    from amparo.accounts.models import User

    return User.objects.get(pk=client.session["_auth_user_id"])
