"""The letter to coordinators: how many joined, and where to look.

A newcomer's mistake: a name in it. A mailbox is not sealed; whoever wants names unlocks at the
desk.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from amparo.accounts.models import User
from amparo.committees.figures import Volunteers
from amparo.committees.models import Committee
from amparo.outbox.letters import Letter
from amparo.web.models import Coalition


def digest(committee: Committee, counted: Volunteers, *, new: int, to: User) -> Letter:
    """The week's numbers of one committee, in the language of her who looks after it."""
    language = to.preferred_language
    with override(language):
        subject = gettext("%(committee)s: who joined this week") % {"committee": committee.title}
        context = {
            "subject": subject,
            "language": language,
            "name": to.get_short_name(),
            "title": committee.title,
            "new": new,
            "counted": counted,
            "desk_url": f"{settings.SITE_URL}/desk/committees/{committee.pk}/",
            "coalition_name": Coalition.here().text(language).name,
        }
        text = render_to_string("committees/mail/digest.txt", context)
        html = render_to_string("committees/mail/digest.html", context)
    return Letter(to=to.email, subject=subject, text=text, html=html, language=language)
