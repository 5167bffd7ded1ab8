"""Two ways of reading the form judge alike: the quick one, and the one that is shown again."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.petitions.forms import SignForm, read_whole
from amparo.petitions.keeping import KEPT
from amparo.web.models import Coalition
from tests.petitions.signer import HERS

PARTNERS = [("7", "St. Olaf"), ("9", "Faith in Rice County")]
TYPED = {
    "name": st.one_of(st.just("Rosa"), st.text(max_size=90)),
    "email": st.sampled_from(["rosa@example.com", "", "rosa@", "Rosa+a@EXAMPLE.com", "a b@c.de"]),
    "phone": st.sampled_from(["", "612-555-0142", "12", "+52 55 5555 5555"]),
    "town": st.one_of(st.just("Northfield"), st.text(max_size=70)),
    "county": st.sampled_from(["27131", "", "99999", "x"]),
    "visibility": st.sampled_from(["public", "secret", "everybody", ""]),
    "comment": st.text(max_size=40),
    "wants_news": st.sampled_from(["on", ""]),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("minnesota")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.fixed_dictionaries(TYPED), st.lists(st.sampled_from(["7", "9", "8"]), max_size=2))
def test_the_quick_reading_finds_what_the_form_finds(typed, ticked):
    data = QueryDict(mutable=True)
    data.update({name: value for name, value in typed.items() if value})
    data.setlist("partner_news", ticked)

    form = SignForm(data, partners=PARTNERS)
    read = read_whole(data, partners=PARTNERS)

    assert (read is not None) == form.is_valid()
    assert read is None or read == form.cleaned_data


@pytest.mark.django_db
@pytest.mark.usefixtures("minnesota")
def test_what_we_keep_names_every_field_of_the_form():
    fields = set(SignForm(partners=PARTNERS).fields)

    assert {line.field for line in KEPT} == fields
    assert set(HERS) <= fields


@pytest.mark.django_db
def test_a_coalition_without_a_state_asks_for_no_county():
    Coalition.forget_kept()
    typed = {"name": "Rosa", "email": "rosa@example.com", "town": "X", "visibility": "counted"}
    data = QueryDict(mutable=True)
    data.update(typed | {"county": "27131"})

    assert "county" not in SignForm().fields
    assert read_whole(data, partners=[]) is not None
