"""What every test of pages has: the time, and a site with its first pages."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests.makers import make_site


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def site(db: None) -> None:
    make_site("Coalition of the Lakes")
