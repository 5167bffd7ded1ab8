"""Who approves a letter sees all that goes with it; nothing of a reader stands in a subject."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from amparo.mailouts.models import MailOut
from amparo.mailouts.wording import content_hash
from amparo.supporters.models import Card, Topic
from amparo.supporters.operations import Submission, receive, the_list
from tests.desk.test_keys import logged_in, text_of
from tests.desk.test_mailouts import WRITTEN, at, post, signed, written
from tests.desk.test_supporters import Signed

__all__ = ["signed"]

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

NEXT_YEAR = datetime(2031, 5, 6, 18, 30, tzinfo=UTC)


def test_nothing_of_a_reader_stands_in_a_subject(signed: Signed) -> None:
    client = logged_in(signed.desk.alma)
    address = f"{reverse('desk:mailout-new')}?ask=petition:{signed.petition.pk}"
    for name in ("en-subject", "en-preheader"):
        answer = client.post(address, {**WRITTEN, name: "For {name|neighbors} of {county}"})
        page = text_of(answer)
        assert answer.status_code == 422
        assert "This is the same for every reader" in page
        assert "For {name|neighbors} of {county}" in page, "what was typed stays"
    assert not MailOut.objects.exists()


def test_who_approves_sees_all_that_is_approved(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    letter = written(
        signed,
        blocks=f"petition:{signed.petition.pk}",
        is_public="on",
        per_minute="77",
        send_at="2031-05-06T18:30",
    )
    post(logged_in(signed.desk.alma), letter, "-ask")
    page = text_of(logged_in(signed.desk.teo).get(at(letter, "-approve")))
    assert "Below it" in page
    assert "End the agreement" in page
    assert "Sign the petition" in page, "the button of what stands below"
    for what, how in (
        ("When it should go", "6:30"),
        ("Letters a minute, at most", "77"),
        ("A page on our site once it goes", "Yes"),
    ):
        assert how in page[page.index(what) :][:120]
    assert "Urgent" not in page, "a letter of a campaign asks nobody's wishes"


def test_who_approves_a_letter_to_the_list_sees_its_topic_and_whether_it_is_urgent(
    signed: Signed,
) -> None:
    Topic.objects.create(code="bills")
    joined = Submission("list", the_list().pk, "ab" * 32, "en", "Rosa", "rosa@example.org")
    receive(joined, now=timezone.now())
    Card.objects.update(is_confirmed=True)
    client = logged_in(signed.desk.alma)
    typed = {**WRITTEN, "belongs": "list", "topic": "bills", "is_urgent": "on"}
    assert client.post(reverse("desk:mailout-new"), typed).status_code == 302
    letter = MailOut.objects.get()
    post(client, letter, "-ask")
    page = text_of(logged_in(signed.desk.teo).get(at(letter, "-approve")))
    assert "bills" in page[page.index("What it is about") :][:80]
    assert "Yes" in page[page.index("Urgent: also to who wants fewer") :][:120]


@pytest.mark.parametrize("change", [{"is_public": True}, {"send_at": NEXT_YEAR}])
def test_what_is_approved_is_also_how_it_goes(signed: Signed, change: dict[str, object]) -> None:
    signed.sign("Rosa Núñez")
    letter = written(signed)
    before = content_hash(letter, now=timezone.now())
    MailOut.objects.filter(pk=letter.pk).update(**change)
    letter.refresh_from_db()
    assert content_hash(letter, now=timezone.now()) != before
