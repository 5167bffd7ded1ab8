"""Several machines of one coalition: one runtime key, one memory, a Valkey that keeps neither."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from amparo.keyring import runtime as keeping
from amparo.keyring.errors import Unavailable
from amparo.keyring.runtime import Runtime, runtime
from tests import valkeys

NOW = datetime(2126, 11, 23, 10, 30, tzinfo=UTC)
SOON = NOW + timedelta(minutes=15)


@pytest.fixture
def valkey(settings: Settings) -> Iterator[valkeys.Server]:
    with valkeys.server() as running:
        settings.RUNTIME_URL, alone = running.url, settings.RUNTIME_DIR
        yield running
    settings.RUNTIME_URL, settings.RUNTIME_DIR = "", alone
    keeping._known.clear()


@pytest.fixture
def machines(settings: Settings, tmp_path: Path, valkey: valkeys.Server) -> "Machines":
    settings.ALLOW_DISK_RUNTIME = True
    return Machines(settings, tmp_path)


class Machines:
    """Machines told apart by their directories in memory; no process here knows of two."""

    def __init__(self, settings: Settings, home: Path) -> None:
        self._settings, self._home = settings, home

    def at(self, name: str) -> Runtime:
        directory = self._home / name
        directory.mkdir(mode=0o700, exist_ok=True)
        if directory != self._settings.RUNTIME_DIR:
            keeping._known.clear()
        self._settings.RUNTIME_DIR = directory
        return runtime()


def test_a_second_machine_takes_the_key_of_the_first(machines: Machines) -> None:
    first = machines.at("one")
    assert machines.at("two").key == first.key
    assert machines.at("two").boot == first.boot


def test_what_one_machine_spent_is_spent_on_the_other(machines: Machines) -> None:
    assert machines.at("one").store.spend("proof", b"t", SOON)
    assert not machines.at("two").store.spend("proof", b"t", SOON)


def test_a_valkey_that_lost_all_is_given_the_key_again(
    machines: Machines, valkey: valkeys.Server
) -> None:
    key = machines.at("one").key
    valkey.stop()
    with pytest.raises(Unavailable):
        machines.at("one").store.count("sign", b"p", NOW)
    valkey.come_back()
    assert machines.at("one").store.count("sign", b"p", NOW) == 1
    assert machines.at("one").key == key
    assert machines.at("three").key == key


def test_a_machine_that_comes_back_late_gives_its_own_key_up(
    machines: Machines, valkey: valkeys.Server
) -> None:
    old = machines.at("one").key
    valkey.forget()
    new = machines.at("two").key
    assert new != old
    assert machines.at("one").key == new


def test_without_its_valkey_a_machine_seals_nothing(
    machines: Machines, valkey: valkeys.Server
) -> None:
    valkey.stop()
    with pytest.raises(Unavailable):
        machines.at("one")
    valkey.come_back()
