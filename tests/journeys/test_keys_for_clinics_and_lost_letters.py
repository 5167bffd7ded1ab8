"""An attorney's paper kit, from her key to the safe; letters that a power cut took, in Spanish."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from amparo.accounts.models import User
from amparo.desk.supporters import lostletters
from amparo.keyring.kits import is_unconfirmed
from amparo.keyring.operations import HolderOnce
from amparo.keyring.unlocking import unlocked_by_words
from amparo.outbox.sending import sweep
from amparo.supporters.models import Card
from amparo.supporters.operations import Submission, receive
from amparo.web.models import Coalition
from tests.browsing import Visit, come_in
from tests.cast import ALMA, INES, LUZ, OMAR, PASSWORD, Person
from tests.desk.test_keys import Desk
from tests.journeys.test_alma_reads_signatures import LINK
from tests.journeys.test_keys_at_the_desk import alma_key, words_below
from tests.makers import forget_keys, make_ines, make_open_petition, reboot

__all__ = ["alma_key"]  # a fixture


@pytest.fixture
def desk(address: str) -> Desk:
    """Alma's key and the coalition's paper kit; Ines is an attorney without a key."""
    reboot()
    forget_keys()
    cache.clear()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    made = Desk()
    made.alma.set_password(PASSWORD)
    made.alma.save()
    make_ines(timezone.now(), has_password=True)
    return made


def test_an_attorney_prints_the_clinics_kit_and_no_organizer_sees_it(
    visit: Visit, desk: Desk
) -> None:
    ines = visit("/accounts/login/")
    come_in(ines, INES)
    ines.goto("/desk/keys/")
    ines.get_by_role("link", name="Make my key").click()
    ines.get_by_role("button", name="Make it now").click()
    expect(ines.locator("svg.keys-code")).to_be_visible()
    passphrase = words_below(ines, "six words to learn")
    read_aloud = words_below(ines, "To read out by telephone")

    alma = visit("/accounts/login/", phone=False)
    come_in(alma, ALMA)
    alma.goto("/desk/unlock/?next=/desk/keys/")
    alma.get_by_label("Your six words").fill(desk.key.passphrase)
    alma.get_by_role("button", name="Unlock").click()
    expect(alma.locator("main")).not_to_contain_text("Paper kit of the clinics")
    alma.get_by_role("link", name="Compare words").click()
    alma.get_by_label("The six words that you hear").fill(read_aloud)
    alma.get_by_label("The 24 words of the paper kit").fill(" ".join(desk.kit.words))
    alma.get_by_role("button", name="The words agree").click()
    expect(alma.locator("body")).to_contain_text("Ines Carvajal can open")

    ines.goto("/desk/unlock/?next=/desk/keys/")
    ines.get_by_label("Your six words").fill(passphrase)
    ines.get_by_role("button", name="Unlock").click()
    ines.get_by_role("link", name="Paper kit of the clinics").click()
    ines.get_by_role("button", name="Make it now").click()
    expect(ines.locator(".keys-words li")).to_have_count(24)
    words = ines.locator(".keys-words li").all_inner_texts()
    expect(ines.locator("svg.keys-code")).to_be_visible()
    ines.get_by_role("link", name="It is on paper: type it back").click()
    ines.get_by_label("The 24 words").fill(" ".join(words))
    ines.get_by_role("button", name="The words are right").click()
    expect(ines.locator("body")).to_contain_text("on paper now and nowhere else")
    assert not is_unconfirmed("clinic-kit")
    kit = unlocked_by_words(words, actor=desk.alma.actor, now=timezone.now())
    assert kit.kind == "clinic-kit"


def sign(who: Person, petition_id: object) -> None:
    receive(
        Submission(
            action_kind="petition",
            action_id=petition_id,  # type: ignore[arg-type]
            text_hash="ab" * 32,
            language="es",
            name=who.full_name,
            email=who.email,
            town=who.town,
            county=who.county,
        ),
        now=timezone.now(),
    )


def open_in_spanish(page: Page, key: HolderOnce) -> None:
    page.get_by_label("Sus seis palabras").fill(key.passphrase)
    page.get_by_role("button", name="Abrir").click()


def test_after_a_power_cut_alma_has_the_letters_written_again(
    visit: Visit, alma_key: HolderOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lostletters, "PORTION", 1)
    User.objects.filter(email=ALMA.email).update(preferred_language="es")
    petition = make_open_petition(timezone.now())
    for who in (LUZ, OMAR):
        sign(who, petition.pk)
    reboot()
    sweep(timezone.now())
    assert not mail.outbox

    page = visit("/accounts/login/", language="es")
    come_in(page, ALMA)
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text("se llevó las cartas que esperan 2 personas")
    page.get_by_role("link", name="Escribirlas de nuevo").click()
    open_in_spanish(page, alma_key)
    expect(page.locator("main")).not_to_contain_text(LUZ.full_name)
    page.get_by_label("Por qué se escriben de nuevo").fill("El corte de luz del martes")
    page.get_by_role("button", name="Escribirlas de nuevo").click()
    expect(page.locator("body")).to_contain_text("2 cartas esperan otra vez para salir")

    sweep(timezone.now())
    assert {letter.to[0] for letter in mail.outbox} == {LUZ.email, OMAR.email}
    [link] = [LINK.search(str(each.body)) for each in mail.outbox if each.to == [LUZ.email]]
    assert link
    luz = visit(f"/es/confirm/{link[1]}/", language="es")
    luz.get_by_role("button", name="Confirmar").click()
    expect(luz.get_by_role("heading", name="Su nombre cuenta")).to_be_visible()
    assert Card.objects.filter(is_confirmed=True).count() == 1
