"""What needs somebody today: parts of the desk register providers; the start page asks them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from amparo.accounts.models import User


@dataclass(frozen=True)
class Todo:
    """One line of the start page: a sentence that names the thing, and where to do it."""

    text: str
    url: str
    action: str  # what the button says: "Moderate", "Write it"
    weight: int = 50  # 0 is the most urgent
    icon: str = "tick"


Provider = Callable[[User, datetime], Iterable[Todo]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    if provider not in _providers:
        _providers.append(provider)
    return provider


def todos(user: User, now: datetime) -> list[Todo]:
    """Everything that waits for this person, the most urgent first."""
    found = [todo for provider in _providers for todo in provider(user, now)]
    return sorted(found, key=lambda todo: (todo.weight, todo.text))
