"""Invented people whose every word is distinctive enough to be looked for in gigabytes.

Drawn from a seed, so that a failing proof can be run again. Telephones are of the numbers that
nobody is given (555-01xx), domains those that nobody can own.
"""

import random
from dataclasses import dataclass

from tests.leakscan import Person

SYLLABLES = (
    *(
        "xó",
        "chi",
        "tla",
        "ñu",
        "que",
        "zal",
        "mai",
        "dou",
        "ab",
        "shir",
        "wei",
        "bjø",
        "sko",
        "gaw",
    ),
    *("paw", "lé", "rrí", "vang", "thao", "mo", "ha", "ye", "gua", "dal", "pé", "ji", "ko", "zu"),
)
# Not 507: there the offices of the tests have their telephones, which everybody may read
AREAS = ("612", "651", "763", "952", "505", "218", "320", "312", "773", "414", "608", "515", "319")
DOMAINS = ("example.com", "example.org", "correo.example", "post.example.net")


@dataclass(frozen=True)
class Signer:
    """What one person would type."""

    number: int
    name: str
    email: str
    phone: str
    comment: str
    relative: str  # somebody with the same address

    @property
    def sought(self) -> Person:
        return Person(self.name, self.email, self.phone, self.comment)

    @property
    def moved(self) -> str:
        """The address that she has later."""
        return f"nueva.{self.email.partition('@')[0]}@correo.example"

    @property
    def network(self) -> str:
        """An address of a network of her own."""
        return f"198.{18 + self.number // 250}.{self.number % 250}.77"


def typed(me: Signer, **other: str) -> dict[str, str]:
    """All that most forms ask for."""
    return {"name": me.name, "email": me.email, "phone": me.phone, "town": "Northfield", **other}


def signers(count: int, *, seed: int = 7, first: int = 0) -> list[Signer]:
    draw = random.Random(seed)
    return [_signer(first + number, draw) for number in range(count)]


def _signer(number: int, draw: random.Random) -> Signer:
    given, family = _word(draw, 3).title(), _word(draw, 4).title()
    local = f"{_word(draw, 5)}.{number:04d}".encode("ascii", "ignore").decode()
    return Signer(
        number,
        f"{given} {family}",
        f"{local}@{draw.choice(DOMAINS)}",
        f"+1{AREAS[number // 100]}55501{number % 100:02d}",
        " ".join(_word(draw, 4) for _ in range(6)),
        f"{_word(draw, 3).title()} {family}",
    )


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(syllables))
