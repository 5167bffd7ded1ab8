"""The standing list as something that one can sign up for, like any ask: its own action.

"list" is the only kind that this room registers itself.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.supporters.forms import JoinForm
from amparo.supporters.kinds import ActionKind
from amparo.supporters.models import Keyspace
from amparo.supporters.operations import Submission, listing, the_list
from amparo.supporters.operations.importing import AGREED

__all__ = ["AGREED", "consent_hash", "consent_text", "joining", "list_kind"]


def list_kind() -> ActionKind:
    """Return the kind to register when the server starts."""
    return ActionKind(
        code=Keyspace.Kind.LIST,
        label=_("Standing list"),
        title=_title,
        public_url=_public_url,
        keyspace_of=lambda list_id: Keyspace.objects.get(pk=list_id),
        is_open=_is_open,
        told={AGREED: _("Agreed")},
        folder="list",
        subjects={"again": _("You are on our list already")},
        on_stored=listing.on_stored,
        on_confirmed=listing.on_confirmed,
        on_pressed=listing.on_pressed,
        on_merged=listing.on_merged,
    )


def consent_text(language: str) -> str:
    """Return what people agree to when they join; the form shows this very text."""
    with translation.override(language):
        return gettext(
            "Yes, write to me about what is next. You may stop at any time, by the link under "
            "every letter."
        )


def consent_hash(language: str) -> str:
    """Return what a card keeps of the text that was agreed to (hex)."""
    return hashlib.sha256(consent_text(language).encode()).hexdigest()


def joining(form: JoinForm, *, language: str, source: str) -> Submission:
    """Return what somebody sends who joins the list; only of a valid form."""
    typed = form.cleaned_data
    return Submission(
        action_kind=Keyspace.Kind.LIST,
        action_id=the_list().pk,
        text_hash=consent_hash(language),
        language=language,
        name=typed["name"],
        email=typed["email"],
        county=typed["county"],
        wants_news=True,
        source=source,
        wishes=form.wishes(),
    )


def _title(list_id: UUID, language: str) -> str:
    with translation.override(language):
        return gettext("Letters from us")


def _public_url(list_id: UUID, language: str) -> str:
    with translation.override(language):
        return reverse("supporters:join")


def _is_open(list_id: UUID, now: datetime) -> bool:
    return True
