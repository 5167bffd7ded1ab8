"""What every test of pages has: the time, and a site with its first pages."""

from datetime import datetime

import pytest
from django.utils import timezone

from amparo.pages.operations import build_site


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def site(db: None) -> None:
    build_site(name="Coalition of the Lakes")
