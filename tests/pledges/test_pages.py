"""What everybody may read of a platform, in both languages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.campaigns.standing import forget_all
from amparo.places.models import Jurisdiction
from amparo.pledges.comparing import Cell, compare
from amparo.pledges.operations.planks import change_plank, save_question
from amparo.pledges.operations.pledging import Answered, Proof, note_own_words, withdraw_pledge
from amparo.pledges.operations.progress import note_step
from amparo.web.models import Coalition
from tests.makers import make_source
from tests.pledges.makers import (
    make_answers,
    make_candidate,
    make_open_platform,
    make_platform,
    make_pledge,
    plank_facts,
    read,
)

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    pytest.mark.usefixtures("keys"),
]


def page(path: str, language: str = "en") -> str:
    answer = Client().get(f"/{language}/platforms/county-platform/{path}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def status(path: str) -> int:
    return Client().get(f"/en/platforms/county-platform/{path}").status_code


def test_a_draft_is_nobodys_business(now):
    make_platform(now)
    assert status("") == 404


def test_the_platform_has_vision_priorities_and_planks_in_both_languages(now):
    make_open_platform(now)
    english, spanish = page(""), page("", "es")
    assert english.index("nobody is afraid") < english.index("1. End the agreement")
    assert english.index("1. End the agreement") < english.index("2. Pay for lawyers")
    assert "1. Terminar el acuerdo" in spanish
    assert "La junta del condado" in spanish


def test_it_says_that_we_endorse_nobody(now):
    platform = make_open_platform(now)
    pledge = make_pledge(now, platform)
    for path in ("", "pledges/", f"pledges/{pledge.pk}/", "planks/1/"):
        assert "we endorse nobody" in page(path)


def test_a_plank_tells_how_far_it_has_come_and_by_which_source(now):
    platform = make_open_platform(now)
    make_pledge(now, platform)
    rice, day = Jurisdiction.objects.get(fips="27131"), timezone.localdate(now)
    plank, source = platform.planks.get(number=1), make_source(now, "Minutes of the board")
    about = {"source": source, "actor": WORKER, "measure": "Resolution 14"}
    note_step(plank, rice, stage="repealed", on=day, **about)
    note_step(plank, rice, stage="adopted", on=day - timedelta(days=90), **about)

    shown = page("planks/1/")

    assert "Rice County: Repealed" in shown
    assert shown.index("<strong>Adopted</strong>") < shown.index("<strong>Repealed</strong>")
    assert "Minutes of the board" in shown
    assert "A briefing paper" in shown
    assert "Repealed" in page("")


def test_a_plank_that_is_not_there_is_not_found(now):
    make_open_platform(now)
    assert [status("planks/4/"), status("planks/0/")] == [404, 404]


def test_a_pledge_leads_to_the_exact_words_of_its_day(now):
    platform = make_open_platform(now)
    pledge = make_pledge(now, platform, statement="I stand with you.", statement_language="en")
    before = page(f"pledges/{pledge.pk}/")
    assert "says something else today" not in before

    change_plank(platform.planks.get(number=1), plank_facts(2), actor=WORKER, now=now)
    forget_all()
    after, words = page(f"pledges/{pledge.pk}/"), page(f"wordings/{pledge.text_hash[:16]}/")

    assert "says something else today" in after
    assert "I stand with you." in after
    assert "End the agreement" in words
    assert pledge.text_hash in words


def test_words_that_never_stood_there_are_not_found(now):
    make_open_platform(now)
    assert [status("wordings/0000000000000000/"), status("wordings/a/")] == [404, 404]


def test_a_pledge_of_another_platform_is_not_found_here(now):
    platform = make_open_platform(now)
    other = make_open_platform(now, campaign=platform.campaign, slug="another")
    pledge = make_pledge(now, other)
    assert status(f"pledges/{pledge.pk}/") == 404


def test_silence_is_no_answer_and_a_pledge_weighs_more_than_a_text(now):
    platform = make_open_platform(now)
    sam = make_candidate(now)
    make_answers(now, platform, sam)
    plank = platform.planks.get(number=2)
    source = make_source(now, "Her platform")
    note_own_words(plank, sam, quote="Lawyers for all.", source=source, actor=WORKER)

    (row,) = compare(read(platform))

    assert [each.cell for each in row.cells] == [Cell.PARTLY, Cell.WRITES, Cell.SILENT]
    make_pledge(now, platform, sam)
    (row,) = compare(read(platform))
    assert {each.cell for each in row.cells} == {Cell.PLEDGED}


def test_a_table_says_each_cell_in_words_too(now):
    platform = make_open_platform(now)
    make_pledge(now, platform, scope="planks", planks=[platform.planks.get(number=3)])
    shown = page("pledges/", "es")
    assert shown.count('<span class="hush">sin noticia</span>') == 2
    assert shown.count('<span class="hush">se compromete</span>') == 1


def test_what_was_taken_back_is_told_apart(now):
    platform = make_open_platform(now)
    pledge = make_pledge(now, platform)
    withdraw_pledge(pledge, on=timezone.localdate(now), actor=WORKER)
    assert "Taken back" in page("pledges/")
    assert "has pledged yet" in page("")
    assert "Taken back on" in page(f"pledges/{pledge.pk}/")


def test_a_document_can_be_read_with_its_hash(now):
    platform = make_open_platform(now)
    proof = Proof("signed", file=b"%PDF-1.7 paper", suffix=".pdf")
    pledge = make_pledge(now, platform, proof=proof)
    shown = page(f"pledges/{pledge.pk}/")
    assert pledge.proof_hash in shown
    assert pledge.proof_file.url in shown
    pledge.proof_file.delete(save=False)


def test_the_platform_is_there_to_print(now):
    make_open_platform(now)
    answer = Client().get("/es/platforms/county-platform/paper/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_proof_says_that_we_wrote_it_down_and_when_and_names_nobody_of_ours(now):
    platform = make_open_platform(now)
    pledge = make_pledge(now, platform)
    type(pledge).objects.update(recorded_by="Alma Privada")

    english, spanish = page(f"pledges/{pledge.pk}/"), page(f"pledges/{pledge.pk}/", "es")

    assert f"By {Coalition.here().name}, on " in english
    assert f"{Coalition.here().name}, el " in spanish
    assert "Alma Privada" not in english + spanish


@pytest.mark.parametrize(
    ("language", "verdict", "open_by"),
    [("en", "Partly", "Left open by:"), ("es", "En parte", "No respondió:")],
)
def test_answers_stand_question_by_question_in_the_words_of_whoever_gave_them(
    now, language, verdict, open_by
):
    platform = make_open_platform(now)
    pledge = make_answers(now, platform, make_candidate(now, "Ada Example"))
    (asked,) = platform.questions.all()
    words = {"en": "And who pays?", "es": "¿Y quién paga?"}
    other = save_question(platform, None, words=words, plank=None, actor=WORKER)
    silent = {asked: Answered("none", ""), other: Answered("yes", "The county.")}
    make_pledge(now, platform, make_candidate(now, "Sam Silent"), scope="answers", answers=silent)

    shown = " ".join(page("answers/", language).split())

    assert verdict in shown
    assert '<blockquote lang="en"><p>In two years.</p></blockquote>' in shown
    assert f"/{language}/platforms/county-platform/pledges/{pledge.pk}/" in shown
    assert f"{open_by} Sam Silent." in shown
    assert "The words are theirs, not ours." in page("answers/")
    assert "answers/" in page("pledges/", language)


def test_an_answer_shows_the_question_as_it_was_asked(now):
    platform = make_open_platform(now)
    make_answers(now, platform)
    words = {"en": "Will you end the agreement this year?", "es": "¿Lo terminará este año?"}
    save_question(platform, platform.questions.get(), words=words, plank=None, actor=WORKER)
    shown = page("answers/")
    assert "1. Will you end the agreement this year?" in shown
    assert '<q lang="en">Will you end the agreement?</q>' in shown


def test_answers_that_were_taken_back_are_gone_and_without_questions_there_is_no_page(now):
    platform = make_open_platform(now)
    assert status("answers/") == 404
    assert "answers/" not in page("pledges/")
    pledge = make_answers(now, platform)
    withdraw_pledge(pledge, on=timezone.localdate(now), actor=WORKER)
    shown = page("answers/")
    assert "In two years." not in shown
    assert "Nobody has answered this yet." in shown
