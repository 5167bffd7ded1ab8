"""A site for the proofs that need real processes: one for each file of proofs."""

from collections.abc import Iterator

import pytest

from tests.proofs.databases import fresh
from tests.proofs.site import Site, founded


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[Site]:
    """An installation of its own, with nobody serving it yet."""
    with fresh() as databases, founded(databases) as made:
        yield made
