"""What we want otherwise than allauth: no sign-up, no addresses or browsers kept, our own letters.

A newcomer's mistake: to count failed logins by address of the network. Half a neighborhood shares
one; `lockout` counts by account, and passkeys go around it.
"""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from amparo.accounts import emails, lockout
from amparo.accounts.models import User
from amparo.accounts.operations import set_password
from amparo.accounts.pseudonyms import visitor_code
from amparo.accounts.sessions import hash_of
from amparo.lib.sealing.symmetric import derive, seal_with, unseal_with

NOTICES: dict[str, Promise] = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_set": _("Your account has a password now."),
    "account/email/password_reset": _("Your password was changed by a link sent to this address."),
    "mfa/email/totp_activated": _("An authenticator app was added as your second step."),
    "mfa/email/totp_deactivated": _("The authenticator app is no longer your second step."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones are void."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
}

_WRONG_CODE = _("That code is not right. Codes change every 30 seconds: type the one shown now.")
_TOO_MANY = _("That was too often. Please wait a minute and try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask an organizer to invite you again."),
        "email_password_mismatch": _(
            "The e-mail and the password do not go together. "
            "Look at both, or ask for a new password."
        ),
        "enter_current_password": _("That is not your password of now."),
        "incorrect_password": _("That is not your password."),
        "incorrect_code": _WRONG_CODE,
        "rate_limited": _TOO_MANY,
        "too_many_login_attempts": _TOO_MANY,
        "same_as_current": _("That is the password that you have already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """A code that nobody can turn back into an address; allauth's limits need no more."""
        return visitor_code(request, timezone.now()).hex()

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            lockout.begin_try(str(credentials.get("email", "")), timezone.now())
        except lockout.MustWait as wait:
            raise ValidationError(wait.in_words(), code="must_wait") from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            lockout.forgive(str(credentials.get("email", "")))
        return user

    def set_password(self, user: User, password: str) -> None:
        """Other browsers are logged out; the one that changed the password stays."""
        session = getattr(self.request, "session", None)
        key = session.session_key if session is not None else None
        set_password(user, password, but=hash_of(key) if key else "", now=timezone.now())
        lockout.forgive(user.email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:index")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Never built from what the request says its host is."""
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL + path

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        emails.send_reset(user, context["password_reset_url"])

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        with override(user.preferred_language):
            emails.send_notice(user, str(NOTICES[template_prefix]))


class MFAAdapter(DefaultMFAAdapter):
    """Second steps. Their secrets are encrypted under a key made of SECRET_KEY."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This second step cannot be removed."),
        "cannot_generate_recovery_codes": _("Add an authenticator app or a passkey first."),
        "incorrect_code": _WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        return seal_with(_second_step_key(), text.encode(), info=b"second step").hex()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = bytes.fromhex(encrypted_text)
        return unseal_with(_second_step_key(), sealed, info=b"second step").decode()

    def get_totp_issuer(self) -> str:
        return settings.SITE_URL.partition("//")[2]

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the site's own name, whatever the request says its host is."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "", "name": self.get_totp_issuer()}

    def build_totp_svg(self, url: str) -> str:
        """Nothing: our page draws the code itself, black on white in every theme."""
        return ""


def _second_step_key() -> bytes:
    return derive(settings.SECRET_KEY.encode(), "second step")
