"""Alma at the desk of a new coalition, in a browser, with a key of her own."""

import pytest
from playwright.sync_api import Page

from amparo.keyring.operations import HolderOnce
from tests.acceptance.typist import Typist
from tests.browsing import Visit
from tests.cast import ALMA
from tests.journeys.test_keys_at_the_desk import alma_key, log_in

__all__ = ["alma_key"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "typist" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(
                pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
            )


@pytest.fixture
def typist(visit: Visit, alma_key: HolderOnce) -> Typist:
    """Without scripts: what can be typed so can be typed anywhere."""
    page: Page = visit("/accounts/login/?next=/desk/", phone=False, scripts=False)
    log_in(page, ALMA)
    return Typist(page)
