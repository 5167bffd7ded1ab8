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
from amparo.petitions.models import Petition
from amparo.supporters.models import AgeKey, Card
from tests.desk.test_keys import logged_in, text_of, unlocked
from tests.desk.test_supporters import Signed
from tests.makers import forget_keys, make_beto, make_open_petition, reboot

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


def test_the_file_holds_whom_the_list_was_filtered_to(signed: Signed) -> None:
    signed.sign("Rosa Núñez", town="Northfield")
    signed.sign("Luz Quispe", town="Northfield", county="27049")
    signed.sign("Omar Abdi", town="Faribault")
    signed.sign("Pa Vang", town="Northfield", is_confirmed=False)
    alma = unlocked(signed.desk)
    listed = reverse("desk:signatures", args=["petition", signed.petition.pk])
    download = f"{export_of(signed)}?county=27131&amp;q=northfield"
    assert download in alma.get(listed, {"county": "27131", "q": "northfield"}).content.decode()

    asked = alma.get(f"{export_of(signed)}?county=27131&q=northfield")
    assert "County: Rice County" in text_of(asked)
    assert names_in(alma, f"{export_of(signed)}?county=27131&q=northfield") == ["Rosa Núñez"]
    assert names_in(alma, f"{export_of(signed)}?state=letter") == ["Pa Vang"]
    assert len(names_in(alma, f"{export_of(signed)}?county=nowhere")) == 3


def test_comments_are_filtered_by_ask_and_taken_home_by_their_state(signed: Signed) -> None:
    signed.sign("Rosa Núñez", comment="Por mi hermana.")
    signed.sign("Omar Abdi")
    other = Signed.__new__(Signed)
    other.desk, other.petition = signed.desk, another(signed)
    other.sign("Luz Quispe", comment="Por todas.")
    alma, comments = unlocked(signed.desk), reverse("desk:comments")
    assert "Por todas." in text_of(alma.get(comments))

    chosen = alma.get(comments, {"ask": str(signed.petition.pk)}).content.decode()
    assert "Por mi hermana." in chosen
    assert "Por todas." not in chosen
    assert "Waiting to be read (1)" in text_of(alma.get(comments, {"ask": str(signed.petition.pk)}))
    download = f"{export_of(signed)}?state=confirmed&comment=waiting"
    assert download.replace("&", "&amp;") in chosen
    assert names_in(alma, download) == ["Rosa Núñez"]

    card = Card.objects.get(action_id=other.petition.pk)
    back = alma.post(
        reverse("desk:comment-judge", args=[card.pk]),
        {"verdict": "refuse", "state": "waiting", "ask": str(other.petition.pk)},
    )
    assert back.headers["Location"].endswith(f"?state=waiting&ask={other.petition.pk}")
    held = alma.get(comments, {"state": "refused", "ask": str(other.petition.pk)})
    assert "Por todas." in held.content.decode()


def another(signed: Signed) -> Petition:
    """A second petition of the same campaign."""
    return make_open_petition(timezone.now(), campaign=signed.petition.campaign, slug="another")


def names_in(client: Client, address: str) -> list[str]:
    answer = client.post(address, {"file": "full", "seal": "plain", "reason": "calls"})
    return [row[0] for row in read_csv(answer.content)[1:]]
