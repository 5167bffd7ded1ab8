"""The petition of a defense case: shown by consent, gone with it."""

import pytest
from django.utils.translation import override

from amparo.audit.actors import WORKER
from amparo.campaigns.models import Wording
from amparo.campaigns.standing import forget_all
from amparo.campaigns.takedown import name_what_goes, take_down
from amparo.outbox.letters import written
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.petitions.models import Petition
from amparo.supporters.models import Card
from tests.makers import make_case, make_open_petition
from tests.petitions.signer import page_of, send

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


def test_a_case_is_shown_only_in_the_languages_that_were_agreed_to(client, now):
    case, _consent = make_case(now, languages=("es",))
    petition = make_open_petition(now, campaign=case, slug="let-omar-stay")

    spanish = client.get(page_of(petition, "es"))

    assert spanish.status_code == 200
    assert "noarchive" in spanish["X-Robots-Tag"]
    assert 'name="switch_to"' not in spanish.content.decode()
    assert client.get(page_of(petition, "en")).status_code == 404
    assert send(petition, now, language="en").status_code == 404


def test_when_consent_ends_nobody_can_sign_or_read(client, now):
    case, _consent = make_case(now)
    petition = make_open_petition(now, campaign=case, slug="let-omar-stay")
    case.consents.update(withdrawn_on=now.date())
    forget_all()

    assert client.get(page_of(petition)).status_code == 404
    assert send(petition, now).status_code == 404


def test_a_takedown_takes_the_petition_its_wordings_and_its_signatures(client, now):
    case, _consent = make_case(now)
    petition = make_open_petition(now, campaign=case, slug="let-omar-stay")
    send(petition, now)
    with override("en"):
        goes = name_what_goes(case)

    take_down(case, actor=WORKER, now=now)
    forget_all()

    assert any("End the agreement" in line for line in goes)
    assert not Petition.objects.exists()
    assert not Wording.objects.exists()
    assert not Card.objects.exists()
    for below in ("", "thanks/", "names/", "sheet.pdf"):
        assert client.get(page_of(petition) + below).status_code == 410


def test_letters_that_wait_about_what_was_taken_down_do_not_go(
    now, django_capture_on_commit_callbacks
):
    case, _consent = make_case(now)
    petition = make_open_petition(now, campaign=case, slug="let-omar-stay")
    send(petition, now)
    [row] = Waiting.objects.all()
    waiting = unseal_letter(bytes(row.sealed_letter), row.pk)
    assert written(waiting) is not None

    with django_capture_on_commit_callbacks(execute=True):
        take_down(case, actor=WORKER, now=now)

    assert written(waiting) is None


def test_letters_that_wait_in_a_language_that_is_no_longer_agreed_to_do_not_go(now):
    case, _consent = make_case(now)
    petition = make_open_petition(now, campaign=case, slug="let-omar-stay")
    send(petition, now)
    [row] = Waiting.objects.all()
    case.consents.update(languages="en")
    forget_all()

    assert written(unseal_letter(bytes(row.sealed_letter), row.pk)) is None
