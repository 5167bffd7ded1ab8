"""What became of a plank, government by government."""

import pytest
from django.utils import timezone

from amparo.audit.actors import WORKER
from amparo.places.models import Jurisdiction
from amparo.places.operations import load_jurisdictions
from amparo.pledges.models import Step
from amparo.pledges.operations.progress import IsKnown, note_step, remove_step
from tests.makers import make_source
from tests.pledges.makers import make_open_platform

pytestmark = pytest.mark.django_db


def test_a_step_belongs_to_one_government_and_is_written_once(now):
    load_jurisdictions("MN")
    plank = make_open_platform(now).planks.first()
    rice = Jurisdiction.objects.get(fips="27131")
    about = {"stage": "adopted", "on": timezone.localdate(now), "source": make_source(now)}

    step = note_step(plank, rice, actor=WORKER, **about)
    with pytest.raises(IsKnown):
        note_step(plank, rice, actor=WORKER, **about)

    assert Step.objects.get() == step
    remove_step(step, actor=WORKER)
    assert not Step.objects.exists()
