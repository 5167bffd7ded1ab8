"""Without Wagtail, pages and desk the rest still stands: the domain never grows into the CMS.

A process where nobody can import Wagtail migrates its own tables and runs the rooms' own tests.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ROOMS = (
    *("audit", "keyring", "accounts", "places", "organizations", "outbox", "officials", "evidence"),
    *("supporters", "bills", "sightings", "policies", "campaigns", "petitions", "signons"),
    *("callins", "gatherings", "pledges", "committees", "clinics", "mailouts"),
)
WHAT_EACH_IS_FOR = (
    "audit/test_log.py",
    "callins/test_targets.py",
    "campaigns/test_campaigns.py",
    "committees/test_joining.py",
    "gatherings/test_coming.py",
    "keyring/test_granting.py",
    "organizations/test_organizations.py",
    "outbox/test_outbox.py",
    "petitions/test_signing.py",
    "pledges/test_pledging.py",
    "policies/test_facts.py",
    "signons/test_endorsing.py",
    "supporters/test_receiving.py",
)
# What a room's tests ask of the rooms above: what the desk shows of it, letters that lead there
ABOVE = (
    "accounts/test_people.py",
    "bills/test_moves.py",
    "bills/test_troubles.py",
    "bills/test_waiting_imports.py",
    "campaigns/test_notes_of_what_came_after.py",
    "clinics/test_booking.py",
    "sightings/test_desk.py",
    "policies/test_changes_by_mail.py",
    "sightings/test_minnesota.py",
    "sightings/test_telling.py",
)


@pytest.mark.parametrize(
    "chosen", [WHAT_EACH_IS_FOR, pytest.param(ROOMS, marks=pytest.mark.proof)], ids=["some", "all"]
)
def test_the_rooms_below_pass_their_own_tests_without_the_cms(chosen: tuple[str, ...]) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "KEYRING_URL")
        and not name.startswith("PYTEST_")
    }
    ignored = [f"--ignore={TESTS / each}" for each in ABOVE]
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"),
            *("-m", "not browser and not data", *ignored, *(str(TESTS / each) for each in chosen)),
        ],
        cwd=TESTS.parent,
        env=environment | {"AMPARO_TESTED_AS": "tests.house.fenced"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
