"""What every test of feeds and embeds has: the time, a coalition, keys to seal to."""

from datetime import datetime

import pytest
from django.utils import timezone

from amparo.campaigns.standing import forget_all
from amparo.web.models import Coalition
from amparo.web.pagecache import bump
from tests.makers import Keys, make_keys, reboot


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def keys(db: None, now: datetime) -> Keys:
    """A coalition in Minnesota whose organizers can open what people send."""
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    reboot()
    forget_all()
    bump()
    return make_keys(now)
