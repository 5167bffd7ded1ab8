"""An ask that needs no room above, a coalition with keys, and one minute of one day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from amparo.keyring.unlocking import Unlocked
from amparo.supporters import kinds
from amparo.supporters.models import Keyspace
from amparo.supporters.operations import Submission, make_keyspace, receive
from tests import cast
from tests.makers import forget_keys, make_keys, reboot, unlock_as

NOW = datetime(2026, 11, 23, 15, 7, tzinfo=UTC)
TEXT_HASH = "ab" * 32


@dataclass
class Ask:
    """Something that people sign, open until a test closes it."""

    keyspace: Keyspace
    id: UUID = field(default_factory=uuid4)
    is_open: bool = True

    def sent(self, **about: Any) -> Submission:
        """What Rosa sends, but for what a test changes."""
        rosa = {
            "action_kind": "ask",
            "action_id": self.id,
            "text_hash": TEXT_HASH,
            "language": "es",
            "name": cast.ROSA.full_name,
            "email": cast.ROSA.email,
            "town": cast.ROSA.town,
            "county": cast.ROSA.county,
        }
        return Submission(**{**rosa, **about})

    def sign(self, now: datetime = NOW, **about: Any) -> None:
        receive(self.sent(**about), now=now)


@pytest.fixture
def asks(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[UUID, Ask]]:
    """Every ask of a test, known to the registry of kinds."""
    known: dict[UUID, Ask] = {}
    kind = kinds.ActionKind(
        code="ask",
        label="Ask",
        title=lambda action_id, language: "Terminen el acuerdo",
        public_url=lambda action_id, language: f"/{language}/asks/end-it/",
        keyspace_of=lambda action_id: known[action_id].keyspace,
        is_open=lambda action_id, now: known[action_id].is_open,
    )
    monkeypatch.setitem(kinds._kinds, "ask", kind)
    yield known
    reboot()


@pytest.fixture
def asked(asks: dict[UUID, Ask], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the kind of the asks be another one in what a test says."""

    def change(**about: Any) -> None:
        monkeypatch.setitem(kinds._kinds, "ask", replace(kinds.get("ask"), **about))

    return change


@pytest.fixture
def ask(asks: dict[UUID, Ask]) -> Ask:
    made = Ask(make_keyspace(name="Rice County", kind="campaign", shred_on=date(2027, 3, 1)))
    return asks.setdefault(made.id, made)


@pytest.fixture
def another_ask(asks: dict[UUID, Ask]) -> Ask:
    """In a keyspace of its own."""
    made = Ask(make_keyspace(name="Dakota County", kind="campaign", shred_on=date(2027, 4, 1)))
    return asks.setdefault(made.id, made)


@pytest.fixture
def keys(ask: Ask) -> Iterator[Any]:
    yield make_keys(NOW)
    forget_keys()


@pytest.fixture
def alma(keys: Any) -> Unlocked:
    """Alma, with her key unlocked."""
    return unlock_as(keys.alma, NOW)
