"""Languages in step: which pages have no twin, or one that is older or says other figures.

A newcomer's mistake: comparing by date alone. A twin may be newer and wrong, so dates, figures,
telephones, bill numbers and places are compared too (lib.twins).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from wagtail.models import Page

from amparo.lib.twins import Difference, differences
from amparo.pages.models.prose import ProsePage
from amparo.places.naming import named_in
from amparo.web.models import Coalition

GRACE_SECONDS = 600  # twins that are saved within ten minutes were written together
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Gap:
    """One page that is not in step with a language."""

    page: Page
    language: str
    is_missing: bool = False
    is_older: bool = False
    differing: tuple[Difference, ...] = ()


def gaps() -> Iterator[Gap]:
    """Every published page whose twin in a site language is missing, older or different."""
    for group in _twins().values():
        newest = max(group, key=_changed)
        by_language = {page.locale.language_code: page for page in group}
        for code in settings.SITE_LANGUAGES:
            gap = _gap(newest, by_language.get(code), code)
            if gap is not None:
                yield gap


def _twins() -> dict[str, list[Page]]:
    groups: dict[str, list[Page]] = {}
    for page in Page.objects.live().filter(depth__gt=1).select_related("locale").specific():
        if isinstance(page, ProsePage):
            groups.setdefault(str(page.translation_key), []).append(page)
    return groups


def _gap(newest: Page, twin: Page | None, code: str) -> Gap | None:
    if twin is None:
        return Gap(newest, code, is_missing=True)
    if twin.pk == newest.pk:
        return None
    differing = tuple(differences_of(newest, twin))
    is_older = (_changed(newest) - _changed(twin)).total_seconds() > GRACE_SECONDS
    return Gap(newest, code, False, is_older, differing) if is_older or differing else None


def differences_of(one: ProsePage, other: ProsePage) -> list[Difference]:
    """What two twins state otherwise: years, days, figures, telephones, bills, places."""
    said, answered = one.words_to_compare(), other.words_to_compare()
    places = named_in(said, answered, state=Coalition.here().state)
    return differences(said, answered, one.language, other.language, places=places)


def _changed(page: Page) -> datetime:
    """When its words last changed in public; a page that `init` made counts as the oldest."""
    changed: datetime = page.last_published_at or page.first_published_at or _LONG_AGO
    return changed
