"""One's own age key: files of names are sealed to it, and only one's own computer opens them."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role
from amparo.desk.frame import desk_view, person, show_form
from amparo.lib.agefiles import NotARecipient, clean_recipient
from amparo.supporters import operations


class AgeKeyForm(forms.Form):
    recipient = forms.CharField(
        label=gettext_lazy("Public half of your age key"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "It begins with “age1”. On your own computer, “age-keygen” makes one and shows it. "
            "Leave this empty to have no key here."
        ),
    )

    def clean_recipient(self) -> str:
        typed: str = self.cleaned_data["recipient"]
        if not typed:
            return ""
        try:
            return clean_recipient(typed)
        except NotARecipient as error:
            raise ValidationError(_trouble(error.reason), code=error.reason) from None


@desk_view(Role.ORGANIZER)
def age_key(request: HttpRequest) -> HttpResponse:
    """Give the public half of one's key, change it, or take it away."""
    user = person(request)
    stands = operations.age_key_of(user)
    form = AgeKeyForm(request.POST or None, initial={"recipient": stands})
    if form.is_bound and form.errors.get("recipient") and "private" in _codes(form):
        form = AgeKeyForm(initial={"recipient": stands})  # what was pasted is not sent back
        messages.error(request, _trouble("private"))
    elif form.is_valid():
        return _kept(request, form.cleaned_data["recipient"])
    return show_form(
        request,
        title=_("Your age key"),
        forms=[form],
        submit=_("Save"),
        icon="key",
        crumbs=[(_("Supporters"), reverse("desk:supporters"))],
        template="desk/supporters/age_key.html",
    )


def _kept(request: HttpRequest, recipient: str) -> HttpResponse:
    user, now = person(request), timezone.now()
    if recipient:
        operations.set_age_key(user, recipient, now=now)
        messages.success(request, _("Files of names are sealed to this key from now on."))
    else:
        operations.forget_age_key(user, now=now)
        messages.success(request, _("No key of yours is here any more."))
    return redirect("desk:age-key")


def _codes(form: AgeKeyForm) -> list[str]:
    return [str(error.code) for error in form.errors.as_data().get("recipient", [])]


def _trouble(reason: str) -> str:
    if reason == "private":
        return _("That is the private half: it must never leave your computer. Make a new key, and "
                 "give us the half that begins with “age1”.")  # fmt: skip
    return _("This is no age key. It begins with “age1” and is 62 letters long.")


urlpatterns = [path("supporters/age-key/", age_key, name="age-key")]
