"""Key holders at the desk: who can open what supporters tell us, and how somebody new comes to it.

Secrets are shown once, in the answer to the POST that made them. A newcomer would also show the six
words of a waiting key here: then whoever altered the database would dictate what is read aloud.
"""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.accounts.models import Role, User
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    desk_view,
    person,
    show_list,
)
from amparo.desk.today import Todo
from amparo.desk.unlocked import key_of, unlocked_until
from amparo.keyring.health import has_altered_epoch, problems
from amparo.keyring.models import Holder, HolderKind
from amparo.keyring.operations import (
    end_altered_epochs,
    is_unconfirmed,
    offboard,
)
from amparo.keyring.standing import (
    Standing,
    State,
    can_open,
    has_clinic_kit,
    standing_of,
    standings,
    waiting,
)

HOLDERS = (Role.ORGANIZER, Role.ATTORNEY)


@desk_view(*HOLDERS)
def key_list(request: HttpRequest) -> HttpResponse:
    """Every key holder, with what is not right above."""
    user, now = person(request), timezone.now()
    listing = Listing(
        title=_("Key holders"),
        rows=standings(with_gone=True),
        columns=_columns(user),
        filters=[_state_filter()],
        icon="key",
        empty=_("Nobody can open anything yet. On the server, `amparo init` makes the paper kit."),
        export_name="key-holders",
        buttons=_buttons(request),
        above="desk/keys/above.html",
        context={
            "problems": problems(today=timezone.localdate(now)),
            "mine": standing_of(user.pk),
            "State": State,
            "until": unlocked_until(request),
            "is_kit_unconfirmed": user.is_organizer and is_unconfirmed(),
            "is_clinic_kit_unconfirmed": user.role == Role.ATTORNEY
            and is_unconfirmed(HolderKind.CLINIC_KIT),
            "is_altered": user.is_organizer and has_altered_epoch(),
        },
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def take_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a person's key, at once; her account stays."""
    holder = get_object_or_404(Holder.objects.present().filter(user_id__isnull=False), pk=pk)
    if request.method == "POST" and holder.user_id is not None:
        offboard(holder.user_id, actor=person(request).actor, now=timezone.now())
        messages.success(
            request, _("%(name)s can no longer open anything.") % {"name": holder.label}
        )
        return redirect("desk:keys")
    return confirm(
        request,
        title=_("Take the key of %(name)s away") % {"name": holder.label},
        goes=_what_goes(holder),
        submit=_("Take it away"),
        back=reverse("desk:keys"),
        crumbs=_crumbs(),
    )


@desk_view(Role.ORGANIZER)
def begin_anew(request: HttpRequest) -> HttpResponse:
    """Make new epochs where one does not verify."""
    if request.method == "POST":
        count = end_altered_epochs(today=timezone.localdate())
        said = ngettext(
            "%(count)d altered key is out of use.", "%(count)d altered keys are out of use.", count
        )
        messages.success(request, said % {"count": count})
        return redirect("desk:keys")
    return confirm(
        request,
        title=_("Begin new keys"),
        goes=[_("Every public key that was altered since the server started.")],
        submit=_("Begin anew"),
        back=reverse("desk:keys"),
        crumbs=_crumbs(),
    )


def waiting_for_keys(user: User, now: datetime) -> list[Todo]:
    """What the start page says about keys."""
    if user.role not in HOLDERS:
        return []
    address = reverse("desk:keys")
    found = [Todo(each, address, _("Look"), 5, "warning") for each in _problems_for(user, now)]
    if standing_of(user.pk) is None:
        text = _("You have no key yet, so you cannot see names.")
        found.append(Todo(text, address, _("Make your key"), 20, "key"))
    if user.role == Role.ATTORNEY and can_open(user.pk) and not has_clinic_kit():
        text = _(
            "The clinics have no paper kit: if your key is lost, so is all that they were told."
        )
        found.append(Todo(text, reverse("desk:key-clinic-kit"), _("Make it"), 20, "key"))
    for holder in waiting():
        if holder.user_id != user.pk:
            text = _("%(name)s has a new key. Call, and compare six words.")
            button = reverse("desk:key-grant", args=[holder.pk])
            found.append(Todo(text % {"name": holder.label}, button, _("Compare"), 20, "key"))
    return found


def _problems_for(user: User, now: datetime) -> list[str]:
    return problems(today=timezone.localdate(now)) if user.is_organizer else []


def _columns(user: User) -> list[Column]:
    return [
        Column("name", _("Name"), lambda row: row.holder.label, lambda row: row.holder.label),
        Column("kind", _("Kind"), lambda row: row.holder.get_kind_display()),
        Column("state", _("Key"), _state_in_words, lambda row: row.state.value),
        Column(
            "epochs",
            _("Months it opens"),
            lambda row: row.epoch_count,
            lambda row: row.epoch_count,
            is_number=True,
        ),
        Column(
            "since",
            _("Since"),
            lambda row: row.holder.created_on,
            lambda row: row.holder.created_on,
        ),
        Column("act", "", lambda row: _act(row, user)),
    ]


def _state_filter() -> Filter:
    words = [(state.value, _words_of(state)) for state in State]
    return Filter(
        "state",
        _("Key"),
        words,
        lambda rows, value: [row for row in rows if row.state.value == value],
    )


def _state_in_words(row: Standing) -> str:
    return _words_of(row.state)


def _words_of(state: State) -> str:
    return {
        State.WAITING: _("waits for six words to be compared"),
        State.GRANTED: _("opens"),
        State.REFUSED: _("does not verify: opens nothing"),
        State.LEFT: _("taken away"),
    }[state]


def _act(row: Standing, user: User) -> str:
    """The one thing to do about a holder, as a link."""
    if row.holder.is_paper or row.state is State.LEFT:
        return ""
    if row.state is State.WAITING and row.holder.user_id != user.pk:
        return _link("desk:key-grant", row, _("Compare words"))
    return _link("desk:key-take", row, _("Take away")) if user.is_organizer else ""


def _link(name: str, row: Standing, label: str) -> str:
    return format_html('<a href="{}">{}</a>', reverse(name, args=[row.holder.pk]), label)


def _buttons(request: HttpRequest) -> list[Button]:
    """What she can do next with her own key."""
    if standing_of(person(request).pk) is None:
        return [
            Button(_("Make my key"), reverse("desk:key-make"), "key", is_primary=True),
        ]
    if key_of(request) is None:
        return [
            Button(_("Unlock"), reverse("desk:unlock"), "lock-open", is_primary=True),
            Button(_("I forgot my six words"), reverse("desk:key-recover"), "help"),
        ]
    buttons = [Button(_("New passphrase"), reverse("desk:key-renew"), "rotate")]
    if person(request).is_organizer:
        buttons.append(
            Button(_("Replace the paper kit"), reverse("desk:key-kit-replace"), "doc-empty")
        )
    elif can_open(person(request).pk):
        buttons.append(
            Button(_("Paper kit of the clinics"), reverse("desk:key-clinic-kit"), "doc-empty")
        )
    return buttons


def _what_goes(holder: Holder) -> list[str]:
    opened = holder.wraps.filter(epoch__destroyed_on__isnull=True).count()
    opens = ngettext(
        "%(count)d month of sealed cards can no longer be opened with this key.",
        "%(count)d months of sealed cards can no longer be opened with this key.",
        opened,
    )
    others = [each for each in standings() if each.state is State.GRANTED]
    remaining = [each.holder.label for each in others if each.holder.pk != holder.pk]
    return [
        *([opens % {"count": opened}] if opened else []),
        _("If %(name)s has unlocked on any device, it locks now.") % {"name": holder.label},
        _("The printed words of %(name)s bring nothing back.") % {"name": holder.label},
        _("Still able to open: %(names)s.") % {"names": ", ".join(remaining) or _("nobody")},
    ]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Key holders"), reverse("desk:keys"))]


urlpatterns = [
    path("keys/", key_list, name="keys"),
    path("keys/begin-anew/", begin_anew, name="key-begin-anew"),
    path("keys/<uuid:pk>/take-away/", take_away, name="key-take"),
]
