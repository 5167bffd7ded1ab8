"""What organizers fill in about a committee. Forms validate and save nothing."""

from operator import attrgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from amparo.accounts.models import Role, User
from amparo.desk.asks.forms import lines
from amparo.desk.fields import CitingField, NamedChoiceField, PeopleField, WordsForm
from amparo.organizations.models import Organization
from amparo.web.forms import LineField, ProseField


class CommitteeForm(forms.Form):
    """What a committee has besides its words."""

    slug = forms.SlugField(
        label=gettext_lazy("Web address"),
        max_length=80,
        help_text=gettext_lazy(
            "Small letters and hyphens, the same in every language: legal-research."
        ),
    )
    order = forms.IntegerField(
        label=gettext_lazy("Place in the list"), min_value=0, max_value=1000, initial=0
    )
    coordinators = PeopleField(
        label=gettext_lazy("Coordinators"),
        queryset=User.objects.who_can_log_in().exclude(role=Role.ATTORNEY),
        required=False,
        help_text=gettext_lazy(
            "They get a letter each week in which somebody joined: numbers, never names."
        ),
    )

    def __init__(self, *args: Any, is_public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = is_public


class CommitteeWordsForm(WordsForm):
    """What it is for, in one language."""

    title = LineField(label=gettext_lazy("Name"), required=False, max_length=120)
    purpose = LineField(
        label=gettext_lazy("What it is for, in one sentence"),
        required=False,
        max_length=300,
        widget=lines(2),
    )
    body = CitingField(
        label=gettext_lazy("What one does there"),
        required=False,
        max_length=8000,
        widget=lines(8),
    )
    welcome = ProseField(
        label=gettext_lazy("Welcome"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("It stands in the letter to whoever joins."),
        widget=lines(4),
    )


class NetworkForm(forms.Form):
    organization = NamedChoiceField(
        label=gettext_lazy("Organization"),
        queryset=Organization.objects.filter(is_us=False).with_names(),
        name_of=attrgetter("name"),
    )


class NetworkWordsForm(WordsForm):
    what = LineField(
        label=gettext_lazy("What we do together"),
        required=False,
        max_length=300,
        widget=lines(2),
    )
