"""The directory of legal providers as the public asks for it: by county, service, language, cost.

A newcomer's mistake: four joins. There are some dozens of providers; they are read whole and sifted
in memory, and a page of them is kept by the page cache.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from amparo.clinics.models import Cost, Provider, ProviderText, Service, Spoken
from amparo.lib.phones import NotAPhone, tel_href
from amparo.places.counties import county_name, is_county
from amparo.web.languages import in_language


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; "" where it does not matter."""

    county: str = ""
    service: str = ""
    language: str = ""
    cost: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.county, self.service, self.language, self.cost))


@dataclass(frozen=True)
class Listed:
    """A provider as a list shows it."""

    provider: Provider
    services: Sequence[str]
    languages: Sequence[str]
    counties: Sequence[str]  # empty: the whole state
    cost: str
    text: ProviderText | None

    @property
    def anchor(self) -> str:
        """Its mark on the page of all."""
        return f"provider-{self.provider.pk}"

    @property
    def phone_href(self) -> str:
        try:
            return tel_href(self.provider.phone)
        except NotAPhone:
            return ""


def cleaned(county: str, service: str, language: str, cost: str, *, state: str) -> Asked:
    """What the address asks for; a word that we do not know does not matter."""
    return Asked(
        county if is_county(county, state) else "",
        service if service in Service.values else "",
        language if language in Spoken.values else "",
        cost if cost in Cost.values else "",
    )


def found(asked: Asked) -> list[Listed]:
    """The listed providers that fit, by name, in the language of the page."""
    providers = Provider.objects.listed().with_words()
    return [as_listed(each) for each in providers if _fits(each, asked)]


def as_listed(provider: Provider) -> Listed:
    return Listed(
        provider,
        [str(Service(code).label) for code in provider.services if code in Service.values],
        [str(Spoken(code).label) for code in provider.languages if code in Spoken.values],
        [county_name(code) for code in provider.counties],
        str(Cost(provider.cost).label),
        in_language(provider.texts.all(), get_language()),
    )


def used(name: str) -> set[str]:
    """The services or languages that any listed provider has, so that no filter is empty."""
    rows = Provider.objects.listed().values_list(name, flat=True)
    return {code for codes in rows for code in codes}


def used_counties() -> set[str]:
    """The counties that any listed provider serves or stands in."""
    rows = Provider.objects.listed().values_list("county", "counties")
    return {code for county, served in rows for code in (county, *served) if code}


def _fits(provider: Provider, asked: Asked) -> bool:
    return all(
        (
            not asked.county or provider.serves(asked.county),
            not asked.service or asked.service in provider.services,
            not asked.language or asked.language in provider.languages,
            asked.cost in ("", provider.cost),
        )
    )
