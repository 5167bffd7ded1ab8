"""Letters at the desk: written, aimed, looked at, approved by another, sent with a key."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.mailouts.models import MailOut, State
from amparo.mailouts.operations.running import new_run
from amparo.mailouts.sending import send
from amparo.places.importing import Options
from amparo.places.models import District
from amparo.places.operations import load_jurisdictions
from amparo.places.operations.importing import store_content
from amparo.supporters.models import Card
from amparo.supporters.operations import Submission, receive, the_list
from amparo.web.models import Coalition
from tests.desk.test_keys import logged_in, text_of, unlocked
from tests.desk.test_supporters import Signed
from tests.makers import forget_keys, make_beto, reboot
from tests.places import tables

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

WRITTEN = {
    "en-subject": "The board votes on Tuesday",
    "en-preheader": "",
    "en-body": "Dear {name|neighbor},\n\nCome at 6 p.m.",
    "es-subject": "",
    "es-preheader": "",
    "es-body": "",
    "per_minute": "6000",
}


@pytest.fixture
def signed() -> Any:
    forget_keys()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    yield Signed()
    Coalition.forget_kept()
    reboot()


def written(signed: Signed, **typed: str) -> MailOut:
    """What Alma makes of the form, for whoever signed the petition."""
    address = f"{reverse('desk:mailout-new')}?ask=petition:{signed.petition.pk}"
    answer = logged_in(signed.desk.alma).post(address, {**WRITTEN, **typed})
    assert answer.status_code == 302, text_of(answer)[-800:]
    return MailOut.objects.get()


def at(mailout: MailOut, act: str = "", *more: str) -> str:
    return reverse(f"desk:mailout{act}", args=[mailout.pk, *more])


def post(client: Client, mailout: MailOut, act: str, **typed: str) -> str:
    return text_of(client.post(at(mailout, act), typed, follow=True))


def approved(signed: Signed) -> MailOut:
    mailout = written(signed)
    post(logged_in(signed.desk.alma), mailout, "-ask")
    mailout.refresh_from_db()
    told = {"seen": mailout.asked_hash, "count": str(mailout.asked_count)}
    post(logged_in(signed.desk.teo), mailout, "-approve", **told)
    mailout.refresh_from_db()
    return mailout


def test_from_an_ask_a_letter_begins_with_its_people(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    ask = text_of(logged_in(signed.desk.alma).get(f"/desk/petitions/{signed.petition.pk}/"))
    assert "Write to whoever took part" in ask

    mailout = written(signed)
    page = text_of(logged_in(signed.desk.alma).get(at(mailout)))

    assert "1 letter at most." in page
    assert "Petition: End the agreement" in page
    assert "not written yet: they get another language" in page


def test_what_is_missing_or_unknown_is_said_beside_the_field(signed: Signed) -> None:
    client = logged_in(signed.desk.alma)
    address = reverse("desk:mailout-new")
    wrong = {
        **WRITTEN,
        "belongs": "campaign",
        "en-body": "Dear {nmae}, see https://example.org/?who={name}",
        "es-subject": "La junta vota",
    }

    page = text_of(client.post(address, wrong))

    assert "Please choose the campaign." in page
    assert "A link must not carry who reads it" in page
    assert "Please write the letter." in page
    assert "Dear {nmae}" in page, "what was typed stays"
    assert not MailOut.objects.exists()
    spelled = {**wrong, "en-body": "Dear {nmae}"}
    assert "Nothing is known by this name: {nmae}." in text_of(client.post(address, spelled))


def test_lines_are_added_without_scripts_and_counted(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    signed.sign("Omar Abdi", county="27053")
    mailout, client = written(signed), logged_in(signed.desk.alma)
    line = {"line0-who": f"petition:{signed.petition.pk}", "line0-counties": "27053"}

    answer = client.post(at(mailout, "-audience"), {**line, "more": "1"})
    assert answer["Location"].endswith("?more=1")
    assert "Line 2" in text_of(client.get(answer["Location"]))
    two = {**line, "line1-who": "list", "line1-is_left_out": "1"}
    page = text_of(client.post(at(mailout, "-audience"), two, follow=True))

    assert "1 letter at most." in page
    assert "Left out:" in page
    assert "Hennepin County" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"line0-who": ""}, "Please choose somebody to write to."),
        ({"line0-who": "", "line0-counties": "27053"}, "Please choose the people"),
        ({"line0-who": "list"}, "Select a valid choice"),
        ({"line0-who": "all", "line0-sources": "Straße!"}, "A code has small letters"),
        (
            {"line0-who": "all", "line0-since_on": "2026-12-01", "line0-until_on": "2026-11-01"},
            "The last day is before the first.",
        ),
    ],
)
def test_a_wrong_line_is_refused_beside_its_field(
    signed: Signed, typed: dict[str, str], said: str
) -> None:
    mailout = written(signed)
    MailOut.objects.filter(pk=mailout.pk).update(
        **({"belongs": "committees", "campaign": None} if "list" in str(typed) else {})
    )
    if "list" in str(typed):
        typed = {"line0-who": f"petition:{signed.petition.pk}"}

    answer = logged_in(signed.desk.alma).post(at(mailout, "-audience"), typed)

    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_letter_goes_through_two_people_and_a_key(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    mailout = written(signed)
    alma, teo = logged_in(signed.desk.alma), logged_in(signed.desk.teo)

    assert "Now Teo Lindgren can approve it." in post(alma, mailout, "-ask")
    assert "Somebody else has to approve it" in post(alma, mailout, "-approve")
    waiting = text_of(teo.get("/desk/"))
    assert "waits for a second look, before 1 letters go." in waiting
    look = text_of(teo.get(at(mailout, "-approve")))
    assert "1 person would get it." in look
    mailout.refresh_from_db()
    told = {"seen": mailout.asked_hash, "count": "1"}
    assert "Approved." in post(teo, mailout, "-approve", **told)

    assert alma.get(at(mailout, "-send"))["Location"].startswith("/desk/unlock/")
    key = unlocked(signed.desk)
    assert "to 1 person at most" in text_of(key.get(at(mailout, "-send")))
    assert "It is going out." in post(key, mailout, "-send")

    mailout.refresh_from_db()
    send(mailout.pk, new_run(mailout), waits=(), sleep=lambda seconds: None)
    page = text_of(alma.get(at(mailout)))
    assert "<dt>Sent</dt><dd>1</dd>" in page


def test_what_was_not_seen_is_not_approved(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    mailout = written(signed)
    post(logged_in(signed.desk.alma), mailout, "-ask")

    told = {"seen": "ab" * 32, "count": "1"}
    assert "It changed since it was asked for." in post(
        logged_in(signed.desk.teo), mailout, "-approve", **told
    )


def test_nobody_in_the_audience_is_nothing_to_approve(signed: Signed) -> None:
    assert "Nobody is in its audience." in post(
        logged_in(signed.desk.alma), written(signed), "-ask"
    )


def test_an_unlocked_key_counts_exactly(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    signed.sign("R Nunez", email="ROSA@example.org")
    mailout = written(signed)
    assert "2 letters at most." in text_of(logged_in(signed.desk.alma).get(at(mailout)))

    post(unlocked(signed.desk), mailout, "-ask", exactly="1")

    mailout.refresh_from_db()
    assert mailout.asked_count == 1


def test_three_readers_see_it_as_it_arrives(signed: Signed) -> None:
    mailout, client = written(signed), logged_in(signed.desk.alma)

    first = client.get(at(mailout, "-html", "first"))
    bare = text_of(client.get(at(mailout, "-look", "bare")))

    assert "Dear Maria Robinson" in text_of(first)
    assert first["X-Frame-Options"] == "SAMEORIGIN"
    assert "Dear neighbor" in bare
    assert "not yet in the language that you chose" in bare
    assert client.get(at(mailout, "-look", "nobody")).status_code == 404


def test_a_test_goes_to_myself(signed: Signed) -> None:
    said = post(logged_in(signed.desk.alma), written(signed), "-test")

    assert f"1 letter is on its way to {signed.desk.alma.email}" in said


def test_at_its_hour_the_start_page_asks_for_a_key(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    mailout = approved(signed)
    MailOut.objects.filter(pk=mailout.pk).update(send_at=timezone.now() - timedelta(minutes=1))

    page = text_of(logged_in(signed.desk.alma).get("/desk/"))

    assert "unlock to send it." in page


def test_it_is_paused_resumed_and_stopped(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    mailout, alma = approved(signed), unlocked(signed.desk)
    post(alma, mailout, "-send")

    assert "Somebody paused it." in post(alma, mailout, "-pause")
    assert "stands still" in text_of(alma.get("/desk/"))
    assert "It goes on where it stood." in post(alma, mailout, "-resume")
    assert "cannot be begun again" in text_of(alma.get(at(mailout, "-stop")))
    assert "It is stopped." in post(alma, mailout, "-stop")
    mailout.refresh_from_db()
    assert mailout.state == State.STOPPED
    assert "it cannot be changed" in text_of(alma.get(at(mailout, "-edit"), follow=True))
    assert "what it did has to stay known" in post(alma, mailout, "-delete")


def test_a_draft_is_changed_and_deleted(signed: Signed) -> None:
    mailout, alma = written(signed), logged_in(signed.desk.alma)
    assert "Saved." in post(alma, mailout, "-edit", **{**WRITTEN, "en-subject": "Another"})
    assert mailout.texts.get().subject == "Another"

    post(alma, mailout, "-delete")

    assert not MailOut.objects.exists()


def test_an_update_becomes_a_letter_in_its_words(signed: Signed) -> None:
    from amparo.campaigns.operations.records import News, post_update

    news = {"es": News("La junta votó", "Ganamos por cuatro a uno.")}
    post_update(
        signed.petition, news=news, posted_on=timezone.localdate(), actor=signed.desk.alma.actor
    )
    update = signed.petition.updates.get()
    address = reverse("desk:mailout-new")
    query = f"?ask=petition:{signed.petition.pk}&update={update.pk}"

    page = text_of(logged_in(signed.desk.alma).get(address + query))

    assert "La junta votó" in page
    assert "Ganamos por cuatro a uno." in page


def test_letters_are_organizers_business(signed: Signed) -> None:
    mailout = written(signed)
    beto = logged_in(make_beto(timezone.now()))

    for address in (reverse("desk:mailouts"), at(mailout), at(mailout, "-send")):
        assert beto.get(address).status_code in (302, 403)


def test_the_list_of_letters_and_its_file(signed: Signed) -> None:
    written(signed)
    client = logged_in(signed.desk.alma)

    assert "The board votes on Tuesday" in text_of(client.get(reverse("desk:mailouts")))
    assert client.get(reverse("desk:mailouts") + "?export=csv").status_code == 200


def joined(name: str, email: str) -> Card:
    """A confirmed card of the standing list."""
    listed = Submission(
        action_kind="list", action_id=the_list().pk, text_hash="ab" * 32, language="es",
        name=name, email=email,
    )  # fmt: skip
    receive(listed, now=timezone.now())
    Card.objects.filter(action_kind="list").update(is_confirmed=True)
    return Card.objects.get(action_kind="list")


RETURNED = """<rosa@example.org>: host mx.example.org said: 550 5.1.1 No such user"""


def test_a_letter_that_came_back_is_counted_and_an_address_that_is_none_goes(
    signed: Signed,
) -> None:
    signed.sign("Omar Abdi")
    mailout, client = approved(signed), logged_in(signed.desk.alma)
    MailOut.objects.filter(pk=mailout.pk).update(state=State.SENT, started_on=timezone.localdate())
    listed = joined("Rosa Núñez", "rosa@example.org")
    page = text_of(client.get(at(mailout, "-bounced")))
    assert "The message that came back" in page

    said = post(client, mailout, "-bounced", pasted=RETURNED)
    assert "Counted: no such address." in said
    assert Card.objects.filter(pk=listed.pk).exists(), "only where it was asked for"
    file = SimpleUploadedFile("x.eml", RETURNED.encode(), "message/rfc822")
    answer = client.post(at(mailout, "-bounced"), {"file": file, "takes_off": "1"}, follow=True)

    assert "1 card taken off the list." in text_of(answer)
    assert not Card.objects.filter(pk=listed.pk).exists()
    assert list(mailout.bounces.values_list("status_class", "count")) == [("5.1", 2)]
    entries = Entry.objects.filter(verb="mailouts.note_returned")
    assert "rosa@" not in str(list(entries.values()))


def test_what_is_no_returned_letter_is_said_and_counts_nothing(signed: Signed) -> None:
    signed.sign("Omar Abdi")
    mailout, client = approved(signed), logged_in(signed.desk.alma)
    assert "It has not gone yet." in post(client, mailout, "-bounced", pasted=RETURNED)
    MailOut.objects.filter(pk=mailout.pk).update(state=State.SENT, started_on=timezone.localdate())

    said = post(client, mailout, "-bounced", pasted="Thank you! See you on Tuesday.")

    assert "Nothing in it says to whom a letter could not go" in said
    assert not mailout.bounces.exists()


def test_a_district_is_offered_by_its_counties_and_says_so(signed: Signed) -> None:
    mailout, client = written(signed), logged_in(signed.desk.alma)
    assert "Districts" not in text_of(client.get(at(mailout, "-audience")))
    load_jurisdictions("MN")
    store_content("precincts", tables.PRECINCTS.encode(), Options("MN"), tables.ORIGIN)
    signed.sign("Rosa Núñez", county="27131")  # Rice
    signed.sign("Omar Abdi", county="27053")  # Hennepin
    house = District.objects.get(kind="house", code="20A")
    line = {"line0-who": f"petition:{signed.petition.pk}", "line0-districts": str(house.pk)}

    assert "State House District 20A (Dakota County, Rice County)" in text_of(
        client.get(at(mailout, "-audience"))
    )
    page = text_of(client.post(at(mailout, "-audience"), line, follow=True))

    assert "1 letter at most." in page
    assert "by its counties: everybody in Dakota County, Rice County" in page
