"""The hour of these tests, the coalition's keys, and who logs in."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils import timezone

from amparo.accounts.models import User
from tests.makers import Keys, forget_keys, make_alma, make_beto, make_keys, reboot


@pytest.fixture
def now(db: None) -> datetime:
    return timezone.now()


@pytest.fixture
def organizer(now: datetime) -> User:
    return make_alma(now)


@pytest.fixture
def volunteer(now: datetime) -> User:
    return make_beto(now)


@pytest.fixture
def keys(now: datetime) -> Iterator[Keys]:
    reboot()
    yield make_keys(now)
    forget_keys()
