"""What an office did, how it is called by telephone, and what was said on a visit."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.audit.models import Entry
from amparo.officials.models import Act, ActKind, Office, Purpose, Stance, Visit
from amparo.officials.numbers import Number, numbers_of
from amparo.officials.operations import (
    Told,
    follow_up,
    remove_act,
    reopen_visit,
    save_act,
    save_lines,
    save_visit,
)
from tests.makers import make_alma, make_office, make_official

pytestmark = pytest.mark.django_db

SPANISH_LINE = Number("+16512013400", Purpose.OPINION, "es")


def office_with_lines(*lines: Number) -> Office:
    office = make_office(timezone.now())
    office.toll_free_phone = "+18006573717"
    office.save()
    save_lines(office, lines, actor=WORKER)
    return office


def test_a_line_in_the_callers_language_comes_first_and_one_in_another_language_last():
    office = office_with_lines(SPANISH_LINE)
    spanish = [number.phone for number in numbers_of(office, None, "es")]
    english = [number.phone for number in numbers_of(office, None, "en")]
    assert spanish == ["+16512013400", "+15075550110", "+18006573717"]
    assert english == ["+15075550110", "+18006573717", "+16512013400"]


def test_a_number_that_stands_twice_is_called_once_and_its_language_is_known():
    office = office_with_lines(Number("+15075550110", Purpose.MAIN, "es"))
    assert [(n.phone, n.language) for n in numbers_of(office, None, "es")] == [
        ("+15075550110", "es"),
        ("+18006573717", ""),
    ]


def test_an_officials_own_telephone_is_tried_before_her_offices():
    office = office_with_lines()
    official = make_official(timezone.now(), office)
    official.phone = "+15075550112"
    assert numbers_of(office, official, "en")[0].phone == "+15075550112"


def test_lines_written_anew_replace_the_old_ones_in_their_order():
    office = office_with_lines(SPANISH_LINE, Number("+16512013401", Purpose.RELAY))
    save_lines(office, [Number("+16512013401", Purpose.RELAY), SPANISH_LINE], actor=WORKER)
    assert list(office.lines.values_list("phone", flat=True)) == ["+16512013401", "+16512013400"]


def make_veto(office: Office) -> Act:
    act = Act(
        office=office, kind=ActKind.VETO, done_on=date(2011, 5, 24), bill="SF 958",
        source_title="Veto letter", checked_on=date(2026, 11, 24),
    )  # fmt: skip
    words = {
        "en": Told("Vetoed it.", leaves_out="The letter does not name the program."),
        "es": Told("Lo vetó.", leaves_out="La carta no nombra el programa."),
    }
    return save_act(act, words=words, actor=WORKER)


def test_an_act_says_in_each_language_what_it_leaves_out():
    act = Act.objects.with_words().get(pk=make_veto(make_office(timezone.now())).pk)
    spanish, german = act.text_in("es"), act.text_in("de")
    assert spanish is not None
    assert spanish.leaves_out == "La carta no nombra el programa."
    assert german is not None


def test_a_language_taken_out_of_an_act_is_gone():
    act = make_veto(make_office(timezone.now()))
    save_act(act, words={"es": Told("Lo vetó.")}, actor=WORKER)
    assert list(act.texts.values_list("language", "leaves_out")) == [("es", "")]


def test_an_act_of_the_one_before_is_not_hers():
    now = timezone.now()
    office = make_office(now)
    before, after = make_official(now, office), make_official(now, office)
    act = make_veto(office)
    assert list(Act.objects.of(office, after)) == [act]
    act.official = before
    save_act(act, words={}, actor=WORKER)
    assert not Act.objects.of(office, after).exists()
    assert Act.objects.of(office).exists()


def test_an_act_can_be_taken_off_the_record():
    act = make_veto(make_office(timezone.now()))
    remove_act(act, actor=WORKER)
    assert not Act.objects.exists()
    assert Entry.objects.filter(verb="officials.remove_act").exists()


def make_visit(**changes: object) -> Visit:
    now = timezone.now()
    today = timezone.localdate(now)
    about: dict[str, object] = {
        "office": make_office(now), "visited_on": today, "about": "The agreement",
        "said": "They will look at it.", "stance": Stance.UNDECIDED,
    }  # fmt: skip
    visit = Visit(**{**about, **changes})
    return save_visit(visit, went=[make_alma(now)], actor=WORKER)


def test_a_visit_waits_until_what_follows_from_it_is_done():
    today = timezone.localdate()
    visit = make_visit(follows="Send the figures", next_on=today + timedelta(days=3))
    assert list(Visit.objects.waiting()) == [visit]
    assert follow_up(visit, today=today, actor=WORKER)
    assert not Visit.objects.waiting().exists()
    assert not follow_up(visit, today=today, actor=WORKER), "twice is once"
    reopen_visit(visit, actor=WORKER)
    assert list(Visit.objects.waiting()) == [visit]


def test_a_visit_that_ends_with_nothing_to_do_waits_for_nobody():
    make_visit()
    assert not Visit.objects.waiting().exists()


def test_what_logs_keep_of_a_visit_names_nobody():
    visit = make_visit()
    assert str(visit) == f"Visit {visit.pk}"
    entries = Entry.objects.filter(verb="officials.add_visit").values_list("detail", "reason")
    assert "Alma" not in str(list(entries))
