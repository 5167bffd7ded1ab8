"""Every change to accounts, invitations and sessions.

Whoever loses a role that can hold a key loses her keys in the same act: the accounts' transaction
comes first, so that she is out even where the keyring cannot be reached, and the act may be
repeated until that has been done too.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from amparo.accounts import emails
from amparo.accounts.groups import fill_groups, group_of
from amparo.accounts.models import Invitation, Role, Session, User
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.keyring.operations import offboard
from amparo.lib.emails import clean_email
from amparo.lib.markup import clean_line

INVITATION_DAYS = 7
_TOKEN_BYTES = 16
_KEEPS_KEYS = (Role.ORGANIZER, Role.ATTORNEY)


@dataclass(frozen=True)
class InvitationOnce:
    """A new invitation with its link, which is known this once: the table has its hash only."""

    invitation: Invitation
    url: str
    was_mailed: bool


class CannotInvite(Exception):
    """This address has an account already."""


class CannotAccept(Exception):
    """The link was used, withdrawn, or is too old."""


class CannotChange(Exception):
    """Only an organizer may, and not to herself, so that one organizer always stays."""


def set_up_groups() -> None:
    """Give each role's group what it may do in Wagtail. May be run at every start."""
    fill_groups()


@transaction.atomic
def add_person(
    email: str,
    *,
    full_name: str,
    role: str,
    language: str,
    password: str | None,
    actor: Actor,
    now: datetime,
) -> User:
    """Make an account without an invitation: the first organizer's, and the demo's.

    Raises CannotInvite where there is one already. Without a password she needs a reset by mail.
    """
    email = clean_email(email)
    if User.objects.with_address(email).exists():
        raise CannotInvite
    user = User(email=email, joined_on=timezone.localdate(now))
    _give_account(user, full_name=full_name, role=role, language=language, password=password)
    record("account.join", actor=actor, about=user, detail={"role": role}, now=now)
    return user


def invite(
    email: str,
    *,
    full_name: str,
    role: str,
    language: str,
    by: User,
    coalition_name: str,
    now: datetime,
) -> InvitationOnce:
    """Mail a link for one account; a second invitation of an address takes the first one's place.

    Somebody who left may be invited again. Raises CannotInvite.
    """
    token, email = secrets.token_urlsafe(_TOKEN_BYTES), clean_email(email)
    with transaction.atomic():
        if User.objects.with_address(email).filter(is_active=True).exists():
            raise CannotInvite
        Invitation.objects.filter(email__iexact=email).delete()
        invitation = Invitation.objects.create(
            email=email,
            full_name=clean_line(full_name),
            language=language,
            role=role,
            token_hash=hash_of_token(token),
            invited_by=by,
            invited_on=timezone.localdate(now),
            expires_on=timezone.localdate(now) + timedelta(days=INVITATION_DAYS),
        )
        detail = {"role": role, "name": invitation.full_name}
        record("account.invite", actor=by.actor, about=invitation, detail=detail, now=now)
    url = settings.SITE_URL + reverse("accounts:invitation", args=[token])
    was_mailed = emails.send_invitation(
        invitation, url, inviter=by.full_name, coalition_name=coalition_name
    )
    return InvitationOnce(invitation, url, was_mailed)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, now: datetime) -> None:
    """Make its link useless. May be run twice."""
    if Invitation.objects.filter(pk=invitation.pk).delete()[0]:
        detail = {"role": invitation.role, "name": invitation.full_name}
        record("account.uninvite", actor=by.actor, detail=detail, now=now)


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, full_name: str, password: str, now: datetime
) -> User:
    """Turn an invitation into an account, once: of two clicks at a time one raises CannotAccept."""
    usable = Invitation.objects.usable_on(timezone.localdate(now)).filter(pk=invitation.pk)
    if not usable.delete()[0]:
        raise CannotAccept
    user = User.objects.with_address(invitation.email).first()
    if user is None:
        user = User(email=invitation.email, joined_on=timezone.localdate(now))
    elif user.is_active:
        raise CannotAccept
    _give_account(
        user,
        full_name=full_name,
        role=invitation.role,
        language=invitation.language,
        password=password,
    )
    record("account.join", actor=user.actor, about=user, detail={"role": user.role}, now=now)
    return user


