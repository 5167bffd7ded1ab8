"""Offices and who holds them."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from amparo.audit.actors import WORKER
from amparo.officials.models import Office, Official
from amparo.officials.operations import OfficeCalled, remove, save_office
from tests.makers import make_office, make_official

pytestmark = pytest.mark.django_db


def test_an_office_has_its_name_and_its_holders_title_in_each_language():
    office = make_office(timezone.now(), spanish="Oficina del sheriff de Rice")
    with override("es"):
        assert office.name == "Oficina del sheriff de Rice"
        assert office.holder_title == "Sheriff del condado de Rice"


def test_an_official_is_reached_at_the_office_unless_she_has_a_telephone_of_her_own():
    now = timezone.now()
    official = make_official(now, make_office(now))
    assert official.best_phone == "+15075550110"
    official.phone = "+15075550111"
    assert official.best_phone == "+15075550111"


def test_a_name_taken_out_is_gone_and_a_new_one_stands_in_its_place():
    office = make_office(timezone.now(), spanish="Oficina")
    save_office(office, names={"en": OfficeCalled("Sheriff of Rice")}, actor=WORKER)
    assert list(office.names.values_list("name", flat=True)) == ["Sheriff of Rice"]


def test_what_nothing_names_can_be_removed():
    now = timezone.now()
    office = make_office(now)
    official = make_official(now, office)
    remove(official, actor=WORKER)
    remove(office, actor=WORKER)
    assert not Office.objects.exists()
    assert not Official.objects.exists()


def test_what_logs_keep_of_an_official_is_no_name():
    now = timezone.now()
    assert "Pat" not in str(make_official(now, make_office(now)))
