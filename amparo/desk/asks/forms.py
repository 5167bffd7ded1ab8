"""What organizers fill in about any ask. Forms validate and save nothing.

A room's own forms begin from `AskFactsForm` and `AskWordsForm`: a field whose name is a column of
the ask, or of its text, is saved there; what is no column goes to the desk's `keep`.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.campaigns.actions import Action, Effort
from amparo.campaigns.models import Campaign, Kind
from amparo.desk.fields import (
    CitingField,
    DayField,
    MomentField,
    NamedChoiceField,
    PictureField,
    WordsForm,
)
from amparo.desk.folds import Folds
from amparo.web.forms import FILL_IN, LineField

PHOTO_LONGEST = 1600  # dots
MADE = 70  # letters of a title, for its address


def lines(rows: int) -> forms.Textarea:
    """Room for so many lines, also where one line is kept: a phone is narrow."""
    return forms.Textarea(attrs={"rows": rows})


class AskFactsForm(forms.Form):
    """What an ask has besides its words. Its campaign is chosen once."""

    FOLDS: ClassVar[Folds] = ((gettext_lazy("Other settings"), ("opens_at", "effort", "slug")),)
    TAKEN: ClassVar[frozenset[str]] = frozenset()  # addresses of lists, where asks would stand

    campaign = NamedChoiceField(
        label=gettext_lazy("Part of the campaign"),
        queryset=Campaign.objects.none(),
        name_of=lambda campaign: campaign.title,
    )
    slug = forms.SlugField(
        label=gettext_lazy("Web address"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "Small letters and hyphens, the same in every language: end-the-agreement. Empty: made "
            "from the title. Once it is open, posters and paper point at it, and it stays."
        ),
        error_messages={
            "invalid": gettext_lazy("Letters without accents, digits and hyphens only, please.")
        },
    )
    goal = forms.IntegerField(
        label=gettext_lazy("Goal"),
        required=False,
        min_value=10,
        max_value=10_000_000,
        help_text=gettext_lazy("One that you can reach. Empty: only the count is shown."),
    )
    effort = forms.ChoiceField(
        label=gettext_lazy("How long it takes"),
        required=False,
        choices=[("", gettext_lazy("As usual for its kind")), *Effort.choices],
        help_text=gettext_lazy("“Take action” sorts by it for those who have little time."),
    )
    opens_at = MomentField(
        label=gettext_lazy("Opens"),
        required=False,
        help_text=gettext_lazy("Empty: at once when you open it."),
    )
    closes_at = MomentField(
        label=gettext_lazy("Closes"),
        required=False,
        help_text=gettext_lazy("Empty: when you close it."),
    )

    def __init__(
        self,
        *args: Any,
        model: type[Action],
        campaigns: Any,
        found: Any = None,
        is_public: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        self.found = found  # the ask that is changed; None: a new one
        if found is not None:
            del self.fields["campaign"]
        else:
            field = self.fields["campaign"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells mypy what stands above
            field.queryset = campaigns
        self.fields["slug"].disabled = is_public
        self.fields["slug"].initial = found.slug if found else ""

    def clean_slug(self) -> str:
        """Its address; where none was typed, the one that it has, or one made from the title."""
        typed: str = self.cleaned_data["slug"] or (self.found and self.found.slug) or self._made()
        if typed in self.TAKEN:
            raise forms.ValidationError(
                _("This address is taken by a list. Please choose another.")
            )
        return typed

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        opens, closes = given.get("opens_at"), given.get("closes_at")
        is_moved = "closes_at" in self.changed_data
        if closes and is_moved and closes <= (opens or timezone.now()):
            self.add_error("closes_at", _("It has to close later than it opens."))
        return given

    def _made(self) -> str:
        """From the first title that has letters; numbered where that one is taken.

        In a case from its campaign's address, which somebody chose: the title may hold a full name.
        """
        campaign = self.cleaned_data.get("campaign")
        titles = (str(self.data.get(f"{code}-title", "")) for code in settings.SITE_LANGUAGES)
        words = [campaign.slug] if campaign and campaign.kind == Kind.CASE else titles
        made = next((slug for each in words if (slug := slugify(each)[:MADE].strip("-"))), "")
        made = made or self.model._meta.model_name or ""
        rows = self.model._default_manager.filter(slug__startswith=made)
        taken = self.TAKEN | set(rows.values_list("slug", flat=True))
        return next(each for each in _numbered(made) if each not in taken)


def _numbered(made: str) -> Iterator[str]:
    yield made
    yield from (f"{made}-{number}" for number in count(2))


class AskWordsForm(WordsForm):
    """What the ask says in one language. A title alone is a draft; to open, it takes all four."""

    title = LineField(label=gettext_lazy("Title"), required=False, max_length=140, widget=lines(2))
    addressee = LineField(
        label=gettext_lazy("Addressed to"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The person or office that decides."),
        widget=lines(2),
    )
    ask = LineField(label=gettext_lazy("The ask, in one sentence"), required=False, max_length=300)
    body = CitingField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy(
            "A blank line begins a paragraph, a hyphen a point. [1] leads to the first source."
        ),
        widget=lines(14),
    )


class PostedForm(forms.Form):
    posted_on = DayField(label=gettext_lazy("Date"), initial=timezone.localdate)


class NewsForm(WordsForm):
    """An update in one language; empty where it is not told."""

    title = LineField(label=gettext_lazy("Title"), required=False, max_length=200)
    body = CitingField(label=gettext_lazy("Text"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if bool(given.get("title")) != bool(given.get("body")):
            missing = "body" if given.get("title") else "title"
            self.add_error(missing, _("Title and text go together: please fill in both."))
        return given


class DeliveryForm(forms.Form):
    """The day, the count, a photograph."""

    delivered_on = DayField(label=gettext_lazy("Delivered on"), initial=timezone.localdate)
    name_count = forms.IntegerField(
        label=gettext_lazy("With how many names"),
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text=gettext_lazy("Paper included. Empty: the page names no number."),
    )
    photo = PictureField(
        label=gettext_lazy("Photograph"),
        longest=PHOTO_LONGEST,
        help_text=gettext_lazy(
            "Are faces in it? Ask each person first. Where and when it was taken is removed."
        ),
    )


class HandOverForm(WordsForm):
    """Who received it and where, in one language."""

    received_by = LineField(
        label=gettext_lazy("Received by"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The office, or who opened the door there."),
    )
    place = LineField(label=gettext_lazy("Where"), required=False, max_length=200)
    note = CitingField(label=gettext_lazy("More about it"), required=False)
    photo_shows = LineField(
        label=gettext_lazy("What the photograph shows"), required=False, max_length=300
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if any(given.values()):
            for name in ("received_by", "place"):
                if not given.get(name):
                    self.add_error(name, FILL_IN)
        return given
