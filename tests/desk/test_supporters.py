"""Signatures at the desk: envelopes until somebody unlocks, and the log says who opened them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Entry
from amparo.keyring.models import Epoch
from amparo.keyring.operations import HolderOnce
from amparo.lib.csvs import read_csv
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.petitions.models import Petition
from amparo.supporters import kinds
from amparo.supporters.models import Card, Keyspace, PublicComment, PublicName
from amparo.supporters.operations import Submission, confirm, receive, the_list
from tests.desk.test_keys import Desk, logged_in, text_of, unlocked
from tests.makers import forget_keys, make_beto, make_ines, make_open_petition, reboot

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


class Signed:
    """Alma's desk, and a petition with some signatures."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.petition: Petition = make_open_petition(timezone.now())

    def sign(self, name: str, *, is_confirmed: bool = True, **about: Any) -> Card:
        facts = {"email": f"{name.split()[0].lower()}@example.org", "county": "27131", **about}
        submission = Submission(
            action_kind="petition",
            action_id=self.petition.pk,
            text_hash="ab" * 32,
            language="es",
            name=name,
            **facts,
        )
        known = set(Card.objects.values_list("pk", flat=True))
        receive(submission, now=timezone.now())
        card = Card.objects.exclude(pk__in=known).get()
        if is_confirmed:
            confirm(self._link(card), now=timezone.now())
            card.refresh_from_db()
        return card

    def _link(self, card: Card) -> str:
        from amparo.supporters.tokens import parsed

        for row in Waiting.objects.all():
            link = unseal_letter(bytes(row.sealed_letter), row.pk).facts["link"]  # type: ignore[union-attr]
            found = parsed(link)
            if found and found[0] == card.pk:
                return link
        raise AssertionError("no letter went to her")

    @property
    def address(self) -> str:
        return reverse("desk:signatures", args=["petition", self.petition.pk])

    def page_of(self, card: Card, act: str = "") -> str:
        name = f"desk:signature-{act}" if act else "desk:signature"
        return reverse(name, args=["petition", self.petition.pk, card.pk])


@pytest.fixture
def signed() -> Any:
    forget_keys()
    yield Signed()
    reboot()


def test_locked_the_list_shows_envelopes_and_counts(signed: Signed) -> None:
    signed.sign("Rosa Núñez", town="Northfield", source="poster-lake-st")
    page = text_of(logged_in(signed.desk.alma).get(signed.address))
    assert "Rosa" not in page
    assert "sealed" in page
    assert "Unlock to read" in page
    assert "Rice County" in page
    assert "poster-lake-st" in page
    assert "Download" not in page


def test_unlocked_it_shows_names_and_the_log_says_so(signed: Signed) -> None:
    signed.sign("Rosa Núñez", town="Northfield", phone="+16125550142")
    page = text_of(unlocked(signed.desk).get(signed.address))
    assert "Rosa Núñez" in page
    assert "rosa@example.org · (612) 555-0142" in page
    entry = Entry.objects.filter(verb="supporters.open_cards").get()
    assert (entry.count, entry.actor_label) == (1, "Alma")
    assert "Rosa" not in repr(entry.__dict__)


def test_a_volunteer_sees_counts_and_envelopes_only(signed: Signed) -> None:
    card = signed.sign("Rosa Núñez")
    beto = logged_in(make_beto(timezone.now()))
    page = text_of(beto.get(signed.address))
    assert "Rosa" not in page
    assert "Unlock to read" not in page
    assert beto.get(signed.page_of(card)).status_code in (302, 403)
    export = reverse("desk:export", args=["petition", signed.petition.pk])
    assert beto.post(export, {"file": "full", "reason": "x"}).status_code in (302, 403)
    assert beto.get(reverse("desk:keyspaces")).status_code in (302, 403)


