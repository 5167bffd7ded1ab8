"""One's own account, and the page behind an invitation's link. Login itself is allauth's."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amparo.accounts import operations
from amparo.accounts.access import invitation_by_hash, person_of, require_role, session_for
from amparo.accounts.forms import AcceptForm, ProfileForm
from amparo.accounts.models import Invitation, Session, User
from amparo.accounts.sessions import hash_of


@never_cache
@require_role()
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Name and language; password, second steps; where else she is logged in."""
    user = person_of(request)
    initial = {"full_name": user.full_name, "language": user.preferred_language}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_own_profile(user, **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("accounts:index")
    context = {"form": form, "sessions": _sessions(user, request), **_steps(user)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "accounts/index.html", context, status=status)


@require_role()
@require_POST
def end_session(request: HttpRequest, key_hash: str) -> HttpResponse:
    user, now = person_of(request), timezone.now()
    session = session_for(user, key_hash, timezone.localdate(now))
    operations.end_session(session, by=user, now=now)
    messages.success(request, gettext("That session has ended."))
    return redirect("accounts:index")


@require_role()
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    count = operations.end_sessions(user, but=_this_session(request), by=user, now=timezone.now())
    words = ngettext(
        "%(count)s other session has ended.", "%(count)s other sessions have ended.", count
    )
    messages.success(request, words % {"count": count})
    return redirect("accounts:index")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing (mail scanners open links); the button makes the account."""
    now = timezone.now()
    found = invitation_by_hash(operations.hash_of_token(token), timezone.localdate(now))
    if found is None:
        return TemplateResponse(request, "accounts/invitation_gone.html", {}, status=410)
    form = AcceptForm(
        request.POST or None, email=found.email, initial={"full_name": found.full_name}
    )
    if request.method == "POST" and form.is_valid():
        return _accept(request, found, form)
    context = {"form": form, "invitation": found}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "accounts/invitation.html", context, status=status)


@require_GET
def to_login(request: HttpRequest) -> HttpResponse:
    """Wagtail's own login page knows neither second steps nor waiting: it is never shown."""
    return redirect("account_login")


@require_GET
def to_account(request: HttpRequest) -> HttpResponse:
    return redirect("accounts:index")


def _accept(request: HttpRequest, found: Invitation, form: AcceptForm) -> HttpResponse:
    try:
        operations.accept_invitation(found, now=timezone.now(), **form.cleaned_data)
    except operations.CannotAccept:
        return TemplateResponse(request, "accounts/invitation_gone.html", {}, status=410)
    messages.success(request, gettext("Your account is ready. Log in."))
    return redirect("account_login")


def _this_session(request: HttpRequest) -> str:
    return hash_of(request.session.session_key or "")


def _sessions(user: User, request: HttpRequest) -> list[tuple[Session, bool]]:
    """Her open sessions, each with whether it is this one."""
    here = _this_session(request)
    return [
        (session, session.key_hash == here)
        for session in Session.objects.of(user, timezone.localdate())
    ]


def _steps(user: User) -> dict[str, int]:
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {"passkey_count": kinds.count("webauthn"), "app_count": kinds.count("totp")}
