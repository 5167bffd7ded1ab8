"""A site for the proofs that need real processes: one for each file of proofs."""

import os
from collections.abc import Iterator

import pytest

from tests.proofs.site import Site, founded


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[Site]:
    """An installation of its own, with nobody serving it yet."""
    from tests.database import templates

    if os.environ.get("DATABASE_URL"):
        pytest.skip("this proof looks into SQLite's files")
    with founded(templates(["default", "keyring"])) as made:
        yield made