def change_own_profile(user: User, *, full_name: str, language: str) -> None:
    """Change what she is called and the language that we speak to her in."""
    User.objects.filter(pk=user.pk).update(
        full_name=clean_line(full_name), preferred_language=language
    )


def change_role(user: User, role: str, *, by: User, now: datetime) -> None:
    """Give another role. Keys of the old role go, and she logs in anew. Raises CannotChange."""
    with transaction.atomic():
        was = _locked(user, by).role
        if was == role:
            return
        User.objects.filter(pk=user.pk).update(role=role)
        user.role = role
        user.groups.set([group_of(role)])
        Session.objects.filter(user=user).delete()
        detail = {"from": was, "to": role}
        record("account.role", actor=by.actor, about=user, detail=detail, now=now)
    if was in _KEEPS_KEYS:
        offboard(user.pk, actor=by.actor, now=now)


def deactivate(user: User, *, by: User, now: datetime) -> None:
    """Close an account: its sessions, second factors and keys go at once. May be run twice.

    Raises CannotChange for one's own; keyring.Unavailable where the keys are still to be taken.
    """
    with transaction.atomic():
        _locked(user, by)
        if _close(user, now):
            detail = {"name": user.full_name, "role": user.role}
            record("account.deactivate", actor=by.actor, about=user, detail=detail, now=now)
    offboard(user.pk, actor=by.actor, now=now)


def end_session(session: Session, *, by: User, now: datetime) -> None:
    """Log one browser out. May be run twice."""
    with transaction.atomic():
        if session.user and Session.objects.filter(pk=session.pk).delete()[0]:
            record("account.session.end", actor=by.actor, about=session.user, count=1, now=now)


def end_sessions(user: User, *, but: str = "", by: User, now: datetime) -> int:
    """Log a person out everywhere except where the session's hash is `but`; return how many."""
    with transaction.atomic():
        count = Session.objects.filter(user=user).exclude(key_hash=but).delete()[0]
        if count:
            record("account.session.end", actor=by.actor, about=user, count=count, now=now)
    return count


@transaction.atomic
def set_password(user: User, password: str, *, but: str = "", now: datetime) -> None:
    """Give a new password; every session ends except the one of the hash `but`."""
    user.set_password(password)
    user.save(update_fields=["password"])
    Session.objects.filter(user=user).exclude(key_hash=but).delete()
    record("account.password", actor=user.actor, about=user, now=now)


def sweep(now: datetime) -> None:
    """Remove sessions that are over and invitations that nobody took."""
    today = timezone.localdate(now)
    Session.objects.filter(ends_on__lte=today).delete()
    Invitation.objects.filter(expires_on__lt=today).delete()


def coarsen(sender: object, authenticator: Authenticator, **_signal: object) -> None:
    """Keep the day on which a second step was added or used, and not the second."""
    Authenticator.objects.filter(pk=authenticator.pk).update(
        created_at=_day(authenticator.created_at), last_used_at=_day(authenticator.last_used_at)
    )


def hash_of_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _give_account(
    user: User, *, full_name: str, role: str, language: str, password: str | None
) -> None:
    user.full_name, user.role, user.preferred_language = clean_line(full_name), role, language
    user.is_active, user.left_on = True, None
    user.set_password(password)
    user.save()
    user.groups.set([group_of(role)])
    EmailAddress.objects.update_or_create(
        user=user, defaults={"email": user.email, "verified": True, "primary": True}
    )


def _day(at: datetime | None) -> datetime | None:
    return at and at.replace(hour=12, minute=0, second=0, microsecond=0)  # the same day in the US


def _close(user: User, now: datetime) -> bool:
    left = User.objects.filter(pk=user.pk, is_active=True).update(
        is_active=False, left_on=timezone.localdate(now)
    )
    user.refresh_from_db()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.groups.clear()
    Session.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Invitation.objects.filter(invited_by=user).delete()
    return left == 1


def _locked(user: User, by: User) -> User:
    """Her row as it is now. Of two organizers who remove each other at once, one is refused."""
    rows = User.objects.select_for_update().filter(pk__in=(user.pk, by.pk)).order_by("pk")
    found = {row.pk: row for row in rows}
    if user.pk == by.pk or not (found[by.pk].is_active and found[by.pk].is_organizer):
        raise CannotChange
    return found[user.pk]
