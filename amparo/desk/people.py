"""People who log in: who they are, inviting, another role, closing an account.

Whoever loses a role that holds keys loses the keys in the same act; the pages say so first.
"""

from collections.abc import Callable
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amparo.accounts import operations
from amparo.accounts.access import invitation_for, person_for
from amparo.accounts.forms import InviteForm, RoleForm
from amparo.accounts.models import Invitation, Role, Session, User
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    confirm,
    csv_response,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.today import Todo
from amparo.web.models import Coalition


@desk_view(Role.ORGANIZER)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account; open invitations above."""
    today = timezone.localdate()
    invitations = Invitation.objects.usable_on(today)
    if request.GET.get("export") == "invitations":
        return csv_response("invitations", _invited_columns(), invitations)
    listing = Listing(
        title=_("People"),
        rows=_everybody(today=today),
        columns=_columns(),
        filters=_filters(),
        search=_found,
        icon="group",
        empty=_("Nobody has an account yet."),
        export_name="people",
        buttons=[
            Button(_("Invite somebody"), reverse("desk:invite"), "plus", is_primary=True),
            Button(_("Programs"), reverse("desk:tokens"), "code"),
        ],
        above="desk/people/invitations.html",
        context={"invitations": invitations},
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the answer shows the link this once, for when mail does not arrive."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            once = operations.invite(
                by=person(request),
                coalition_name=Coalition.here().name,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except operations.CannotInvite:
            form.add_error("email", _("Somebody with this address has an account already."))
        else:
            return _invited(request, once)
    return show_form(
        request,
        title=_("Invite somebody"),
        forms=[form],
        submit=_("Send the invitation"),
        crumbs=_crumbs(),
        icon="group",
    )


@desk_view(Role.ORGANIZER)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an invitation's link useless."""
    invitation = invitation_for(person(request), pk)
    name = {"name": invitation.full_name}
    if request.method == "POST":
        operations.withdraw_invitation(invitation, by=person(request), now=timezone.now())
        messages.success(request, _("The invitation of %(name)s is withdrawn.") % name)
        return redirect("desk:people")
    return confirm(
        request,
        title=_("Withdraw the invitation of %(name)s?") % name,
        goes=[_("The link that was sent to %(email)s.") % {"email": invitation.email}],
        submit=_("Withdraw it"),
        back=reverse("desk:people"),
        crumbs=_crumbs(),
    )


@desk_view(Role.ORGANIZER)
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give another role."""
    who = person_for(person(request), pk)
    form = RoleForm(request.POST or None, initial={"role": who.role})
    if request.method == "POST" and form.is_valid():
        role = form.cleaned_data["role"]
        return _done(
            request,
            lambda: operations.change_role(who, role, by=person(request), now=timezone.now()),
            _("%(name)s has another role now.") % {"name": who.full_name},
        )
    return show_form(
        request,
        title=_("Role of %(name)s") % {"name": who.full_name},
        forms=[form],
        submit=_("Change the role"),
        crumbs=_crumbs(),
        icon="group",
        template="desk/people/role.html",
        context={"who": who},
    )


@desk_view(Role.ORGANIZER)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account: login, sessions and keys at once."""
    who = person_for(person(request), pk)
    if request.method == "POST":
        return _done(
            request,
            lambda: operations.deactivate(who, by=person(request), now=timezone.now()),
            _("The account of %(name)s is closed.") % {"name": who.full_name},
        )
    return confirm(
        request,
        title=_("Close the account of %(name)s?") % {"name": who.full_name},
        goes=_what_goes(who),
        submit=_("Close the account"),
        back=reverse("desk:people"),
        crumbs=_crumbs(),
    )


@desk_view(Role.ORGANIZER)
@require_POST
def log_out(request: HttpRequest, pk: int) -> HttpResponse:
    """End every session of somebody, as when a telephone is lost."""
    who = person_for(person(request), pk)
    count = operations.end_sessions(who, by=person(request), now=timezone.now())
    said = ngettext("%(count)s session has ended.", "%(count)s sessions have ended.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:people")


def todos(user: User, now: datetime) -> list[Todo]:
    """A login that only a password protects."""
    if Authenticator.objects.filter(user=user).exists():
        return []
    text = _("Only a password protects your login.")
    return [Todo(text, reverse("mfa_index"), _("Add a passkey"), 40, "lock")]


