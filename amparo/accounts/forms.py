"""Forms of login and of one's own account: allauth's flows with our words, and a few of ours.

Codes of a second step go through `lockout` like passwords; passkeys do not, because they cannot be
guessed and nobody may be kept out by a stranger's tries.
"""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.accounts import emails, lockout
from amparo.accounts.models import Role, User
from amparo.lib.emails import NotAnEmail, clean_email

EMAIL = _("E-mail")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("The same once more")
CODE = _("Code")
NAME = _("Your name")
LANGUAGE = _("Language in which we write to you")
PASSWORD_HINT = _(
    "At least 12 letters. Four or five words that have nothing to do with each other are easy to "
    "remember and hard to guess."
)
CODE_HINT = _("Six digits from your authenticator app, or one of your recovery codes.")


class LoginForm(account_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, login=EMAIL, password=PASSWORD, remember=_("Stay logged in for two weeks"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, oldpassword=_("Your password of now"), password1=NEW_PASSWORD, password2=AGAIN)


class SetPasswordForm(account_forms.SetPasswordForm):
    """The first password of somebody who logs in by passkey alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, password1=NEW_PASSWORD, password2=AGAIN)


class ResetPasswordForm(account_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, email=EMAIL)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Mail the link; an address without an account is told so by mail, never by the page."""
        if self.users:
            return str(super().save(request, **kwargs))
        address: str = self.cleaned_data["email"]
        emails.send_no_account(address, get_language() or settings.LANGUAGE_CODE)
        return address


class ResetPasswordKeyForm(account_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, password1=NEW_PASSWORD, password2=AGAIN)


class ReauthenticateForm(account_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, password=PASSWORD)


class _CodeForm(forms.Form):
    """A code counts as a try before it is looked at."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, code=CODE)
        self.fields["code"].help_text = CODE_HINT

    def clean_code(self) -> str:
        account = f"code of {self.user.pk}"
        try:
            lockout.begin_try(account, timezone.now())
        except lockout.MustWait as wait:
            raise ValidationError(wait.in_words(), code="must_wait") from None
        code: str = super().clean_code()  # type: ignore[misc]
        lockout.forgive(account)
        return code


class AuthenticateForm(_CodeForm, mfa_forms.AuthenticateForm):
    pass


class ReauthenticateCodeForm(_CodeForm, mfa_forms.ReauthenticateForm):
    pass


class ActivateAppForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, code=_("The six digits that the app shows now"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, name=_("What you call it"), passwordless=_("Let me log in with it alone"))
        self.fields["name"].initial = self.initial["name"] = _("My phone")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "With your fingerprint, face or the device's PIN; without a password. "
            "Otherwise it is your second step after the password."
        )


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, name=_("What you call it"))
        self.fields["name"].max_length = 60


class ProfileForm(forms.Form):
    """What she is called, and her language."""

    full_name = forms.CharField(
        label=NAME, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=LANGUAGE, choices=lambda: settings.LANGUAGES)


class AcceptForm(forms.Form):
    """An invited person's name and password."""

    full_name = ProfileForm.base_fields["full_name"]
    password = forms.CharField(
        label=PASSWORD,
        strip=False,
        max_length=200,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is short, common, or made of the name or the address."""
        cleaned = super().clean() or {}
        someone = User(email=self.email, full_name=cleaned.get("full_name", ""))
        try:
            validate_password(cleaned.get("password", ""), someone)
        except ValidationError as error:
            self.add_error("password", error)
        return cleaned


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    full_name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.CharField(
        label=EMAIL, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        initial=Role.VOLUNTEER,
        help_text=_(
            "Organizers may change everything. Volunteers help and see counts. "
            "Attorneys alone may open clinic bookings."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=lambda: settings.LANGUAGES
    )

    def clean_email(self) -> str:
        try:
            return clean_email(self.cleaned_data["email"])
        except NotAnEmail:
            raise ValidationError(_("This does not look like an e-mail address.")) from None


class RoleForm(forms.Form):
    """Another role for somebody who has one."""

    role = InviteForm.base_fields["role"]


def _word(form: forms.Form, **labels: Any) -> None:
    """Give fields our labels; a placeholder would vanish under what is typed."""
    for name, label in labels.items():
        field = form.fields.get(name)
        if field is None:
            continue
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        field.help_text = PASSWORD_HINT if name == "password1" else ""
