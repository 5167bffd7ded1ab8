"""Files that an organizer takes home are sealed to her own key, or say that they are not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pyrage import decrypt, x25519

from amparo.audit.models import Entry
from amparo.desk.supporters import upkeep
from amparo.lib.csvs import read_csv
from amparo.supporters.models import AgeKey, Card
from tests.desk.test_keys import logged_in, text_of, unlocked
from tests.desk.test_supporters import Signed
from tests.makers import forget_keys, make_beto, reboot

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def signed() -> Iterator[Signed]:
    forget_keys()
    yield Signed()
    reboot()


def give(client: Client, recipient: str) -> Any:
    return client.post(reverse("desk:age-key"), {"recipient": recipient})


def export_of(signed: Signed) -> str:
    return reverse("desk:export", args=["petition", signed.petition.pk])


def test_a_file_is_sealed_to_her_key_and_opens_on_her_computer(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    hers, alma = x25519.Identity.generate(), unlocked(signed.desk)
    assert give(alma, f" {hers.to_public()} ").status_code == 302
    told = {"file": "full", "seal": "age", "reason": "calls"}
    answer = alma.post(export_of(signed), told)
    assert 'signatures.csv.age"' in answer["Content-Disposition"]
    assert b"Rosa" not in answer.content
    rows = read_csv(decrypt(answer.content, [hers]))
    assert rows[1][:2] == ["Rosa Núñez", "rosa@example.org"]
    assert Entry.objects.filter(reason="full, age: calls").exists()


def test_who_has_a_key_and_says_nothing_gets_it_sealed(signed: Signed) -> None:
    signed.sign("Rosa Núñez")
    alma = unlocked(signed.desk)
    give(alma, str(x25519.Identity.generate().to_public()))
    answer = alma.post(export_of(signed), {"file": "full", "reason": "calls"})
    assert answer.content.startswith(b"age-encryption.org/v1")
    plain = alma.post(export_of(signed), {"file": "full", "seal": "plain", "reason": "calls"})
    assert "Rosa Núñez" in plain.content.decode("utf-8-sig")


def test_without_a_key_nothing_is_sealed_to_it(signed: Signed) -> None:
    told = {"file": "full", "seal": "age", "reason": "calls"}
    answer = unlocked(signed.desk).post(export_of(signed), told)
    assert answer.status_code == 422
    assert "public half of your age key first" in text_of(answer)


def test_the_private_half_is_refused_and_not_sent_back(signed: Signed) -> None:
    secret = str(x25519.Identity.generate())
    answer = give(logged_in(signed.desk.alma), secret)
    page = answer.content.decode()
    assert "must never leave your computer" in page
    assert secret not in page
    assert not AgeKey.objects.exists()
    assert give(logged_in(signed.desk.alma), "age1nonsense").status_code == 422


def test_a_key_is_changed_and_taken_away(signed: Signed) -> None:
    alma = logged_in(signed.desk.alma)
    for _ in range(2):
        give(alma, str(x25519.Identity.generate().to_public()))
    assert AgeKey.objects.count() == 1
    give(alma, "")
    assert not AgeKey.objects.exists()
    assert Entry.objects.filter(verb="supporters.forget_age_key").count() == 1


def test_a_volunteer_gives_no_key(signed: Signed) -> None:
    beto = logged_in(make_beto(timezone.now()))
    assert give(beto, str(x25519.Identity.generate().to_public())).status_code in (302, 403)
    assert not AgeKey.objects.exists()


def test_the_desk_says_how_many_cards_were_merged(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 0)
    signed.sign("Rosa Núñez")
    Card.objects.update(codes_boot=b"before", person_code=b"old", email_code=b"old")
    signed.sign("Rosa Nuñez")
    Card.objects.filter(codes_boot=b"before").update(
        week_on=timezone.localdate() - timedelta(days=30)
    )
    answer = unlocked(signed.desk).post(reverse("desk:remake-codes"), follow=True)
    assert "1 card was the second one of somebody" in text_of(answer)
    assert Card.objects.count() == 1
