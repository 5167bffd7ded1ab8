"""What every test of committees has: the time, keys to seal to, and who coordinates."""

from datetime import datetime

import pytest
from django.utils import timezone

from amparo.accounts.models import User
from amparo.committees.remembered import forget_all
from amparo.web.models import Coalition
from tests.makers import Keys, make_alma, make_beto, make_keys, reboot


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def alma(now: datetime, db: None) -> User:
    return make_alma(now)


@pytest.fixture
def beto(now: datetime, db: None) -> User:
    return make_beto(now)


@pytest.fixture
def keys(now: datetime, db: None) -> Keys:
    """A coalition in Minnesota whose organizers can open what people send."""
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    reboot()
    forget_all()
    return make_keys(now)
