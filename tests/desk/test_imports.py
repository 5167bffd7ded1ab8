"""A list is brought along: read as it arrives, matched, looked at, put on the list, taken back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.lib.csvs import read_csv
from amparo.mailouts.audiences import everybody
from amparo.mailouts.models import MailOut
from amparo.mailouts.operations.brought import begin_letter_to_brought
from amparo.supporters import staging, wishes
from amparo.supporters.models import (
    Card,
    ImportedCard,
    ImportRemark,
    ListImport,
    ListWeek,
    Preference,
)
from amparo.supporters.operations import (
    CannotImport,
    forget_old_imports,
    importing,
    leave,
    set_wishes,
    undo_import,
)
from amparo.supporters.unsealing import open_cards
from amparo.supporters.wishes import Wishes
from amparo.web.models import Coalition
from tests.desk.test_keys import Desk, logged_in, text_of
from tests.makers import forget_keys, reboot, unlock_as

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

PLAIN = """name,email,city,agreed
Rosa Núñez,rosa@example.org,Northfield,yes
Luz Núñez,rosa@example.org,Northfield,yes
Omar Abdi,omar@example.net,Faribault,no
,nobody,,yes
rosa nunez,Rosa@Example.org,,yes
"""
NETWORK = (
    "first_name,last_name,email,zip_code,can2_user_city,can2_county,can2_phone,"
    "can2_user_tags,can2_subscription_status,can2_subscription_date\n"
    'Rosa,Núñez,rosa@example.org,55057,Northfield,Rice,6125550142,"a, b",subscribed,2024-03-01\n'
    "Omar,Abdi,omar@example.net,55021,Faribault,Rice County,,,unsubscribed,2023-01-09\n"
    ",,luz@example.org,,,,,,bouncing,\n"
)
AGREED = {
    "label": "Sign-up sheets",
    "basis": "file",
    "agreed": "By the sheet at each vigil, 2024.",
    "language": "es",
}


@pytest.fixture
def desk() -> Iterator[Desk]:
    forget_keys()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    yield Desk()
    Coalition.forget_kept()
    reboot()


@pytest.fixture
def alma(desk: Desk) -> Client:
    return logged_in(desk.alma)


def send(client: Client, data: str | bytes, name: str = "list.csv") -> Any:
    content = data.encode() if isinstance(data, str) else data
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(reverse("desk:import-new"), {"file": file})


def match(client: Client, *columns: str, **about: str) -> Any:
    held = {f"column-{n}": column for n, column in enumerate(columns)}
    return client.post(reverse("desk:import-columns"), {**AGREED, **held, **about})


def begin(client: Client) -> ListImport:
    client.post(reverse("desk:import-look"))
    return ListImport.objects.get(finished_on=None, undoing_since=None)


def go_on(client: Client, here: ListImport) -> Any:
    return client.post(reverse("desk:import-go-on", args=[here.pk]))


def brought(client: Client, data: str | bytes, *columns: str, **about: str) -> ListImport:
    """A file, from the upload to the list."""
    assert send(client, data).status_code == 302
    assert match(client, *columns, **about).status_code == 302
    here = begin(client)
    go_on(client, here)
    here.refresh_from_db()
    return here


def told(desk: Desk) -> list[dict[str, Any]]:
    alma = unlock_as(desk.key, timezone.now())
    cards = open_cards(Card.objects.all(), by=alma, actor=alma.actor, reason="looking")
    return sorted((dict(each.told) for each in cards), key=lambda card: str(card))


def remarks(here: ListImport) -> list[tuple[int, str]]:
    return list(here.remarks.values_list("line", "reason"))


def test_a_file_becomes_cards_and_each_line_that_does_not_is_named(
    desk: Desk, alma: Client
) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    assert (here.row_count, here.added_count, here.known_count, here.refused_count) == (5, 2, 1, 2)
    assert remarks(here) == [(4, "no_consent"), (5, "bad_email"), (6, "twice")]
    cards = told(desk)
    assert {card["name"] for card in cards} == {"Rosa Núñez", "Luz Núñez"}
    assert {card["email"] for card in cards} == {"rosa@example.org"}
    assert all(card.is_confirmed and card.language == "es" for card in Card.objects.all())
    assert wishes.listeners(month=timezone.localdate()).count() == 2
    assert ListWeek.objects.get().imported_count == 2
    entry = Entry.objects.get(verb="supporters.import")
    assert (entry.count, entry.reason) == (5, AGREED["agreed"])


def test_what_action_network_exports_is_known_by_its_names(desk: Desk, alma: Client) -> None:
    send(alma, NETWORK)
    page = text_of(alma.get(reverse("desk:import-columns")))
    chosen = [line.split('value="')[1].split('"')[0] for line in page.split("<option ")
              if "selected" in line.split(">")[0]]  # fmt: skip
    guess = ["first", "last", "email", "", "town", "county", "phone", "", "consent", "agreed_on"]
    assert chosen[: len(guess)] == guess
    match(alma, *guess)
    here = begin(alma)
    go_on(alma, here)
    assert remarks(here) == [(3, "no_consent"), (4, "no_consent")]
    card = told(desk)[0]
    assert (card["name"], card["phone"]) == ("Rosa Núñez", "+16125550142")
    assert card["told"] == {"agreed": "2024-03-01"}
    assert Card.objects.get().county == "27131"


def test_one_word_for_all_where_the_file_says_nothing(desk: Desk, alma: Client) -> None:
    data = "correo;nombre\nrosa@example.org;Rosa\nomar@example.net;Omar\n".encode("cp1252")
    send(alma, data)
    missing = match(alma, "email", "name")
    assert missing.status_code == 422
    assert "which column it is" in text_of(missing)
    assert match(alma, "email", "name", basis="all").status_code == 302
    look = text_of(alma.get(reverse("desk:import-look")))
    assert "rosa@example.org" in look
    here = begin(alma)
    go_on(alma, here)
    assert Card.objects.count() == 2


def test_nothing_is_put_on_the_list_before_it_was_looked_at(desk: Desk, alma: Client) -> None:
    send(alma, PLAIN)
    match(alma, "name", "email", "town", "consent")
    alma.get(reverse("desk:import-look"))
    assert not Card.objects.exists()
    assert not ListImport.objects.exists()


def test_a_column_is_chosen_once_and_the_e_mail_has_to_be_one_of_them(
    desk: Desk, alma: Client
) -> None:
    send(alma, PLAIN)
    answer = match(alma, "email", "email", "town", "consent")
    assert answer.status_code == 422
    assert "choose one of them" in text_of(answer)
    answer = match(alma, "name", "", "town", "consent")
    assert "which column holds the e-mail" in text_of(answer)
    assert "Sign-up sheets" in text_of(answer), "what was typed is still there"


def test_who_is_on_the_list_is_not_put_there_twice(desk: Desk, alma: Client) -> None:
    brought(alma, PLAIN, "name", "email", "town", "consent")
    data = "name,email\nROSA NUÑEZ,rosa@example.org\nTía Rosa,rosa@example.org\nEva,eva@x.org\n"
    here = brought(alma, data, "name", "email", basis="all")
    assert remarks(here) == [(2, "known"), (3, "shared")]
    assert Card.objects.count() == 3
    family = brought(alma, data, "name", "email", basis="all", keeps_households="on")
    assert remarks(family) == [(2, "known"), (4, "known")]
    assert Card.objects.count() == 4


def test_who_joins_in_that_very_moment_is_counted_as_known(
    desk: Desk, alma: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(alma, PLAIN, "name", "email", "town", "consent")
    nobody = importing._There()
    monkeypatch.setattr(importing._There, "of", lambda addresses, list_import: nobody)

    again = brought(
        alma, f"{PLAIN}Pa Vang,pa@example.org,,yes\n", "name", "email", "town", "consent"
    )

    assert Card.objects.count() == 3
    assert (again.added_count, again.cards.count()) == (1, 1)
    assert {line for line, reason in remarks(again) if reason == "known"} == {2, 3}


def test_who_is_there_already_is_looked_up_without_reading_the_list(
    desk: Desk, alma: Client
) -> None:
    rows = "".join(f"Rosa,rosa.{number}@example.org,yes\n" for number in range(10))
    with CaptureQueriesContext(connection) as asked:
        brought(alma, f"name,email,agreed\n{rows}", "name", "email", "consent")
    lookup = next(each["sql"] for each in asked if '"email_code" IN' in each["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN' * (connection.vendor == 'sqlite')} {lookup}")
        assert "what_is_counted" not in str(cursor.fetchall())


def test_six_names_share_an_address_and_the_seventh_does_not(desk: Desk, alma: Client) -> None:
    data = "name,email\n" + "".join(f"Name {letter},home@example.org\n" for letter in "ABCDEFG")
    here = brought(alma, data, "name", "email", basis="all")
    assert (here.added_count, remarks(here)) == (6, [(8, "full")])


def test_pressing_twice_and_going_on_after_an_end_change_nothing(desk: Desk, alma: Client) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    go_on(alma, here)
    alma.post(reverse("desk:import-look"))
    assert (Card.objects.count(), ListImport.objects.count()) == (2, 1)


def test_it_goes_on_where_it_was_stopped(
    desk: Desk, alma: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "PORTION", 2)
    monkeypatch.setattr("amparo.desk.supporters.imported.A_WHILE", -1)
    send(alma, PLAIN)
    match(alma, "name", "email", "town", "consent")
    here = begin(alma)
    seen = []
    for _ in range(3):
        go_on(alma, here)
        here.refresh_from_db()
        seen.append((here.next_portion, here.finished_on is None))
    assert seen == [(1, True), (2, True), (3, False)]
    assert (here.added_count, Card.objects.count()) == (2, 2)


def test_after_a_power_cut_the_file_is_brought_along_again(desk: Desk, alma: Client) -> None:
    send(alma, PLAIN)
    match(alma, "name", "email", "town", "consent")
    here = begin(alma)
    staging.runtime().store.drop_all("import:")
    assert go_on(alma, here)["Location"] == reverse("desk:import-new")
    assert "bring the same file along once more" in text_of(
        alma.get(reverse("desk:import", args=[here.pk]))
    )


def test_a_whole_list_is_taken_off_again(desk: Desk, alma: Client) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    asked = text_of(alma.get(reverse("desk:import-undo", args=[here.pk])))
    assert "2 cards" in asked
    alma.post(reverse("desk:import-undo", args=[here.pk]))
    here.refresh_from_db()
    assert here.undone_on
    assert not Card.objects.exists()
    assert not ImportRemark.objects.exists()
    assert ListWeek.objects.get().imported_count == 0
    assert Entry.objects.filter(verb="supporters.undo_import").count() == 1


def test_who_has_spoken_for_herself_stays_when_a_list_is_taken_off(
    desk: Desk, alma: Client
) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    rosa = next(card for card in told(desk) if card["name"] == "Rosa Núñez")
    set_wishes(rosa["link"], language="es", county="", wishes=Wishes(how_often="monthly"))
    alma.post(reverse("desk:import-undo", args=[here.pk]))
    assert [card["name"] for card in told(desk)] == ["Rosa Núñez"]
    leave(rosa["link"], now=timezone.now())  # her letters' link is as good as anybody's
    assert not Card.objects.exists()


def test_a_list_that_was_written_to_stays(desk: Desk, alma: Client) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    wishes.note_written(Preference.objects.values_list("pk", flat=True), month=timezone.localdate())
    alma.post(reverse("desk:import-undo", args=[here.pk]))
    assert Card.objects.count() == 2
    assert "Everybody who came with it has had a letter" in text_of(
        alma.get(reverse("desk:import", args=[here.pk]))
    )


def test_who_was_brought_along_is_told_once_an_organizer_says_so(desk: Desk, alma: Client) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    page = text_of(alma.get(reverse("desk:import", args=[here.pk])))
    assert "2 people do not know yet that they were brought along." in page
    assert "nobody told these people yet" in text_of(alma.get("/desk/", follow=True))

    answer = alma.post(reverse("desk:import-write", args=[here.pk]))
    letter = MailOut.objects.get()
    assert answer["Location"] == reverse("desk:mailout", args=[letter.pk])
    assert {text.language for text in letter.texts.all()} == {"en", "es"}
    shown = text_of(alma.get(answer["Location"]))
    assert "2 letters at most." in shown
    assert "Brought along, not written to yet: Sign-up sheets" in shown
    alma.post(reverse("desk:import-write", args=[here.pk]))
    assert MailOut.objects.count() == 1, "the draft that is there is gone on with"


def test_who_has_no_letter_yet_is_taken_off_with_the_list_and_gets_none(
    desk: Desk, alma: Client
) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    letter = begin_letter_to_brought(here, actor=desk.alma.actor, today=timezone.localdate())
    Card.objects.update(email_code=None, email_slot=None)  # two people, of two addresses
    told, untold = ImportedCard.objects.order_by("pk").values_list("pk", flat=True)
    wishes.note_written([told], month=timezone.localdate())
    assert list(everybody(letter).values_list("pk", flat=True)) == [untold]

    alma.post(reverse("desk:import-undo", args=[here.pk]))

    assert list(Card.objects.values_list("pk", flat=True)) == [told]
    assert not everybody(letter).exists()
    here.refresh_from_db()
    assert here.undone_on


def test_after_a_month_nothing_tells_which_cards_came_along(desk: Desk, alma: Client) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    later = timezone.now() + timedelta(days=31)
    with pytest.raises(CannotImport, match="late"):
        undo_import(here, actor=desk.alma.actor, now=later, most=10)
    forget_old_imports(timezone.now())
    assert ImportedCard.objects.count() == 2
    forget_old_imports(later)
    assert not ImportedCard.objects.exists()
    assert Card.objects.count() == 2


def test_until_fingerprints_are_made_anew_nothing_is_put_on_the_list(
    desk: Desk, alma: Client
) -> None:
    brought(alma, PLAIN, "name", "email", "town", "consent")
    Card.objects.update(codes_boot=b"another")
    staging.runtime().store.drop("supporters.codes")  # what a new boot has not asked yet
    send(alma, PLAIN)
    match(alma, "name", "email", "town", "consent")
    answer = alma.post(reverse("desk:import-look"))
    assert answer["Location"] == reverse("desk:remake-codes")
    assert ListImport.objects.count() == 1


def test_rows_wait_sealed_under_a_key_that_nobody_else_has(desk: Desk, alma: Client) -> None:
    send(alma, PLAIN)
    store = staging.runtime().store
    kept = [store.get(name, timezone.now()) for name in store.names("import:", timezone.now())]
    assert len(kept) == 2
    assert not [each for each in kept if each is None or b"rosa" in each.lower()]
    cookie = alma.cookies["import"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        reverse("desk:imports"), True, "Strict",
    )  # fmt: skip
    stage = staging.stage_of(cookie.value, desk.alma.pk + 1)
    assert stage is not None
    assert staging.staged_at(stage, now=timezone.now()) is None, "another organizer cannot read it"
    assert staging.stage_of("no key", desk.alma.pk) is None
    later = timezone.now() + staging.LIFE
    mine = staging.stage_of(cookie.value, desk.alma.pk)
    assert mine is not None
    assert staging.staged_at(mine, now=later) is None, "after an hour it is gone"


def test_lines_that_were_not_taken_go_home_as_numbers_and_reasons(desk: Desk, alma: Client) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    answer = alma.get(reverse("desk:import", args=[here.pk]) + "?export=csv")
    rows = read_csv(answer.content)
    assert [row[0] for row in rows[1:]] == ["4", "5", "6"]
    assert "nobody" not in answer.content.decode()


def test_neither_the_database_nor_the_log_has_a_word_of_the_file(
    desk: Desk, alma: Client, caplog: pytest.LogCaptureFixture
) -> None:
    here = brought(alma, PLAIN, "name", "email", "town", "consent")
    kept = repr([*Card.objects.values(), *ListImport.objects.values(), *Entry.objects.values()])
    for word in ("Rosa", "rosa", "omar", "Northfield", "list.csv"):
        assert word not in kept
        assert word not in caplog.text
    assert "Omar" not in text_of(alma.get(reverse("desk:import", args=[here.pk])))
