"""The clinics' own paper kit: an attorney makes it, and no organizer ever sees its words."""

import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.accounts.models import User
from amparo.audit.models import Entry
from amparo.keyring.epochs import current_epoch
from amparo.keyring.errors import CannotUnlock
from amparo.keyring.health import problems
from amparo.keyring.models import Grant, Holder
from amparo.keyring.operations import HolderOnce
from amparo.keyring.unlocking import unlocked_by_words
from amparo.lib.qrcodes import qr_svg
from tests.desk.test_keys import Desk, logged_in, text_of, unlocked
from tests.makers import forget_keys, make_ines, make_key, reboot

MAKE, TYPE_BACK = "desk:key-clinic-kit", "desk:key-clinic-kit-words"

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


class Law:
    """Alma's desk, and Ines, an attorney whose key waits."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.ines: User = make_ines(timezone.now())
        self.key: HolderOnce = make_key(self.ines.pk, "Ines", now=timezone.now(), kind="attorney")

    def let_in(self, client: Client, words: list[str] | None = None) -> Any:
        address = reverse("desk:key-grant", args=[self.key.holder.pk])
        typed = words or self.desk.kit.words
        heard = {"heard": " ".join(self.key.fingerprint), "words": " ".join(typed)}
        return client.post(address, heard)

    def unlocked(self) -> Client:
        client = logged_in(self.ines)
        client.post(reverse("desk:unlock"), {"passphrase": self.key.passphrase})
        return client


@pytest.fixture
def law() -> Any:
    forget_keys()
    yield Law()
    reboot()


def words_on(page: str) -> list[str]:
    return [html.unescape(word) for word in re.findall(r"<li>([^<\s]+)</li>", page)]


def test_the_first_attorney_is_let_in_by_the_coalitions_paper(law: Law) -> None:
    alma = unlocked(law.desk)
    page = text_of(alma.get(reverse("desk:key-grant", args=[law.key.holder.pk])))
    assert "cannot let anybody in there" in page
    assert "The 24 words of the paper kit" in page

    assert law.let_in(alma, law.desk.key.kit_words).status_code == 422
    assert not Grant.objects.filter(holder=law.key.holder).exists()
    assert law.let_in(alma).status_code == 302
    assert Grant.objects.filter(holder=law.key.holder).exists()


def test_an_attorney_makes_the_kit_prints_it_and_types_it_back(law: Law) -> None:
    law.let_in(unlocked(law.desk))
    epoch = current_epoch(uuid4(), opened_by="attorneys", today=timezone.localdate()).id
    ines = law.unlocked()
    assert "The clinics have no paper kit" in text_of(ines.get(reverse("wagtailadmin_home")))
    assert "can open what clinics are told" in " ".join(problems(today=timezone.localdate()))

    page = text_of(ines.post(reverse(MAKE), {"language": "es"}))

    words = words_on(page)
    assert len(words) == 24
    again = words_on(text_of(ines.post(reverse(MAKE), {"language": "es"})))
    assert again == words
    assert "have not been typed back" in text_of(ines.get(reverse("desk:keys")))
    wrong = ines.post(reverse(TYPE_BACK), {"words": " ".join(law.desk.kit.words)})
    assert wrong.status_code == 422
    assert ines.post(reverse(TYPE_BACK), {"words": " ".join(words)}).status_code == 302
    assert not problems(today=timezone.localdate())
    kit = unlocked_by_words(words, actor=law.desk.alma.actor, now=timezone.now())
    assert kit.kind == "clinic-kit"
    assert len(kit.private_key_of(epoch)) == 96


def test_the_sheet_has_the_words_as_a_code(law: Law) -> None:
    law.let_in(unlocked(law.desk))
    page = law.unlocked().post(reverse(MAKE), {"language": "en"}).content.decode()
    drawn = qr_svg(" ".join(words_on(page)), title="The 24 words as a code", css_class="keys-code")
    assert drawn in page


def test_an_organizer_never_comes_near_it(law: Law) -> None:
    alma = unlocked(law.desk)
    for name in (MAKE, TYPE_BACK):
        assert alma.get(reverse(name)).status_code in (302, 403)
        assert alma.post(reverse(name), {"language": "en"}).status_code in (302, 403)
    assert not Holder.objects.filter(kind="clinic-kit").exists()


def test_an_attorney_whose_key_nobody_granted_makes_none(law: Law) -> None:
    answer = law.unlocked().post(reverse(MAKE), {"language": "en"}, follow=True)
    assert "Your key may not do this" in text_of(answer)
    assert not Holder.objects.filter(kind="clinic-kit").exists()


def test_a_lost_sheet_is_replaced_and_opens_nothing_afterwards(law: Law) -> None:
    law.let_in(unlocked(law.desk))
    ines = law.unlocked()
    old = words_on(text_of(ines.post(reverse(MAKE), {"language": "en"})))
    ines.post(reverse(TYPE_BACK), {"words": " ".join(old)})
    assert "There is a kit already" in text_of(ines.get(reverse(MAKE)))

    fresh = words_on(text_of(ines.post(reverse(MAKE), {"language": "en"})))

    assert fresh != old
    with pytest.raises(CannotUnlock):
        unlocked_by_words(old, actor=law.desk.alma.actor, now=timezone.now())
    assert unlocked_by_words(fresh, actor=law.desk.alma.actor, now=timezone.now())
    assert Entry.objects.filter(verb="key.replace_kit").count() == 1


def test_the_clinics_kit_lets_the_next_attorney_in(law: Law) -> None:
    law.let_in(unlocked(law.desk))
    ines = law.unlocked()
    words = words_on(text_of(ines.post(reverse(MAKE), {"language": "en"})))
    ines.post(reverse(TYPE_BACK), {"words": " ".join(words)})
    teo = make_key(law.desk.teo.pk, "Teo", now=timezone.now(), kind="attorney")
    law.key = teo
    assert law.let_in(logged_in(law.ines), words).status_code == 302
    assert Grant.objects.filter(holder=teo.holder).exists()


def test_her_own_sheet_has_the_code_too(law: Law) -> None:
    page = logged_in(law.desk.teo).post(reverse("desk:key-make"), {"language": "en"})
    assert 'class="keys-code"' in page.content.decode()
