"""Organizations: their names, their logos, the coalitions that they belong to."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.utils.translation import override

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.lib.dates import DateWindow
from amparo.organizations.models import Membership, Organization
from amparo.organizations.operations import (
    Called,
    remove_organization,
    save_organization,
    set_membership,
)
from amparo.organizations.sorting import sort_key, whole_year
from tests.makers import make_organization, make_picture

pytestmark = pytest.mark.django_db


def test_an_organization_is_called_by_its_name_in_the_readers_language():
    parish = make_organization("Parish of the Visitation", spanish="Parroquia de la Visitación")
    with override("es"):
        assert parish.name == "Parroquia de la Visitación"
    with override("en"):
        assert parish.name == "Parish of the Visitation"


def test_one_name_serves_both_languages_where_there_is_no_other():
    with override("es"):
        assert make_organization("Casa del Río").name == "Casa del Río"


def test_a_name_that_is_taken_out_is_gone():
    parish = make_organization("Parish", spanish="Parroquia")
    save_organization(parish, names={"en": Called("Parish"), "es": Called("")}, actor=WORKER)
    assert list(parish.names.values_list("language", flat=True)) == ["en"]


def test_a_list_is_in_the_order_in_which_people_look():
    for name in ("The Zion Church", "El Árbol", "Advocates", "Ángeles del Norte"):
        make_organization(name)
    names = [each.name for each in Organization.objects.all()]
    assert names == ["Advocates", "Ángeles del Norte", "El Árbol", "The Zion Church"]
    assert sort_key("La Asamblea") == "asamblea"


def test_a_new_logo_takes_the_old_one_off_the_disk(django_capture_on_commit_callbacks):
    union = make_organization("Union")
    save_organization(union, names={"en": Called("Union")}, actor=WORKER, logo=make_picture())
    old = union.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        save_organization(union, names={"en": Called("Union")}, actor=WORKER, logo=make_picture())
    assert not default_storage.exists(old)
    assert default_storage.exists(union.logo.name)
    with django_capture_on_commit_callbacks(execute=True):
        save_organization(union, names={"en": Called("Union")}, actor=WORKER, drops_logo=True)
    assert not union.logo


def test_an_organization_may_belong_to_many_coalitions_and_found_one():
    us = make_organization("Us", is_us=True)
    first = make_organization("Decriminalizing Coalition", kind="coalition")
    second = make_organization("Interfaith Table", kind="coalition")
    year = DateWindow(date(2018, 1, 1), date(2018, 12, 31))
    set_membership(member=us, coalition=first, role="co-founder", since=year, actor=WORKER)
    set_membership(member=us, coalition=second, role="member", since=DateWindow(), actor=WORKER)
    assert us.memberships.count() == 2
    assert us.memberships.get(coalition=first).since_year == 2018


def test_a_membership_said_twice_is_one():
    us, coalition = make_organization("Us"), make_organization("Table", kind="coalition")
    for role in ("member", "co-founder"):
        set_membership(member=us, coalition=coalition, role=role, since=DateWindow(), actor=WORKER)
    assert Membership.objects.get().role == "co-founder"


def test_who_left_is_no_member_from_that_day_on():
    us, coalition = make_organization("Us"), make_organization("Table", kind="coalition")
    set_membership(
        member=us, coalition=coalition, role="member", since=DateWindow(), actor=WORKER,
        left_on=date(2026, 3, 1),
    )  # fmt: skip
    assert not Membership.objects.current(date(2026, 3, 1)).exists()
    assert Membership.objects.current(date(2026, 2, 28)).exists()


def test_no_coalition_belongs_to_itself():
    table = make_organization("Table", kind="coalition")
    with pytest.raises(IntegrityError):
        set_membership(
            member=table, coalition=table, role="member", since=DateWindow(), actor=WORKER
        )


def test_only_one_organization_is_us():
    make_organization("Us", is_us=True)
    with pytest.raises(IntegrityError):
        make_organization("Also us", is_us=True)


def test_every_change_is_in_the_log():
    parish = make_organization("Parish")
    save_organization(parish, names={"en": Called("Parish")}, actor=WORKER)
    remove_organization(parish, actor=WORKER)
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["organizations.add", "organizations.change", "organizations.remove"]


def test_a_year_is_a_window_that_is_said_as_a_year():
    assert whole_year(DateWindow(date(2018, 1, 1), date(2018, 12, 31))) == 2018
    assert whole_year(DateWindow(date(2018, 1, 1), date(2018, 12, 30))) is None
    assert whole_year(DateWindow()) is None


def test_organizations_with_a_place_stand_before_the_alphabet() -> None:
    make_organization("Alianza")
    make_organization("Zion Church", place=2)
    make_organization("Mesa de Vecinos", place=1)
    names = [each.name for each in Organization.objects.with_names()]
    assert names == ["Mesa de Vecinos", "Zion Church", "Alianza"]
