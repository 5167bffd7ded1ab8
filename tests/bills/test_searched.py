"""What the search finds of bills: those that we follow, by number and in plain words."""

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.bills.models import Bill
from amparo.bills.operations.bills import Words, change_bill
from amparo.web.searchindex import find, keep_in_step
from tests.bills.making import make_bill, make_session

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def found(words: str, language: str) -> set[tuple[str, str]]:
    return {(each.kind, each.path) for each in find(words, language, NOW)}


def test_a_followed_bill_is_found_by_its_number_and_by_what_it_does_in_each_language() -> None:
    bill = make_bill(NOW, "SF 1143", session=make_session("2011-2012"))
    words = {
        "en": Words("Fingerprints to ICE", "Every county sends them.", "It parts families."),
        "es": Words("Huellas para ICE", "Cada condado las manda.", "Separa familias."),
    }
    change_bill(bill, words=words, actor=WORKER)
    keep_in_step(NOW)

    english = ("Bill", "/en/bills/mn/2011-2012/sf1143/")
    spanish = ("Proyecto de ley", "/es/bills/mn/2011-2012/sf1143/")
    assert english in found("SF1143", "en")
    assert english in found("counties", "en")
    assert spanish in found("huella", "es")
    assert spanish in found("SF 1143", "es")
    assert spanish not in found("counties", "es")


def test_a_bill_that_nobody_follows_any_more_is_not_found_from_that_moment() -> None:
    bill = make_bill(NOW, "SF 1143")
    keep_in_step(NOW)
    assert found("SF 1143", "en")

    Bill.objects.filter(pk=bill.pk).update(is_followed=False)

    assert not found("SF 1143", "en")


def test_new_plain_words_are_found_though_no_source_was_looked_at() -> None:
    bill = make_bill(NOW, "SF 1143")
    keep_in_step(NOW)
    change_bill(bill, words={"es": Words("Huellas para ICE")}, actor=WORKER)
    keep_in_step(NOW)

    assert found("huellas", "es")
