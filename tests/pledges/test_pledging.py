"""A candidate gives her word on one wording, and we can show how we know."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.pledges.models import Candidate, OwnWords, Pledge, Scope
from amparo.pledges.operations.planks import IsPledged, change_plank, remove_question
from amparo.pledges.operations.pledging import (
    Answered,
    CannotPledge,
    CannotRemove,
    Given,
    Proof,
    RunsAlready,
    note_own_words,
    record_pledge,
    remove_candidate,
    remove_pledge,
    save_candidate,
    withdraw_pledge,
)
from tests.makers import make_office, make_official, make_source
from tests.pledges.makers import (
    make_answers,
    make_candidate,
    make_open_platform,
    make_pledge,
    plank_facts,
    read,
)

pytestmark = pytest.mark.django_db


def test_a_pledge_stays_bound_to_the_words_of_its_day(now):
    platform = make_open_platform(now)
    pledge = make_pledge(now, platform)
    plank = platform.planks.get(number=3)

    change_plank(plank, plank_facts(2), actor=WORKER, now=now)

    assert pledge.wording is not None
    assert pledge.wording.words["plank-3"].startswith("Refuse federal money")
    assert pledge.text_hash != read(platform).text("en").text_hash


def test_an_official_gives_her_word_as_a_candidate_does(now):
    platform = make_open_platform(now)
    official = make_official(now, make_office(now))
    pledge = make_pledge(now, platform, official)
    assert (pledge.name, pledge.is_candidate) == (official.name, False)


def test_a_pledge_to_single_planks_names_them(now):
    platform = make_open_platform(now)
    planks = list(platform.planks.filter(number__in=(1, 3)))
    pledge = make_pledge(now, platform, scope="planks", planks=planks)
    assert [plank.number for plank in pledge.planks.all()] == [1, 3]


def test_an_answer_keeps_the_question_as_it_was_asked(now):
    platform = make_open_platform(now)
    pledge = make_answers(now, platform)
    answer = pledge.answers.get()
    answer.question.texts.update(words="Something else?")
    assert (answer.asked, answer.verdict) == ("Will you end the agreement?", "partly")
    with pytest.raises(IsPledged):
        remove_question(answer.question, actor=WORKER)


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"proof": Proof("signed")}, "proof"),
        ({"scope": "planks"}, "planks"),
        ({"scope": "answers"}, "answers"),
    ],
)
def test_what_cannot_be_shown_is_not_written_down(now, about, reason):
    platform = make_open_platform(now)
    with pytest.raises(CannotPledge) as refused:
        make_pledge(now, platform, **about)
    assert refused.value.reason == reason
    assert not Pledge.objects.exists()


def test_nobody_pledges_tomorrow(now):
    platform = make_open_platform(now)
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    assert refusal(now, platform, platform.wordings.first(), tomorrow) == "future"


def test_a_wording_of_another_platform_binds_nobody(now):
    platform = make_open_platform(now)
    other = make_open_platform(now, campaign=platform.campaign, slug="another")
    wording = other.wordings.first()
    wording.text_hash = "0" * 64
    assert refusal(now, platform, wording, timezone.localdate(now)) == "wording"


def refusal(now, platform, wording, day):
    """Why a pledge to these words on that day is not written down."""
    given = Given(scope=Scope.WHOLE, wording=wording, given_on=day)
    proof = Proof("statement", url="https://example.org/")
    with pytest.raises(CannotPledge) as refused:
        record_pledge(platform, make_candidate(now), given, proof=proof, actor=WORKER, now=now)
    return refused.value.reason


def test_a_document_stands_beside_its_own_hash_until_the_pledge_is_removed(
    now, django_capture_on_commit_callbacks
):
    platform = make_open_platform(now)
    paper = b"%PDF-1.7 a signed paper"
    pledge = make_pledge(now, platform, proof=Proof("signed", file=paper, suffix=".pdf"))

    with pledge.proof_file.open() as kept:
        assert sha256(kept.read()).hexdigest() == pledge.proof_hash
    storage, name = pledge.proof_file.storage, pledge.proof_file.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_pledge(pledge, actor=WORKER)
    assert not storage.exists(name)


def test_a_pledge_that_is_taken_back_stays_to_be_read(now):
    platform = make_open_platform(now)
    pledge = make_pledge(now, platform)
    today = timezone.localdate(now)
    assert withdraw_pledge(pledge, on=today, actor=WORKER)
    assert not withdraw_pledge(pledge, on=today, actor=WORKER)
    assert not Pledge.objects.in_force().exists()
    assert Pledge.objects.get().withdrawn_on == today


def test_a_pledge_is_of_one_person(now):
    platform = make_open_platform(now)
    pledge = make_pledge(now, platform)
    official = make_official(now, pledge.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.update(official=official)


def test_a_candidate_stands_once_for_an_office_and_an_election(now):
    candidate = make_candidate(now)
    twin = Candidate(
        office=candidate.office, name=candidate.name, election_on=candidate.election_on
    )
    with pytest.raises(RunsAlready):
        save_candidate(twin, actor=WORKER)


def test_a_candidate_whom_a_pledge_names_stays(now):
    platform = make_open_platform(now)
    pledge = make_pledge(now, platform)
    with pytest.raises(CannotRemove):
        remove_candidate(pledge.candidate, actor=WORKER)


def test_a_candidates_own_text_is_a_quotation_with_its_source(now):
    platform = make_open_platform(now)
    plank = platform.planks.first()
    source = make_source(now, "Her platform")
    own = note_own_words(
        plank,
        make_candidate(now),
        quote="I will end it.",
        source=source,
        actor=WORKER,
        fit="partly",
    )
    assert OwnWords.objects.get().source == source
    assert own.get_fit_display() == "asks for a part of it"


def test_an_empty_answer_is_no_answer(now):
    platform = make_open_platform(now)
    question = make_answers(now, platform).answers.get().question
    with pytest.raises(CannotPledge):
        make_pledge(now, platform, scope="answers", answers={question: Answered()})
