"""Numbers as people here write them.

A newcomer's mistake: Django's Spanish, which is Spain's (1.204). Readers of Spanish in the United
States and Mexico write 1,204, as CLDR has it for es-US and es-MX; to them 1.204 is a small number.
"""

from django.utils import formats
from django.utils.translation import get_language

_COMMA_LANGUAGES = ("en", "es")


def in_digits(value: int | float) -> str:
    """The number grouped as the active language writes it here."""
    if (get_language() or "en").split("-")[0] in _COMMA_LANGUAGES:
        return f"{value:,}"
    return str(formats.number_format(value, force_grouping=True))