def _everybody(*, today: date) -> QuerySet[User]:
    is_open = Q(sessions__ends_on__gt=today)
    return User.objects.order_by("full_name", "pk").annotate(
        session_count=Count("sessions", filter=is_open, distinct=True),
        step_count=Count("authenticator", distinct=True),
    )


def _columns() -> list[Column]:
    return [
        Column("name", _("Name"), lambda row: row.full_name, "full_name"),
        Column("email", _("E-mail"), lambda row: row.email, "email"),
        Column("role", _("Role"), lambda row: row.get_role_display(), "role"),
        Column("step", _("Passkey or second step"), _step, "step_count"),
        Column("sessions", _("Logged in"), _sessions, "session_count", csv=_session_count),
        Column("since", _("Since"), lambda row: row.joined_on, "joined_on"),
        Column("until", _("Until"), lambda row: row.left_on, "left_on"),
        Column("act", "", _acts),
    ]


def _invited_columns() -> list[Column]:
    return [
        Column("name", _("Name"), lambda row: row.full_name),
        Column("email", _("E-mail"), lambda row: row.email),
        Column("role", _("Role"), lambda row: row.get_role_display()),
        Column("until", _("Until"), lambda row: row.expires_on),
    ]


def _filters() -> list[Filter]:
    roles = [(role.value, str(role.label)) for role in Role]
    states = [("here", _("Can log in")), ("left", _("Has left"))]
    return [
        Filter("role", _("Role"), roles, lambda rows, role: rows.filter(role=role)),
        Filter(
            "state",
            _("Account"),
            states,
            lambda rows, state: rows.filter(is_active=state == "here"),
        ),
    ]


def _found(rows: QuerySet[User], words: str) -> QuerySet[User]:
    return rows.filter(Q(full_name__icontains=words) | Q(email__icontains=words))


def _step(row: User) -> str:
    return _("yes") if row.step_count else _("no")  # type: ignore[attr-defined]


def _session_count(row: User) -> int:
    return int(row.session_count)  # type: ignore[attr-defined]


def _sessions(row: User) -> str:
    count = _session_count(row)
    if not count:
        return _("nowhere")
    return ngettext("%(count)s browser", "%(count)s browsers", count) % {"count": count}


def _acts(row: User) -> str:
    """What can be done about somebody who is here."""
    if not row.is_active:
        return ""
    return format_html(
        '<span><a href="{}">{}</a> · <a href="{}">{}</a></span>',
        reverse("desk:person-role", args=[row.pk]),
        _("Role"),
        reverse("desk:person-close", args=[row.pk]),
        _("Close"),
    )


def _invited(request: HttpRequest, once: operations.InvitationOnce) -> HttpResponse:
    title = _("%(name)s is invited") % {"name": once.invitation.full_name}
    context = {
        "once": once,
        "page_title": title,
        "header_title": title,
        "header_icon": "group",
        "breadcrumbs_items": [
            *({"url": url, "label": label} for label, url in _crumbs()),
            {"url": "", "label": title},
        ],
    }
    return render(request, "desk/people/invited.html", context)


def _done(request: HttpRequest, act: Callable[[], None], said: str) -> HttpResponse:
    try:
        act()
    except operations.CannotChange:
        messages.error(request, _("Nobody can do that to her own account. Ask another organizer."))
    else:
        messages.success(request, said)
    return redirect("desk:people")


def _what_goes(who: User) -> list[str]:
    count = Session.objects.of(who, timezone.localdate()).count()
    sessions = ngettext(
        "%(count)s open session of %(name)s.", "%(count)s open sessions of %(name)s.", count
    )
    return [
        _("The login of %(name)s (%(email)s), with password and passkeys.")
        % {"name": who.full_name, "email": who.email},
        sessions % {"count": count, "name": who.full_name},
        _("The key of %(name)s, if there is one: it opens nothing more.") % {"name": who.full_name},
    ]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("People"), reverse("desk:people"))]


urlpatterns = [
    path("people/", people, name="people"),
    path("people/invite/", invite, name="invite"),
    path("people/invitations/<int:pk>/withdraw/", withdraw, name="invitation-withdraw"),
    path("people/<int:pk>/role/", change_role, name="person-role"),
    path("people/<int:pk>/close/", close, name="person-close"),
    path("people/<int:pk>/log-out/", log_out, name="person-log-out"),
]
