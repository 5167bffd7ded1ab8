"""The weekly letter of what changed. Governments only: nobody of the public is in it."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from amparo.accounts.models import User
from amparo.outbox.letters import Letter
from amparo.places.counties import state_name
from amparo.policies.addresses import COUNTRY, url_of
from amparo.policies.changing import Change, page_path
from amparo.web.models import Coalition

MOST = 30  # lines of a letter; the page has the others


def what_changed(news: Sequence[Change], *, to: User, state: str) -> Letter:
    """In the language of her who gets it."""
    language, site = to.preferred_language, settings.SITE_URL
    with override(language):
        name = state_name(state) if state else gettext("the whole country")
        subject = gettext("What changed lately: %(name)s") % {"name": name}
        context = {
            "subject": subject,
            "language": language,
            "name": to.get_short_name(),
            "lines": [(each, site + url_of(each.fact.government)) for each in news[:MOST]],
            "more": max(0, len(news) - MOST),
            "page_url": site + page_path((state or COUNTRY).lower()),
            "desk_url": f"{site}/desk/policies/by-mail/",
            "coalition_name": Coalition.here().text(language).name,
        }
        text = render_to_string("policies/mail/changes.txt", context)
        html = render_to_string("policies/mail/changes.html", context)
    return Letter(to=to.email, subject=subject, text=text, html=html, language=language)
