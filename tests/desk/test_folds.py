"""What few people fill in is folded away; what is wrong or was filled in never is. An ask's web
address is made from its title where nobody typed one."""

from datetime import datetime

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.desk import callins, gatherings, petitions, pledges, signons  # noqa: F401 - they register
from amparo.desk.asks import registry
from amparo.desk.folds import folds, unfolded
from amparo.petitions.models import Petition
from tests.makers import make_alma, make_campaign, make_case, make_keys

ASKS = pytest.mark.parametrize(
    "name", ["petition", "letter", "callin", "gathering", "platform", "resolution"]
)
NEEDED = {
    "gathering": {"kind": "vigil"},
    "letter": {"form": "letter", "takes_organizations": "on", "arrangement": "states"},
}


@pytest.fixture
def now() -> datetime:
    now = timezone.now()
    make_keys(now)
    return now


class Form(forms.Form):
    FOLDS = (("Seldom", ("zone", "places")), ("Never", ("nothing",)))
    title = forms.CharField()
    zone = forms.CharField(required=False, initial="Chicago")
    places = forms.IntegerField(required=False)


@pytest.mark.parametrize(
    ("form", "is_open"),
    [
        (Form(), False),
        (Form(initial={"places": 30}), True),
        (Form(initial={"zone": "Denver"}), True),
        (Form({"title": "Vigil", "zone": "Chicago", "places": ""}), False),
        (Form({"title": "", "zone": "Chicago", "places": ""}), False),
        (Form({"title": "Vigil", "zone": "Chicago", "places": "many"}), True),
    ],
)
def test_a_fold_opens_where_something_is_wrong_or_filled_in(form: Form, is_open: bool) -> None:
    [fold] = folds(form)
    assert [field.name for field in unfolded(form)] == ["title"]
    assert [field.name for field in fold.fields] == ["zone", "places"]
    assert fold.is_open is is_open


@ASKS
def test_every_field_that_is_folded_is_there_and_folded_once(name: str) -> None:
    desk = registry._desks[name]
    for form in (desk.facts_form, desk.words_form):
        named = [field for _heading, names in getattr(form, "FOLDS", ()) for field in names]
        assert len(named) == len(set(named))
        assert set(named) <= set(form.base_fields)


@pytest.mark.django_db(databases=["default", "keyring"])
@ASKS
def test_a_title_alone_makes_an_address_and_the_next_one_another(name: str, now: datetime) -> None:
    alma, campaign = Client(), make_campaign(now)
    alma.force_login(make_alma(now))
    kept: list[str] = []
    for title in ("¡Vecinos, no sospechosos!", "Vecinos no sospechosos", "…"):
        typed = {"campaign": str(campaign.pk), "es-title": title} | NEEDED.get(name, {})
        answer = alma.post(reverse(f"desk:{name}-new"), typed)
        assert answer.status_code == 302, answer.content.decode()
        kept.append(registry._desks[name].model.objects.exclude(slug__in=kept).get().slug)
    assert kept == ["vecinos-no-sospechosos", "vecinos-no-sospechosos-2", name]


@pytest.mark.django_db(databases=["default", "keyring"])
def test_in_a_case_no_address_is_made_of_a_name(now: datetime) -> None:
    alma = Client()
    alma.force_login(make_alma(now))
    case, _once = make_case(now, slug="at-home-in-big-lake")
    typed = {"campaign": str(case.pk), "en-title": "Let Rosa Núñez Pérez stay"}
    alma.post(reverse("desk:petition-new"), typed)
    assert Petition.objects.get().slug == "at-home-in-big-lake"
