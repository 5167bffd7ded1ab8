"""What several test files of lib share."""

from collections.abc import Iterator

import pytest

from tests import valkeys


@pytest.fixture(scope="session")
def valkey() -> Iterator[valkeys.Server]:
    """One server for all; whoever leaves something in it lets it forget."""
    with valkeys.server() as running:
        yield running
