"""Invented signers, put together from the names and towns of data/names.toml.

Whoever bears such a name bears it by chance. Addresses end in
example.org and its sisters,
where no letter ever arrives; telephones are of the 555-01xx kind.
"""

import random
import re
import unicodedata
from dataclasses import dataclass, replace

from amparo.demo.words import read

HOUSEHOLD_SHARE = 0.05  # of signers give the address of somebody at home
PHONE_SHARE = 0.02  # have a telephone only

_DOMAINS = ("example.org", "example.com", "example.net", "correo.example", "mail.example")


@dataclass(frozen=True)
class Signer:
    """What an invented person types about herself."""

    name: str
    email: str
    phone: str
    town: str
    county: str
    language: str


class Crowd:
    """Invented people, one after another, no two alike; the same chance gives the same people."""

    def __init__(self, chance: random.Random, *, near: dict[str, float], spanish: float) -> None:
        self._chance = chance
        self._spanish = spanish
        self._told = read("names")
        counties = self._told["counties"]
        self._counties = list(counties)
        self._weights = [each["people"] * near.get(fips, 1) for fips, each in counties.items()]
        self._seen: set[str] = set()
        self._last: Signer | None = None  # somebody who may share her address with the next one

    def next(self) -> Signer:
        chance = self._chance
        if self._last and chance.random() < HOUSEHOLD_SHARE:
            shared, self._last = self._last, None
            first = self._name(shared.language).split()[0]
            return replace(shared, name=f"{first} {shared.name.split()[-1]}")
        language = "es" if chance.random() < self._spanish else "en"
        name = self._name(language)
        county = chance.choices(self._counties, self._weights)[0]
        town = chance.choice(self._told["counties"][county]["towns"])
        if chance.random() < PHONE_SHARE:
            phone = f"+1612555{chance.randint(100, 199):04d}"
            return Signer(name, "", phone, town, county, language)
        self._last = Signer(name, self._email(name), "", town, county, language)
        return self._last

    def _name(self, language: str) -> str:
        shares = self._told["shares"][language]
        while True:
            community = self._told[self._chance.choices(list(shares), list(shares.values()))[0]]
            last = self._chance.choice(community["last"])
            if community["has_two_last_names"] and self._chance.random() < 0.6:
                last += f" {self._chance.choice(community['last'])}"
            name = f"{self._chance.choice(community['first'])} {last}"
            if name not in self._seen:
                self._seen.add(name)
                return name

    def _email(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        words = re.findall(r"[a-z]+", plain)
        number = self._chance.choice(["", str(self._chance.randint(2, 99))])
        box = f"{words[0]}.{words[-1]}{number}-{len(self._seen)}"
        return f"{box}@{self._chance.choice(_DOMAINS)}"
