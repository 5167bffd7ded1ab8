"""Login counts tries in RAM: every test begins with none."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from tests import makers


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    makers.reboot()
    cache.clear()


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)
