"""The letter to organizers: which wording was seen where, how much of it, and where to look.

A newcomer's mistake: calling it found. The words agree; whether it is the same provision is for the
person who reads it to say.
"""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext, override

from amparo.accounts.models import User
from amparo.outbox.letters import Letter
from amparo.sightings.models import Sighting
from amparo.web.models import Coalition

MOST_LINES = 30  # of a letter; the desk has the rest


def alert(sightings: Sequence[Sighting], *, to: User, is_digest: bool) -> Letter:
    """One letter for all that was seen, in the language of her who gets it."""
    language = to.preferred_language
    with override(language):
        subject = _digest_subject(len(sightings)) if is_digest else _subject(sightings)
        context = {
            "subject": subject,
            "language": language,
            "name": to.get_short_name(),
            "sightings": sightings[:MOST_LINES],
            "more": max(0, len(sightings) - MOST_LINES),
            "is_digest": is_digest,
            "site_url": settings.SITE_URL,
            "coalition_name": Coalition.here().text(language).name,
        }
        text = render_to_string("sightings/mail/alert.txt", context)
        html = render_to_string("sightings/mail/alert.html", context)
    return Letter(to=to.email, subject=subject, text=text, html=html, language=language)


def _subject(sightings: Sequence[Sighting]) -> str:
    names = {sighting.watch.name for sighting in sightings}
    first = sightings[0]
    if len(names) == 1 and first.text.bill:
        return gettext("%(wording)s reappears in %(bill)s") % {
            "wording": first.watch.name,
            "bill": first.text.bill.identifier,
        }
    return ngettext(
        "A wording that we watch reappears", "%(count)s wordings reappear", len(names)
    ) % {"count": len(names)}


def _digest_subject(count: int) -> str:
    return ngettext(
        "Watched wordings: %(count)s text to look at",
        "Watched wordings: %(count)s texts to look at",
        count,
    ) % {"count": count}
