"""Files of signatures: the full one, with how to reach people, and one fit to be shown.

What leaves the server in a file is no longer sealed by it. An organizer with an age key of her own
gets the file sealed to that; else the page says so. It asks why, and the log keeps the answer.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk import sealed
from amparo.desk.frame import Column, csv_response, desk_view, person, show_form
from amparo.desk.sealed import Row
from amparo.desk.supporters import columns
from amparo.desk.supporters.choosing import Choice, choice_of, fits
from amparo.desk.supporters.reach import ActionHere, action_here
from amparo.desk.unlocked import key_of, needs_key
from amparo.keyring.unlocking import Unlocked
from amparo.lib.agefiles import SUFFIX, sealed_to
from amparo.lib.csvs import attachment_header
from amparo.places.counties import county_name
from amparo.supporters import operations
from amparo.supporters.kinds import ActionKind
from amparo.supporters.models import CommentState
from amparo.web.templatetags.web import language_name

FULL, PRESENTABLE = "full", "presentable"
AGE, PLAIN = "age", "plain"


class WhyForm(forms.Form):
    """How a file with names travels, and what for."""

    seal = forms.ChoiceField(
        label=gettext_lazy("How it travels"),
        choices=[
            (AGE, gettext_lazy("Sealed to my age key: only my own computer opens it")),
            (PLAIN, gettext_lazy("Not sealed: whoever gets the file reads it")),
        ],
        initial=PLAIN,
        required=False,  # who says nothing gets it sealed, where she has a key
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=200,
        help_text=gettext_lazy("For the log. Delete the file afterwards."),
    )

    def __init__(self, *args: Any, recipient: str, **kwargs: Any) -> None:
        """`recipient` is her age key, "" where she gave none."""
        super().__init__(*args, **kwargs)
        self.recipient = recipient
        if recipient:
            self.initial["seal"] = AGE

    def clean_seal(self) -> str:
        chosen: str = self.cleaned_data["seal"] or (AGE if self.recipient else PLAIN)
        if chosen == AGE and not self.recipient:
            said = _("Give us the public half of your age key first: “Your age key”, below.")
            raise forms.ValidationError(said)
        return chosen

    @property
    def why(self) -> str:
        """What the log keeps of it."""
        return f"{self.cleaned_data['seal']}: {self.cleaned_data['reason']}"

    def sealed(self, response: HttpResponse) -> HttpResponse:
        """The file as it was asked for: sealed to her own key, its name says how, or plain."""
        if self.cleaned_data["seal"] == PLAIN:
            return response
        name = response["Content-Disposition"].partition("filename=")[2].split(";")[0].strip('"')
        content = sealed_to(self.recipient, response.content)
        found = HttpResponse(content, content_type="application/octet-stream")
        found["Content-Disposition"] = attachment_header(f"{name}{SUFFIX}")
        return found


class ExportForm(WhyForm):
    """Which file, besides."""

    file = forms.ChoiceField(
        label=gettext_lazy("Which file"),
        choices=[
            (PRESENTABLE, gettext_lazy("To be shown: names as their owners allow, no addresses")),
            (FULL, gettext_lazy("Everything: names, e-mails, telephones, comments")),
        ],
        initial=PRESENTABLE,
        widget=forms.RadioSelect,
    )
    with_unconfirmed = forms.BooleanField(
        label=gettext_lazy("Also people who have not confirmed"), required=False
    )
    field_order = ("file", "seal", "with_unconfirmed", "reason")

    @property
    def why(self) -> str:
        return f"{self.cleaned_data['file']}, {super().why}"


@desk_view(Role.ORGANIZER)
@needs_key
def export(request: HttpRequest, kind: str, action_id: UUID) -> HttpResponse:
    """Ask which file and what for; answer with the file."""
    action, key = action_here(person(request), kind, action_id), key_of(request)
    if key is None or not action.may_open:
        raise Http404
    choice = choice_of(columns.filters(action.cards), request.GET)
    form = ExportForm(request.POST or None, recipient=operations.age_key_of(person(request)))
    if choice.has("state"):
        form.fields.pop("with_unconfirmed")  # that was chosen in the list
    if request.method == "POST" and form.is_valid():
        return _file(action, choice, key, form)
    address = reverse("desk:signatures", args=[kind, action_id])
    return ask_why(
        request,
        form,
        title=_("Download signatures"),
        chosen=choice.said(),
        crumbs=[(_("Supporters"), reverse("desk:supporters")), (action.title, address)],
    )


def ask_why(
    request: HttpRequest,
    form: WhyForm,
    *,
    title: str,
    chosen: list[tuple[str, str]],
    crumbs: list[tuple[str, str]],
) -> HttpResponse:
    """Ask before a file with names is made; `chosen` says of whom, all where it is empty."""
    return show_form(
        request,
        title=title,
        forms=[form],
        submit=_("Download"),
        icon="download",
        crumbs=crumbs,
        template="desk/supporters/export.html",
        context={"chosen": chosen, "everybody": request.path},
    )


def _file(action: ActionHere, choice: Choice, key: Unlocked, form: ExportForm) -> HttpResponse:
    cards = choice.keep(action.cards.order_by("week_on", "pk"))
    if not choice.has("state") and not form.cleaned_data["with_unconfirmed"]:
        cards = cards.filter(is_confirmed=True)
    opened = sealed.all_rows(cards, by=key, reason=form.why)
    rows = [row for row in opened if fits(row, choice.words)]
    day = timezone.localdate().isoformat()
    if form.cleaned_data["file"] == PRESENTABLE:
        return form.sealed(csv_response(f"{day}-names", _presentable(), rows))
    rows = sealed.with_comments(rows, by=key, reason=form.why)
    return form.sealed(csv_response(f"{day}-signatures", _full(action.kind), rows))


def _presentable() -> list[Column]:
    return [
        Column("name", _("Name"), _shown_name),
        Column("town", _("Town"), _shown_town),
        Column("county", _("County"), lambda row: county_name(row.card.county)),
    ]


def _full(kind: ActionKind) -> list[Column]:
    return [
        Column("name", _("Name"), lambda row: row.opened.name),
        Column("email", _("E-mail"), lambda row: row.opened.email),
        Column("phone", _("Telephone"), columns.phone_of),
        Column("town", _("Town"), lambda row: row.opened.town),
        *columns.more_columns(kind),
        Column("county", _("County"), lambda row: county_name(row.card.county)),
        Column("language", _("Language"), lambda row: language_name(row.card.language)),
        Column("week", _("Week of"), lambda row: row.card.week_on),
        Column("state", _("State"), lambda row: columns.state_of(row.card)),
        Column("shown", _("May be shown"), lambda row: row.card.get_visibility_display()),
        Column("news", _("Asked to hear more"), lambda row: _yes(row.card.wants_news)),
        Column("partners", _("Partners who may write"), _partners),
        Column("source", _("Came by"), lambda row: row.card.source),
        Column("comment", _("Comment"), lambda row: row.comment),
        Column("judged", _("Comment is"), _judged),
    ]


def _shown_name(row: Row) -> str:
    shown = sealed.shown_of(row)
    return shown.name if shown else _("(counted)")


def _shown_town(row: Row) -> str:
    shown = sealed.shown_of(row)
    return shown.town if shown else ""


def _partners(row: Row) -> str:
    """Only of those who confirmed: a wish of an unconfirmed address is nobody's."""
    return ", ".join(row.opened.partners) if row.opened and row.card.is_confirmed else ""


def _judged(row: Row) -> str:
    is_there = row.card.comment_state != CommentState.NONE
    return columns.comment_state(row.card) if is_there else ""


def _yes(is_so: bool) -> str:
    return _("yes") if is_so else ""


urlpatterns = [
    path("supporters/<slug:kind>/<uuid:action_id>/export/", export, name="export"),
]
