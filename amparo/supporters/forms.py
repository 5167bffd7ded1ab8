"""What supporters type outside of an ask: joining the list, and how their name may stand."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.places.counties import counties
from amparo.supporters.models import HowOften, Visibility
from amparo.supporters.wishes import Wishes, topics_offered
from amparo.web.forms import EmailAddressField, LineField, WebForm
from amparo.web.models import Coalition
from amparo.web.templatetags.web import language_name

LONGEST_NAME = 80
LONGEST_TOWN = 60


class WishesForm(WebForm):
    """What we may write about, and how often. Nothing ticked means everything."""

    topics = forms.MultipleChoiceField(
        label=_("What about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If you tick nothing, we write about everything."),
    )
    how_often = forms.ChoiceField(
        label=_("How often"),
        choices=HowOften.choices,
        initial=HowOften.EVERY,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, chosen: tuple[str, ...] = (), **kwargs: Any) -> None:
        """`chosen` topics stay on offer to who chose them, also where they are retired."""
        super().__init__(*args, **kwargs)
        offered = topics_offered(get_language() or settings.LANGUAGE_CODE, also=chosen)
        if offered:
            self.fields["topics"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["topics"]

    def wishes(self) -> Wishes:
        """Return what was chosen; only of a valid form."""
        typed = self.cleaned_data
        return Wishes(
            how_often=typed.get("how_often") or HowOften.EVERY,
            reads=tuple(typed.get("reads", ())),
            topics=tuple(typed.get("topics", ())),
        )


class JoinForm(WishesForm):
    """Ask to hear more. The address is confirmed by a letter before anything else is sent."""

    name = LineField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailAddressField(label=_("E-mail"))
    county = forms.ChoiceField(
        label=_("County"),
        required=False,
        help_text=_("So that we write to you about what is near."),
    )

    field_order = ("name", "email", "county", "topics", "how_often")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = _counties()  # type: ignore[attr-defined]


class LettersForm(WishesForm):
    """What somebody of the list changes by her letters' link: not her name and address."""

    language = forms.ChoiceField(label=_("Write to me in"), widget=forms.RadioSelect)
    reads = forms.MultipleChoiceField(
        label=_("I also read"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For letters that there are not in your first language."),
    )
    county = forms.ChoiceField(
        label=_("County"),
        required=False,
        help_text=_("So that we write to you about what is near."),
    )

    field_order = ("language", "reads", "topics", "how_often", "county")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = [(code, language_name(code).capitalize()) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.fields["reads"].choices = languages  # type: ignore[attr-defined]
        self.fields["county"].choices = _counties()  # type: ignore[attr-defined]


class FindForm(WebForm):
    """To which address our letters come now. Nothing of it is stored."""

    email = EmailAddressField(label=_("E-mail"))


class AddressForm(WebForm):
    """A new address. Her name is asked again: nobody here can read it on her card."""

    name = LineField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Once more, because we cannot read it: what you told us is sealed."),
    )
    email = EmailAddressField(label=_("Your new e-mail"))


def _counties() -> list[tuple[str, Any]]:
    return [("", _("I would rather not say")), *counties(Coalition.here().state)]


class VisibilityForm(WebForm):
    """How her name may stand. What is shown is what is typed here: nobody can read her card."""

    visibility = forms.ChoiceField(
        label=_("What may be shown"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    name = LineField(
        label=_("Your name, as it may stand"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Only where your name or your initials are shown."),
    )
    town = LineField(label=_("Your town"), required=False, max_length=LONGEST_TOWN)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        is_shown = typed.get("visibility") in (Visibility.PUBLIC, Visibility.INITIALS)
        if is_shown and not typed.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please write the name that may be shown."))
        return typed
