"""Three invented readers, by whom a letter is looked at before it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reader:
    """Somebody whom nobody is."""

    key: str
    label: str | Promise
    language: str
    facts: Mapping[str, str] = field(default_factory=dict)


def readers() -> list[Reader]:
    """One of each kind: the site's languages with all facts; a language without a letter, bare."""
    told = {
        "en": {"name": "Maria Robinson", "town": "Northfield", "county": "Rice County"},
        "es": {"name": "Rosa Núñez-Quispe", "town": "Faribault", "county": "Rice County"},
    }
    first, second = (settings.SITE_LANGUAGES * 2)[:2]
    return [
        Reader("first", _("Somebody who told us everything"), first, told.get(first, told["en"])),
        Reader("second", _("Somebody in the other language"), second, told.get(second, told["es"])),
        Reader("bare", _("Somebody who reads neither, and told us nothing"), "so"),
    ]


def reader_called(key: str) -> Reader | None:
    return next((each for each in readers() if each.key == key), None)
