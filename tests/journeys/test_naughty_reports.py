"""Whatever is typed about a resolution or to join a committee is only ever text, too."""

from collections import Counter
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from amparo.accounts.models import User
from amparo.audit.actors import WORKER
from amparo.campaigns.standing import forget_all
from amparo.committees.models import KIND, Committee, Joining
from amparo.keyring.operations import HolderOnce
from amparo.pledges.models import Report, Resolution
from amparo.pledges.operations.resolutions import Decision, record_adoption
from amparo.supporters.models import Card
from amparo.web.proofofwork import stamp
from tests import cast
from tests.committees.makers import make_open_committee
from tests.journeys.test_keys_at_the_desk import alma_key
from tests.journeys.test_naughty import _a_while_ago, _desk, _live, _post, expect_nothing_runs
from tests.pledges.makers import make_open_resolution
from tests.proofs import naughty

__all__ = ["alma_key"]  # a fixture

FIELDS = {
    "report": ("outcome", "body_kind", "body_name", "town", "county", "decided_on", "changes",
               "name", "reach", "text_hash", "form_time", "proof", "switch_to"),
    "volunteer": ("committees", "name", "email", "phone", "way", "town", "languages",
                  "other_language", "times", "skills", "form_time", "proof", "switch_to"),
}  # fmt: skip


@pytest.fixture
def asked(alma_key: HolderOnce, settings: Any) -> tuple[Resolution, Committee]:
    settings.TRUST_PROXY = True
    alma = User.objects.get(email=cast.ALMA.email)
    return make_open_resolution(timezone.now()), make_open_committee([alma])


@pytest.mark.parametrize("form", FIELDS)
def test_what_a_form_gives_back_is_text(
    address: str, chromium: Browser, asked: tuple[Resolution, Committee], form: str
) -> None:
    page = chromium.new_page()
    bare = Counter(_live(page, [_answered(asked, form, {"town": ""}, 0)])[0])
    strings = naughty.strings(is_whole=False)
    answers = [
        _answered(asked, form, dict.fromkeys(FIELDS[form], string), number)
        for number, string in enumerate(strings)
    ]
    live = [Counter(each) - bare for each in _live(page, answers)]
    page.close()
    assert [each for each in live if each] == []


def test_what_may_stand_is_text_at_the_desk_and_in_public(
    address: str, chromium: Browser, alma_key: HolderOnce, asked: tuple[Resolution, Committee]
) -> None:
    resolution, committee = asked
    for number, string in enumerate(naughty.strings(is_whole=False)):
        about = {"body_name": string[:80], "changes": string, "name": string[:80]}
        _answered(asked, "report", about, number)
        said = {"skills": string[:120], "name": string[:80], "email": f"n{number}@example.com"}
        _answered(asked, "volunteer", said, number)
        decision = Decision(
            "caucus", string[:120] or "-", timezone.localdate(), "amended", "0" * 64,
            town=string[:80], changes=string, changes_language="en",
        )  # fmt: skip
        record_adoption(resolution, decision, actor=WORKER)
    forget_all()
    assert Report.objects.exists()
    assert Card.objects.filter(action_kind=KIND).exists()
    some = Report.objects.values_list("pk", flat=True)[:5]
    paths = [
        f"/en/resolutions/{resolution.slug}/",
        f"/desk/resolutions/{resolution.pk}/",
        f"/desk/resolutions/{resolution.pk}/reports/",
        f"/desk/committees/{committee.pk}/volunteers/",
        *(f"/desk/reports/{pk}/" for pk in some),
    ]
    expect_nothing_runs(chromium, address, _desk(alma_key), paths)


def _answered(
    asked: tuple[Resolution, Committee], form: str, typed: dict[str, str], number: int
) -> str:
    resolution, committee = asked
    if form == "report":
        answer = _reports(resolution, typed, number)
    else:
        answer = _joins(committee, typed, number)
    assert answer.status_code < 500, (form, typed)
    return str(answer.content.decode())


def _reports(resolution: Resolution, typed: dict[str, str], number: int) -> Any:
    text = resolution.text("en")
    assert text is not None
    made = stamp(action_kind=Resolution.KIND, action_id=resolution.pk, now=_a_while_ago())
    data = {
        "outcome": "adopted", "body_kind": "caucus", "body_name": "Precinct", "town": "Northfield",
        "county": "", "decided_on": "2026-02-03", "changes": "", "name": "", "reach": "",
        "text_hash": text.text_hash, "form_time": made.form_time, "proof": "", **typed,
    }  # fmt: skip
    return _post(f"/en/resolutions/{resolution.slug}/", data, number)


def _joins(committee: Committee, typed: dict[str, str], number: int) -> Any:
    made = stamp(action_kind=KIND, action_id=Joining.key_of([]), now=_a_while_ago())
    data = {
        "committees": str(committee.pk), "name": "Rosa", "email": "", "phone": "", "way": "mail",
        "town": "Northfield", "form_time": made.form_time, "proof": "", **typed,
    }  # fmt: skip
    return _post("/en/committees/", data, number)
