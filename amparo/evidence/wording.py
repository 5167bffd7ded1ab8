"""Figures in words: "more than 70%", "400,000 people a year", and the time that they tell of."""

from decimal import Decimal

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from amparo.evidence.models import Bound, Claim, ClaimText, Unit
from amparo.organizations.sorting import whole_year
from amparo.web.numbers import in_digits


def figure(claim: Claim, text: ClaimText | None) -> str:
    """The figure in the language of the moment, with what is counted; "" where there is none."""
    if claim.value is None:
        return ""
    number = _number(claim.value)
    said = {Unit.PERCENT: f"{number}%", Unit.DOLLARS: f"${number}"}.get(Unit(claim.unit), number)
    unit = text.unit if text else ""
    pattern = _patterns(is_share=claim.unit == Unit.PERCENT).get(Bound(claim.bound), "%(figure)s")
    return " ".join(filter(None, [pattern % {"figure": said}, unit]))


def time_of(claim: Claim) -> str:
    """The time that the figure tells of, in words; "" where nobody said."""
    window = claim.window
    if not window.is_announced:
        return ""
    year = whole_year(window)
    if year:
        return str(year)
    first, last = window.starts_on, window.ends_on
    if first and last and first.year != last.year and _are_whole(claim):
        return f"{first.year}–{last.year}"
    return window.in_words(get_language() or "en")


def in_all_languages(claim: Claim) -> str:
    """What a claim says now, for its history."""
    lines = []
    for text in ClaimText.objects.filter(claim=claim).order_by("language"):
        with override(text.language):
            parts = filter(None, [text.sentence, figure(claim, text), time_of(claim), text.note])
            lines.append(f"{text.language}: {' · '.join(parts)}")
    return "\n".join(lines)


def _number(value: Decimal) -> str:
    """Without zeros that nobody wrote: 18.8, 400,000."""
    whole = value == value.to_integral_value()
    if whole:
        return in_digits(int(value))
    digits = f"{value.normalize():f}".partition(".")[2]
    return f"{in_digits(int(value))}.{digits}"


def _patterns(*, is_share: bool) -> dict[Bound, str]:
    if is_share:  # Spanish sets an article before it
        return {
            Bound.ABOUT: pgettext("percent", "about %(figure)s"),
            Bound.OVER: pgettext("percent", "more than %(figure)s"),
            Bound.UNDER: pgettext("percent", "less than %(figure)s"),
            Bound.AT_LEAST: pgettext("percent", "at least %(figure)s"),
        }
    return {
        Bound.ABOUT: _("about %(figure)s"),
        Bound.OVER: _("more than %(figure)s"),
        Bound.UNDER: _("less than %(figure)s"),
        Bound.AT_LEAST: _("at least %(figure)s"),
    }


def _are_whole(claim: Claim) -> bool:
    first, last = claim.starts_on, claim.ends_on
    if first is None or last is None:
        return False
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
