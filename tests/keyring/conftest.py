"""Every test of keys begins without any."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.makers import Keys, forget_keys, make_keys, reboot

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _without_keys() -> Iterator[None]:
    reboot()  # unlocks of an earlier test are kept in RAM, by the number of the account
    forget_keys()
    yield
    forget_keys()


@pytest.fixture
def keys(_without_keys: None, db: None) -> Keys:
    return make_keys(NOW)
