"""What a store of several machines can get wrong: a server lost, another, or one that keeps."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amparo.lib.sharedstore import SharedStore
from tests import certified, valkeys

NOW = datetime(2126, 11, 23, 10, 30, tzinfo=UTC)
SOON = NOW + timedelta(minutes=15)


class Away(Exception):
    """The server is not there."""


@pytest.fixture
def restless() -> Iterator[valkeys.Server]:
    """A server of this test alone, which may be stopped."""
    with valkeys.server() as running:
        yield running


def test_the_first_machines_offer_is_everybodys(valkey: valkeys.Server) -> None:
    one, two = (SharedStore(valkey.url, away=Away) for _ in range(2))
    assert one.offer("key", b"one") == b"one"
    assert two.offer("key", b"two") == b"one"
    valkey.forget()


def test_without_its_server_nothing_is_answered_and_later_everything(
    restless: valkeys.Server,
) -> None:
    store = SharedStore(restless.url, away=Away)
    store.offer("key", b"one")
    assert not store.is_met_anew
    restless.stop()
    with pytest.raises(Away) as told:
        store.put("unlock/planted-name", b"x", SOON)
    assert "planted-name" not in str(told.value)
    assert told.value.__cause__ is None
    restless.come_back()
    store.put("a", b"x", SOON)
    assert store.is_met_anew, "another server knows no key"
    assert store.offer("key", b"one") == b"one"
    assert not store.is_met_anew
    restless.stop()
    with pytest.raises(Away):
        SharedStore(restless.url, away=Away).offer("key", b"two")
    restless.come_back()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"appendonly": "yes"}, "disk"),
        ({"save": "60 1"}, "disk"),
        ({"maxmemory": "50mb", "maxmemory-policy": "allkeys-lru"}, "full"),
    ],
)
def test_a_server_that_keeps_or_drops_is_refused(words: dict[str, str], says: str) -> None:
    with valkeys.server(**words) as running, pytest.raises(Away, match=says):
        SharedStore(running.url, away=Away).offer("key", b"one")


def test_under_tls_the_server_proves_that_it_is_the_one_named(
    valkey: valkeys.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certified.call_here(monkeypatch)
    for name in (certified.NAME, "another.example"):
        proof, secret = certified.certify(tmp_path, name)
        with certified.proven(valkey.port, proof, secret) as port:
            address = f"valkeys://{certified.NAME}:{port}"
            with pytest.raises(Away):  # nobody vouches for it
                SharedStore(address, away=Away).offer("key", b"one")
            store = SharedStore(f"{address}?ssl_ca_certs={proof}", away=Away)
            if name == certified.NAME:
                assert store.offer("key", b"one") == b"one"
                assert store.spend("proof", b"t", SOON)
            else:
                with pytest.raises(Away):  # vouched for, under another name
                    store.offer("key", b"one")
    valkey.forget()
