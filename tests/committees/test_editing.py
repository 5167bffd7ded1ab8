"""A committee is made, opened and closed."""

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.committees.models import Committee, State
from amparo.committees.operations.editing import (
    AddressTaken,
    CannotDelete,
    CannotOpen,
    Facts,
    Said,
    change_committee,
    close_committee,
    delete_draft,
    open_committee,
    remove_network,
    save_network,
)
from amparo.evidence.citing import places
from amparo.evidence.models import Citation
from tests.committees.makers import WORDS, make_committee, make_open_committee
from tests.evidence.makers import make_a_claim
from tests.makers import make_organization

pytestmark = pytest.mark.django_db


def test_it_opens_in_both_languages_with_somebody_who_looks_after_it(alma):
    committee = make_open_committee([alma])
    assert Committee.objects.open().get() == committee


@pytest.mark.parametrize(
    ("words", "has_coordinator", "reason"),
    [({"en": WORDS["en"]}, True, "words"), (WORDS, False, "coordinators")],
)
def test_it_stays_a_draft_while_something_is_missing(alma, words, has_coordinator, reason):
    committee = make_committee([alma] if has_coordinator else [], words=words)
    with pytest.raises(CannotOpen) as refused:
        open_committee(committee, languages=("en", "es"), actor=WORKER, now=timezone.now())
    assert refused.value.reason == reason
    assert Committee.objects.get().state == State.DRAFT


def test_an_address_is_taken_once(alma):
    make_committee([alma])
    with pytest.raises(AddressTaken):
        make_committee([alma])


def test_once_public_its_address_stays_and_it_is_closed_instead_of_deleted(alma, beto):
    committee = make_open_committee([alma])
    said = {"en": Said("Research", "We read.")}
    change_committee(committee, Facts("another", 2, [beto]), said, actor=WORKER)
    with pytest.raises(CannotDelete):
        delete_draft(committee, actor=WORKER)
    close_committee(committee, actor=WORKER)

    found = Committee.objects.get()
    assert (found.slug, found.order, found.state) == ("legal-research", 2, State.CLOSED)
    assert [each.user for each in found.coordinating.all()] == [beto]
    assert found.any_text("es").title == "Investigación legal"


def test_a_draft_can_be_thrown_away(alma):
    delete_draft(make_committee([alma]), actor=WORKER)
    assert not Committee.objects.exists()


def test_a_community_network_is_named_once_and_taken_out(alma):
    committee = make_committee([alma])
    group = make_organization("Rice County Neighbors")
    save_network(committee, group, what={"en": "We meet.", "es": ""}, actor=WORKER)
    network = save_network(committee, group, what={"en": "We march."}, actor=WORKER)
    assert network.any_text("es").what == "We march."
    assert committee.networks.count() == 1
    remove_network(network, actor=WORKER)
    assert not committee.networks.exists()


def test_what_a_committee_cites_becomes_notes_and_the_claim_knows_of_it(alma, client):
    committee = make_open_committee([alma])
    make_a_claim(timezone.now(), "beds")
    facts = Facts(slug=committee.slug, coordinators=[alma])
    words = {"en": Said("Legal research", "We read.", body="We count the beds [claim:beds].")}
    change_committee(committee, facts, words, actor=WORKER)
    shown = client.get(f"/en/committees/{committee.slug}/").content.decode()
    assert "[claim:" not in shown
    assert 'href="#note-1"' in shown
    (citation,) = Citation.objects.of_place("committee", committee.pk)
    found = places([("committee", citation.place_id)])
    assert [each.url for each in found.values()] == [f"/en/committees/{committee.slug}/"]
