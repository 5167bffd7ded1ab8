"""What every test of clinics has: the time, a coalition with keys, an attorney, a clinic."""

from datetime import datetime

import pytest
from django.utils import timezone

from amparo.campaigns.standing import forget_all
from amparo.clinics.days import ClinicDate
from amparo.gatherings.models import Gathering
from amparo.web.models import Coalition
from tests.clinics.making import Attorneys, make_attorneys, make_clinic, make_day
from tests.makers import Keys, make_keys, reboot


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def keys(db: None, now: datetime) -> Keys:
    """A coalition in Minnesota, whose organizers hold a key."""
    forget_all()
    Coalition.objects.create(state="MN", hotline="+16515550100")
    Coalition.forget_kept()
    reboot()
    return make_keys(now)


@pytest.fixture
def attorneys(keys: Keys, now: datetime) -> Attorneys:
    return make_attorneys(keys, now)


@pytest.fixture
def clinic(keys: Keys, now: datetime) -> Gathering:
    return make_clinic(now)


@pytest.fixture
def day(clinic: Gathering, attorneys: Attorneys) -> ClinicDate:
    """Its first date, open for bookings: two attorneys, three hours."""
    return make_day(clinic)
