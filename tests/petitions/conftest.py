"""What every test of petitions has: the time, and keys to seal to."""

from datetime import datetime

import pytest
from django.utils import timezone

from amparo.campaigns.standing import forget_all
from amparo.web.models import Coalition
from tests.makers import Keys, make_keys, reboot


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def minnesota(db: None) -> None:
    """A coalition in Minnesota."""
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()


@pytest.fixture
def keys(minnesota: None, now: datetime) -> Keys:
    """The same, whose organizers can open what people send; nobody has sent anything this hour."""
    reboot()
    forget_all()
    return make_keys(now)