def test_an_attorney_has_no_business_here(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    ines = logged_in(make_ines(timezone.now()))
    assert ines.get(signed.address).status_code in (302, 403, 404)


def test_searching_and_sorting_by_name_happens_in_memory(signed: Signed) -> None:
    for name in ("Rosa Núñez", "Beto Salas", "Luz Ángel"):
        signed.sign(name)
    alma = unlocked(signed.desk)
    found = text_of(alma.get(signed.address, {"q": "NÚÑEZ rosa"}))
    assert "Rosa Núñez" in found
    assert "Beto" not in found
    ordered = text_of(alma.get(signed.address, {"sort": "name"}))
    assert ordered.index("Beto Salas") < ordered.index("Luz Ángel") < ordered.index("Rosa Núñez")
    upside_down = text_of(alma.get(signed.address, {"sort": "-name"}))
    assert upside_down.index("Rosa Núñez") < upside_down.index("Beto Salas")


@pytest.mark.parametrize("sort", ["county", "-week", "language", "source", "state"])
def test_what_is_kept_in_clear_sorts_and_filters_in_the_database(signed: Signed, sort: str) -> None:
    signed.sign("Rosa Núñez")
    signed.sign("Beto Salas", is_confirmed=False, county="27049")
    alma = unlocked(signed.desk)
    assert text_of(alma.get(signed.address, {"sort": sort})).count("example.org") == 2
    some = text_of(alma.get(signed.address, {"state": "letter", "county": "27049", "q": "salas"}))
    assert "Beto Salas" in some
    assert "Rosa" not in some


def test_who_hides_from_organizers_is_blank_even_unlocked(signed: Signed) -> None:
    signed.sign("Rosa Núñez", visibility="secret")
    page = text_of(unlocked(signed.desk).get(signed.address))
    assert "Rosa" not in page
    assert "hidden by her wish" in page


def test_the_presentable_file_has_names_as_allowed_and_no_address(signed: Signed) -> None:
    signed.sign("Rosa Núñez", visibility="public", town="Northfield")
    signed.sign("Beto Salas", visibility="initials")
    signed.sign("Luz Ángel")
    signed.sign("Sol Nadie", is_confirmed=False, visibility="public")
    address = reverse("desk:export", args=["petition", signed.petition.pk])
    answer = unlocked(signed.desk).post(address, {"file": "presentable", "reason": "to the board"})
    rows = read_csv(answer.content)
    assert sorted(row[0] for row in rows[1:]) == ["(counted)", "B. S.", "Rosa Núñez"]
    assert b"example.org" not in answer.content
    entry = Entry.objects.filter(verb="supporters.open_cards").get()
    assert (entry.count, entry.reason) == (3, "presentable, plain: to the board")


def test_the_full_file_has_everything_and_no_formula(signed: Signed) -> None:
    signed.sign("Rosa Núñez", comment="=HYPERLINK(1)", partner_news=("42",), phone="+16125550142")
    address = reverse("desk:export", args=["petition", signed.petition.pk])
    answer = unlocked(signed.desk).post(address, {"file": "full", "reason": "calls"})
    header, row = read_csv(answer.content)
    told = dict(zip(header, row, strict=True))
    assert told["E-mail"] == "rosa@example.org"
    assert told["Partners who may write"] == "42"
    assert told["Comment"] == "=HYPERLINK(1)"  # as the reader restores it
    assert b"\n=HYPERLINK" not in answer.content
    assert b",=HYPERLINK" not in answer.content
    assert "no-store" in answer["Cache-Control"]


def test_a_file_is_not_given_without_a_reason_or_a_key(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    address = reverse("desk:export", args=["petition", signed.petition.pk])
    assert unlocked(signed.desk).post(address, {"file": "full"}).status_code == 422
    locked = logged_in(signed.desk.alma).post(address, {"file": "full", "reason": "x"})
    assert locked.status_code == 302
    assert locked["Location"].startswith(reverse("desk:unlock"))


def test_comments_are_read_published_and_kept_back(signed: Signed) -> None:
    card = signed.sign("Rosa Núñez", comment="Por mi <b>hermana</b>.")
    comments, judge = reverse("desk:comments"), reverse("desk:comment-judge", args=[card.pk])
    locked = text_of(logged_in(signed.desk.alma).get(comments))
    assert "hermana" not in locked
    alma = unlocked(signed.desk)
    assert "Por mi &lt;b&gt;hermana&lt;/b&gt;." in text_of(alma.get(comments))
    alma.post(judge, {"verdict": "publish"})
    assert PublicComment.objects.get().text == "Por mi <b>hermana</b>."
    alma.post(judge, {"verdict": "refuse", "state": "published"})
    assert not PublicComment.objects.exists()
    page = text_of(alma.get(comments, {"state": "refused"}))
    assert "hermana" in page


def test_a_volunteer_may_not_judge(signed: Signed) -> None:
    card = signed.sign("Rosa Núñez", comment="Por mi hermana.")
    beto = logged_in(make_beto(timezone.now()))
    assert "sealed" in text_of(beto.get(reverse("desk:comments")))
    judge = reverse("desk:comment-judge", args=[card.pk])
    assert beto.post(judge, {"verdict": "publish"}).status_code in (302, 403)
    assert not PublicComment.objects.exists()


def test_a_caller_is_counted_by_alma_and_shown_as_she_wished(signed: Signed) -> None:
    card = signed.sign(
        "Rosa Núñez", email="", phone="+16125550142", visibility="initials", is_confirmed=False
    )
    alma = unlocked(signed.desk)
    assert "(612) 555-0142" in text_of(alma.get(signed.page_of(card)))
    alma.post(signed.page_of(card, "count"))
    card.refresh_from_db()
    assert card.is_confirmed
    assert PublicName.objects.get().shown == "R. N."


def test_a_name_is_hidden_and_a_signature_taken_out_with_a_reason(signed: Signed) -> None:
    card = signed.sign("Rosa Núñez", visibility="public")
    alma = unlocked(signed.desk)
    assert alma.get(signed.page_of(card, "hide")).status_code == 200
    alma.post(signed.page_of(card, "hide"), {"reason": "not a name"})
    assert not PublicName.objects.exists()
    alma.post(signed.page_of(card, "take-out"), {})
    assert Card.objects.exists()
    alma.post(signed.page_of(card, "take-out"), {"reason": "asked by phone"})
    assert not Card.objects.exists()


def test_the_overview_lists_every_ask_and_the_list(signed: Signed) -> None:
    signed.sign("Rosa Núñez", wants_news=True)
    alma = logged_in(signed.desk.alma)
    page = text_of(alma.get(reverse("desk:supporters")))
    assert "Standing list" in page
    assert "End the agreement" in page
    answer = alma.get(reverse("desk:standing-list"))
    assert answer["Location"].endswith(f"/list/{the_list().pk}/")
    assert alma.get(answer["Location"]).status_code == 200


def test_a_keyspace_is_held_released_and_shredded(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    alma = logged_in(signed.desk.alma)
    keyspace = signed.petition.campaign.keyspace
    keyspaces = reverse("desk:keyspaces")

    def act(name: str, **typed: str) -> Any:
        return alma.post(reverse(f"desk:keyspace-{name}", args=[keyspace.pk]), typed)

    act("hold", reason="subpoena of November 20")
    assert "subpoena of November 20" in text_of(alma.get(keyspaces))
    act("shred", word="shred")
    assert Card.objects.exists()
    act("release", reason="quashed")
    assert act("shred", word="yes").status_code == 200
    assert Card.objects.exists()
    act("shred", word=" Shred ")
    assert not Card.objects.exists()
    keyspace.refresh_from_db()
    assert keyspace.shredded_on is not None
    assert "1 cards; entry" in text_of(alma.get(keyspaces))


def test_the_standing_list_cannot_be_shredded_at_the_desk(signed: Signed) -> None:
    the_list()
    pk: UUID = Keyspace.objects.get(kind="list").pk
    alma = logged_in(signed.desk.alma)
    address = reverse("desk:keyspace-shred", args=[pk])
    assert alma.post(address, {"word": "shred"}, follow=True).status_code == 404
    assert Keyspace.objects.get(pk=pk).shredding_since is None


def test_after_a_restart_the_first_unlock_tells_repeats_apart_again(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    reboot()
    signed.sign("Rosa Núñez", is_confirmed=False)
    assert Card.objects.count() == 2
    unlocked(signed.desk)
    assert Card.objects.count() == 1


def test_what_is_left_after_a_restart_is_done_on_its_page(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amparo.desk.supporters import upkeep

    for name in ("Rosa Núñez", "Beto Salas", "Luz Ángel"):
        signed.sign(name)
    reboot()
    monkeypatch.setattr(upkeep, "AT_ONCE", 1)
    monkeypatch.setattr(upkeep, "PORTION", 1)
    alma = unlocked(signed.desk)
    address = reverse("desk:remake-codes")
    before = text_of(alma.get(address))
    assert "2 cards are left" in before
    assert "data-goes-on" not in before
    between = text_of(alma.post(address, {"total": "2"}))
    assert "50%. 1 card is left" in between
    assert "data-goes-on" in between
    assert 'name="total" value="2"' in between
    assert alma.post(address, {"total": "2"}).status_code == 302
    assert not upkeep.operations.stale_cards().exists()


def test_the_list_is_sealed_anew_at_the_desk(signed: Signed) -> None:
    signed.sign("Rosa Núñez", wants_news=True)
    alma = unlocked(signed.desk)
    assert alma.get(reverse("desk:renew-list")).status_code == 200
    answer = alma.post(reverse("desk:renew-list"), follow=True)
    assert "Rosa Núñez" in text_of(answer)


def test_a_long_list_is_sealed_anew_in_portions(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amparo.desk.supporters import upkeep

    for name in ("Rosa Núñez", "Luz Ángel", "Omar Abdi"):
        signed.sign(name, wants_news=True)
    reboot()  # the list has a new key, and its cards the old one
    old = Epoch.objects.living().get(keyspace_id=the_list().pk)
    monkeypatch.setattr(upkeep, "RENEWED_AT_ONCE", 2)
    alma, address = unlocked(signed.desk), reverse("desk:renew-list")

    between = text_of(alma.post(address, {"confirmed": "yes"}))
    assert "66%. 1 card is left" in between
    assert "data-goes-on" in between
    assert Epoch.objects.living().filter(pk=old.pk).exists()

    answer = text_of(alma.post(address, {"total": "3"}, follow=True))
    assert "3 cards are sealed anew" in answer
    assert "Rosa Núñez" in answer
    assert not Epoch.objects.living().filter(pk=old.pk).exists()


def test_the_start_page_names_what_waits(signed: Signed) -> None:
    signed.sign("Rosa Núñez", comment="Por mi hermana.")
    Keyspace.objects.filter(kind="campaign").update(
        shred_on=timezone.localdate() + timedelta(days=3)
    )
    page = text_of(logged_in(signed.desk.alma).get(reverse("wagtailadmin_home")))
    assert "1 comment waits to be read." in page
    assert "is shredded on" in page


def test_a_key_that_was_not_granted_reads_nothing(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    teo: HolderOnce = signed.desk.key_of_teo()
    client = logged_in(signed.desk.teo)
    client.post(reverse("desk:unlock"), {"passphrase": teo.passphrase})
    page = text_of(client.get(signed.address))
    assert "Rosa" not in page
    assert "not readable with this key" in page


def test_what_only_this_ask_asked_stands_at_the_desk_under_its_labels(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = replace(kinds.get("petition"), told={"office": "Office held"})
    monkeypatch.setitem(kinds._kinds, "petition", kind)
    card = signed.sign("Rosa Quispe", told={"office": "Párroca", "unlabelled": "nothing"})
    locked = text_of(logged_in(signed.desk.alma).get(signed.address))
    assert "Office held" in locked
    assert "Párroca" not in locked
    alma = unlocked(signed.desk)
    for page in (signed.address, signed.page_of(card), f"{signed.address}?q=párroca"):
        text = text_of(alma.get(page))
        assert "Párroca" in text
        assert "nothing" not in text
    told = {"file": "full", "reason": "x"}
    export = reverse("desk:export", args=["petition", signed.petition.pk])
    header, row = read_csv(alma.post(export, told).content)
    assert row[header.index("Office held")] == "Párroca"
