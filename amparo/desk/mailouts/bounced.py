"""A letter that came back later: pasted, or as the file that the mail program saves.

It is read in memory; its class is counted and the rest forgotten. A newcomer would list the
addresses that bounced: the page names none, because it stands in a browser's history.
"""

from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amparo.accounts.models import Role
from amparo.desk.fields import sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.mailouts.overview import bounce_words
from amparo.desk.mailouts.reach import crumbs, letter_here, page_of
from amparo.lib.bounces import MOST_BYTES, NotABounce, Returned, read_bounce
from amparo.mailouts.operations.bouncing import note_returned


class BounceForm(forms.Form):
    """One returned message, either way."""

    pasted = forms.CharField(
        label=gettext_lazy("The message that came back"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("All of it, as the mail server wrote it."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or the message as a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822,text/plain"}),
        help_text=gettext_lazy("Most mail programs save one as .eml."),
    )
    takes_off = forms.BooleanField(
        label=gettext_lazy("Where there is no such address, take it off the standing list"),
        required=False,
    )
    returned: list[Returned]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        content = _content(given.get("file"), given.get("pasted", ""))
        try:
            self.returned = read_bounce(content, ours=parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
        except NotABounce:
            self.add_error(
                "pasted",
                _("Nothing in it says to whom a letter could not go, and why. Please paste all of "
                  "the message that your mail server sent back."),
            )  # fmt: skip
        return given


@desk_view(Role.ORGANIZER)
def bounced(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count a letter that came back, and let the address go where there is none."""
    mailout = letter_here(request, pk)
    if mailout.started_on is None:
        messages.error(request, _("It has not gone yet."))
        return redirect(page_of(mailout))
    form = BounceForm(**sent(request))
    if request.method == "POST" and form.is_valid():
        takes_off, actor = form.cleaned_data["takes_off"], person(request).actor
        gone = note_returned(mailout, form.returned, takes_off=takes_off, actor=actor)
        messages.success(request, _done(form.returned, gone))
        return redirect(page_of(mailout))
    return show_form(
        request,
        title=_("A letter came back"),
        forms=[form],
        submit=_("Count it"),
        crumbs=crumbs(mailout),
        icon="mail",
    )


def _content(file: "UploadedFile[Any] | None", pasted: str) -> bytes:
    """The file where there is one; a byte more than is read, so that too much is told."""
    return bytes(file.read(MOST_BYTES + 1)) if file is not None else pasted.encode()


def _done(returned: list[Returned], gone: int) -> str:
    why = "; ".join(bounce_words(each.status_class) for each in returned)
    said = _("Counted: %(why)s.") % {"why": why}
    if gone:
        off = ngettext("%(count)d card taken off the list.", "%(count)d cards taken off the list.",
                       gone)  # fmt: skip
        return f"{said} {off % {'count': gone}}"
    return said


urlpatterns = [path("mailings/<uuid:pk>/bounced/", bounced, name="mailout-bounced")]
