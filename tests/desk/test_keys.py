"""At the desk a key is made once, granted by voice, unlocked by six words, and taken away."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.accounts.models import User
from amparo.accounts.operations import set_password
from amparo.audit.actors import Actor
from amparo.keyring.models import Epoch, Grant, Holder
from amparo.keyring.operations import (
    HolderOnce,
    confirm_kit_words,
    current_epoch,
    grant,
    make_kit,
    unconfirmed_kit,
)
from amparo.keyring.unlocking import unlock
from amparo.lib.sealing.grants import Scope
from tests.cast import NEW_PASSWORD
from tests.makers import forget_keys, make_alma, make_beto, make_ines, make_key, make_teo

INIT = Actor.command("amparo init")

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


class Desk:
    """Alma with a granted key, Teo who came yesterday, and the kit on paper."""

    def __init__(self) -> None:
        now = timezone.now()
        self.alma, self.teo = make_alma(now), make_teo(now)
        self.kit = make_kit(words_language="en", label="Paper kit", actor=INIT, now=now)
        root = unconfirmed_kit(actor=INIT)
        assert root is not None
        self.key = make_key(self.alma.pk, "Alma", now=now)
        heard = " ".join(self.key.fingerprint)
        grant(self.key.holder, by=root, scope=Scope("organizers"), heard=heard, now=now)
        confirm_kit_words(self.kit.words, actor=INIT, now=now)

    def key_of_teo(self) -> HolderOnce:
        return make_key(self.teo.pk, "Teo", now=timezone.now())


@pytest.fixture
def desk() -> Desk:
    forget_keys()
    return Desk()


def logged_in(user: User, *, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def unlocked(desk: Desk) -> Client:
    client = logged_in(desk.alma)
    answer = client.post(reverse("desk:unlock"), {"passphrase": desk.key.passphrase})
    assert answer.status_code == 302
    return client


def text_of(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", content.decode())


def test_the_list_says_who_can_open(desk: Desk) -> None:
    desk.key_of_teo()

    page = text_of(logged_in(desk.alma).get(reverse("desk:keys")))

    assert "Paper kit" in page
    assert "waits for six words to be compared" in page


def test_the_list_comes_as_a_file(desk: Desk) -> None:
    answer = logged_in(desk.alma).get(reverse("desk:keys"), {"export": "csv"})

    assert answer["Content-Type"].startswith("text/csv")
    assert "Alma" in answer.content.decode()


def test_the_list_never_shows_the_six_words_of_a_waiting_key(desk: Desk) -> None:
    teo = desk.key_of_teo()

    for name in ("desk:keys", "desk:key-grant"):
        address = reverse(name, args=[teo.holder.pk] if name == "desk:key-grant" else [])
        page = text_of(unlocked(desk).get(address))
        assert " ".join(teo.fingerprint) not in page
        assert not all(word in page for word in teo.fingerprint)


def test_a_newcomer_makes_her_key_and_sees_it_once(desk: Desk) -> None:
    client = logged_in(desk.teo)

    answer = client.post(reverse("desk:key-make"), {"language": "es"})

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    page = text_of(answer)
    passphrase = re.search(r'keys-passphrase"[^>]*>([^<]+)<', page)
    assert passphrase is not None
    assert len(re.findall(r"<li>[^<\s]+</li>", page)) == 24
    assert unlock(desk.teo.pk, passphrase.group(1), now=timezone.now())
    assert client.get(reverse("desk:key-make")).status_code == 302


def test_six_words_unlock_and_a_wrong_try_says_so(desk: Desk) -> None:
    client = logged_in(desk.alma)

    wrong = client.post(reverse("desk:unlock"), {"passphrase": "not these six words at all"})
    assert wrong.status_code == 422
    assert "not these six words" not in text_of(wrong)

    right = client.post(
        reverse("desk:unlock") + "?next=/desk/log/", {"passphrase": desk.key.passphrase}
    )
    assert (right.status_code, right["Location"]) == (302, "/desk/log/")
    cookie = right.cookies["unlocked"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/desk/")


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_unlocking_leads_nowhere_else(desk: Desk, away: str) -> None:
    client = logged_in(desk.alma)

    answer = client.post(
        reverse("desk:unlock") + f"?next={away}", {"passphrase": desk.key.passphrase}
    )

    assert answer["Location"] == reverse("desk:keys")


def test_locking_forgets_at_once(desk: Desk) -> None:
    client = unlocked(desk)
    assert "Lock now" in text_of(client.get(reverse("desk:keys")))

    client.post(reverse("desk:lock"))

    assert "Lock now" not in text_of(client.get(reverse("desk:keys")))


def test_a_key_holder_who_heard_the_six_words_lets_a_newcomer_in(desk: Desk) -> None:
    current_epoch(uuid4(), opened_by="organizers", today=timezone.localdate())
    teo = desk.key_of_teo()
    address = reverse("desk:key-grant", args=[teo.holder.pk])

    answer = unlocked(desk).post(address, {"heard": " ".join(teo.fingerprint).upper()}, follow=True)

    assert "Teo can open 1 month of sealed cards" in text_of(answer)
    assert Grant.objects.filter(holder=teo.holder).exists()


def test_words_of_another_key_let_nobody_in(desk: Desk) -> None:
    teo = desk.key_of_teo()
    address = reverse("desk:key-grant", args=[teo.holder.pk])

    answer = unlocked(desk).post(address, {"heard": " ".join(desk.key.fingerprint)})

    assert answer.status_code == 422
    assert "do not agree" in text_of(answer)
    assert not Grant.objects.filter(holder=teo.holder).exists()


def test_the_paper_kit_lets_a_newcomer_in_when_nobody_can_unlock(desk: Desk) -> None:
    teo = desk.key_of_teo()
    address = reverse("desk:key-grant", args=[teo.holder.pk])
    words = {"heard": " ".join(teo.fingerprint), "words": " ".join(desk.kit.words)}

    answer = logged_in(desk.teo).post(address, words)

    assert answer.status_code == 302
    assert Grant.objects.filter(holder=teo.holder).exists()


def test_a_word_typed_wrong_is_named_with_what_it_may_be(desk: Desk) -> None:
    words = [*desk.key.kit_words[:23], "abandonn"]

    page = text_of(
        logged_in(desk.alma).post(reverse("desk:key-recover"), {"words": " ".join(words)})
    )

    assert "Word 24, “abandonn”, is not in the list. Is it “abandon”?" in page


def test_her_sheet_gives_her_six_new_words(desk: Desk) -> None:
    words = {"words": " ".join(desk.key.kit_words)}

    page = text_of(logged_in(desk.alma).post(reverse("desk:key-recover"), words))

    fresh = re.search(r'keys-passphrase"[^>]*>([^<]+)<', page)
    assert fresh is not None
    assert fresh.group(1) != desk.key.passphrase
    assert unlock(desk.alma.pk, fresh.group(1), now=timezone.now())


def test_somebody_elses_sheet_gives_her_nothing(desk: Desk) -> None:
    answer = logged_in(desk.teo).post(
        reverse("desk:key-recover"), {"words": " ".join(desk.key.kit_words)}
    )

    assert answer.status_code == 422
    assert "another key" in text_of(answer)


def test_taking_a_key_away_names_what_goes_and_then_does_it(desk: Desk) -> None:
    teo = desk.key_of_teo()
    client, address = unlocked(desk), reverse("desk:key-take", args=[teo.holder.pk])

    assert "Still able to open: Alma, Paper kit" in text_of(client.get(address))
    assert Holder.objects.present().filter(pk=teo.holder.pk).exists()

    client.post(address, {"confirmed": "yes"})
    assert not Holder.objects.present().filter(pk=teo.holder.pk).exists()


def test_a_taken_key_ends_an_unlock_that_is_under_way(desk: Desk) -> None:
    client = unlocked(desk)
    logged_in(desk.teo).post(reverse("desk:key-take", args=[desk.key.holder.pk]))

    assert "Lock now" not in text_of(client.get(reverse("desk:keys")))


def test_a_new_passphrase_asks_to_unlock_first(desk: Desk) -> None:
    answer = logged_in(desk.alma).get(reverse("desk:key-renew"))

    assert answer["Location"] == reverse("desk:unlock") + "?next=%2Fdesk%2Fkeys%2Fnew-passphrase%2F"
    assert "keys-passphrase" in text_of(unlocked(desk).post(reverse("desk:key-renew")))


@pytest.mark.parametrize("name", ["keys", "unlock", "key-make", "key-recover", "outbox", "audit"])
def test_a_volunteer_has_no_part_in_keys(desk: Desk, name: str) -> None:
    beto = make_beto(datetime(2026, 11, 20, tzinfo=UTC))

    answer = logged_in(beto).get(reverse(f"desk:{name}"))

    assert answer.status_code in (302, 403)
    if answer.status_code == 302:
        assert answer["Location"] == reverse("wagtailadmin_home")


def test_an_attorney_makes_a_key_of_her_own_kind(desk: Desk) -> None:
    ines = make_ines(timezone.now())

    logged_in(ines).post(reverse("desk:key-make"), {"language": "es"})

    assert Holder.objects.get(user_id=ines.pk).kind == "attorney"


def test_the_start_page_says_that_a_key_waits(desk: Desk) -> None:
    desk.key_of_teo()

    page = text_of(logged_in(desk.alma).get(reverse("wagtailadmin_home")))

    assert "Teo has a new key. Call, and compare six words." in page


def test_the_pages_speak_spanish(desk: Desk) -> None:
    User.objects.filter(pk=desk.alma.pk).update(preferred_language="es")
    desk.alma.refresh_from_db()

    page = text_of(logged_in(desk.alma, language="es").get(reverse("desk:unlock")))

    assert "Sus seis palabras" in page


def test_logging_out_locks(desk: Desk) -> None:
    client = unlocked(desk)
    cookie = client.cookies["unlocked"].value

    client.post(reverse("account_logout"))
    client.force_login(desk.alma)
    client.cookies["unlocked"] = cookie

    assert "Lock now" not in text_of(client.get(reverse("desk:keys")))


def test_a_new_login_password_opens_nothing_and_changes_no_key(desk: Desk) -> None:
    set_password(desk.alma, NEW_PASSWORD, now=timezone.now())

    client = logged_in(desk.alma)
    assert client.post(reverse("desk:unlock"), {"passphrase": NEW_PASSWORD}).status_code == 422
    right = client.post(reverse("desk:unlock"), {"passphrase": desk.key.passphrase})
    assert right.status_code == 302


def test_an_altered_key_can_be_put_out_of_use(desk: Desk) -> None:
    epoch = current_epoch(uuid4(), opened_by="organizers", today=timezone.localdate())
    Epoch.objects.filter(pk=epoch.id).update(mac=bytes(32))
    client = logged_in(desk.alma)

    assert "Begin new keys" in text_of(client.get(reverse("desk:keys")))
    answer = client.post(reverse("desk:key-begin-anew"), follow=True)

    assert "1 altered key is out of use." in text_of(answer)
    assert "Begin new keys" not in text_of(answer)


def test_a_lost_kit_is_replaced_printed_and_typed_back(desk: Desk) -> None:
    client = unlocked(desk)

    sheet = text_of(client.post(reverse("desk:key-kit-replace"), {"language": "es"}))
    words = re.findall(r"<li>([^<\s]+)</li>", sheet)
    assert len(words) == 24
    assert "have not been typed back" in text_of(client.get(reverse("desk:keys")))

    wrong = client.post(reverse("desk:key-kit"), {"words": " ".join(desk.kit.words)})
    assert "the words of another sheet" in text_of(wrong)
    right = client.post(reverse("desk:key-kit"), {"words": " ".join(words)}, follow=True)
    assert "on paper now and nowhere else" in text_of(right)


def test_replacing_the_kit_asks_to_unlock_first(desk: Desk) -> None:
    answer = logged_in(desk.alma).post(reverse("desk:key-kit-replace"), {"language": "es"})

    assert answer["Location"].startswith(reverse("desk:unlock"))
