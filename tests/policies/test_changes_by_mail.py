"""Who logs in may hear once a week what changed: only then, once, of the state that she chose."""

from datetime import timedelta

from django.utils import timezone

from amparo.outbox.models import Waiting
from amparo.policies.changing import changes
from amparo.policies.emails import what_changed
from amparo.policies.models import FactChange, Watch
from amparo.policies.operations.watching import send_digests, unwatch, watch
from tests.makers import make_beto


def letters():
    return Waiting.objects.count()


def a_week_ago(mn):
    day = timezone.localdate(mn.now) - timedelta(days=7)
    FactChange.objects.update(changed_on=day + timedelta(days=1))
    return day


def test_a_letter_goes_once_to_who_asked_for_it(mn):
    beto = make_beto(mn.now)
    mn.fact("detainers", "never")
    watch(beto, "MN", a_week_ago(mn))
    assert send_digests(mn.now) == 1
    assert send_digests(mn.now) == 0
    assert letters() == 1


def test_nobody_gets_a_letter_of_nothing_nor_of_another_state(mn):
    watch(make_beto(mn.now), "WI", timezone.localdate(mn.now) - timedelta(days=7))
    mn.fact("detainers", "never")
    a_week_ago(mn)
    assert send_digests(mn.now) == 0
    assert letters() == 0


def test_who_ends_it_or_left_hears_no_more(mn):
    beto = make_beto(mn.now)
    mn.fact("detainers", "never")
    watch(beto, "", a_week_ago(mn))
    type(beto).objects.filter(pk=beto.pk).update(is_active=False, left_on=mn.now.date())
    assert send_digests(mn.now) == 0
    unwatch(beto)
    assert not Watch.objects.exists()


def test_the_letter_is_in_her_language_and_names_the_county(mn):
    beto = make_beto(mn.now)
    beto.preferred_language = "es"
    mn.fact("detainers", "never")
    letter = what_changed(changes("MN"), to=beto, state="MN")
    assert letter.subject == "Qué cambió hace poco: Minnesota"
    assert "Rice County" in letter.text
    assert "/es/policies/mn/rice-county-" in letter.html


def test_at_the_desk_one_chooses_for_oneself(client, mn):
    client.force_login(make_beto(mn.now))
    page = client.get("/desk/policies/by-mail/").content.decode()
    assert "Escríbanme una vez por semana" in page  # Beto reads Spanish
    assert client.post("/desk/policies/by-mail/", {"of": "MN"}).status_code == 302
    assert Watch.objects.get().state == "MN"
    assert client.post("/desk/policies/by-mail/", {"of": "xx"}).status_code == 422
    assert client.post("/desk/policies/by-mail/", {"of": ""}).status_code == 302
    assert not Watch.objects.exists()
