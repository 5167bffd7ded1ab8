"""What pages of one letter share: finding it, and the way back to it."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.desk.frame import person
from amparo.mailouts.access import mailout_to_change
from amparo.mailouts.models import MailOut

Crumbs = list[tuple[str, str]]


def letter_here(request: HttpRequest, pk: UUID) -> MailOut:
    """A letter that this organizer may change. Raises Http404."""
    return mailout_to_change(person(request), pk)


def page_of(mailout: MailOut) -> str:
    return reverse("desk:mailout", args=[mailout.pk])


def crumbs(mailout: MailOut | None = None) -> Crumbs:
    trail = [(_("Mail-outs"), reverse("desk:mailouts"))]
    return [*trail, (mailout.title, page_of(mailout))] if mailout else trail
