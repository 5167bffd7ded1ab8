"""A legal text is stored whole, once, with its numbered parts, and whoever listens hears of it."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.utils import timezone

from amparo.bills import texts
from amparo.bills.models import LegalText, TextIsNeverEdited
from amparo.bills.operations.texts import CannotStore, store_text
from tests.bills.making import BODY, PROVISION, make_bill, make_text

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def test_a_stored_text_knows_its_parts_by_their_offsets() -> None:
    text = make_text(NOW, make_bill(NOW))

    part = text.provisions.get()
    assert (part.number, part.heading, part.statute) == ("Section 1", "LISTS; SHARING", "13.99")
    assert PROVISION in text.body[part.start : part.end]
    assert text.word_count == len(BODY.split())


def test_a_printing_is_never_edited() -> None:
    text = make_text(NOW, make_bill(NOW))
    text.body = "Something else."

    with pytest.raises(TextIsNeverEdited):
        text.save()
    with pytest.raises(CannotStore):
        store_text(text, "Something else.", now=NOW)

    text.refresh_from_db()
    assert text.body == BODY


def test_the_same_words_again_change_nothing() -> None:
    text = make_text(NOW, make_bill(NOW))

    store_text(text, BODY, now=NOW)

    assert text.provisions.count() == 1


def test_a_link_is_filled_once_with_its_words() -> None:
    bill = make_bill(NOW)
    link = LegalText.objects.create(bill=bill, label="Introduced", checked_on=NOW.date())
    assert not LegalText.objects.stored().exists()

    store_text(link, BODY, now=NOW)

    assert LegalText.objects.stored().get().provisions.count() == 1


@pytest.mark.parametrize("nothing", ["", " \n\t "])
def test_a_text_without_words_is_not_stored(nothing: str) -> None:
    with pytest.raises(CannotStore):
        make_text(NOW, make_bill(NOW), nothing)

    assert not LegalText.objects.exists()


def test_a_listener_hears_of_each_text_once_and_again_where_it_failed() -> None:
    heard: list[str] = []

    def listen(told: Sequence[LegalText], now: datetime) -> None:
        heard.extend(text.label for text in told)
        if len(heard) == 1:
            raise ValueError

    texts.register(texts.Listener("test", listen))
    try:
        make_text(NOW, make_bill(NOW))
        counts = [texts.tell_listeners(NOW) for _ in range(3)]
    finally:
        texts.forget("test")

    assert heard == ["Introduced", "Introduced"]
    assert counts == [0, 1, 0]


def test_one_text_that_a_listener_cannot_bear_holds_up_no_other() -> None:
    heard: list[str] = []

    def listen(told: Sequence[LegalText], now: datetime) -> None:
        if any(text.label == "A trap" for text in told):
            raise ValueError
        heard.extend(text.label for text in told)

    texts.register(texts.Listener("test", listen))
    try:
        bill = make_bill(NOW)
        for label in ("Introduced", "A trap", "1st engrossment"):
            make_text(NOW, bill, f"{BODY} {label}", label=label)
        assert texts.tell_everything(NOW) == 2
    finally:
        texts.forget("test")

    assert sorted(heard) == ["1st engrossment", "Introduced"]
    assert LegalText.objects.unannounced().get().label == "A trap"


def test_long_texts_are_told_of_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once: list[int] = []
    monkeypatch.setattr(texts, "WORDS_AT_A_TIME", 100)
    texts.register(texts.Listener("test", lambda told, now: at_once.append(len(told))))
    try:
        bill = make_bill(NOW)
        for number in range(4):
            make_text(NOW, bill, f"{BODY} {number}", label=str(number))
        texts.tell_everything(NOW)
    finally:
        texts.forget("test")

    assert len(BODY.split()) < 100 < 3 * len(BODY.split())
    assert sum(at_once) == 4
    assert max(at_once) <= 2
