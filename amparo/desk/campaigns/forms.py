"""What organizers fill in about campaigns. Forms validate and save nothing."""

from datetime import timedelta
from operator import attrgetter
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign, CampaignRole, Kind, PartnerRole
from amparo.desk.fields import (
    CitingField,
    DayField,
    NamedChoiceField,
    PictureField,
    WordsForm,
    window_error,
)
from amparo.evidence.models import Source
from amparo.officials.models import Office, Official
from amparo.organizations.models import Organization
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import language_name

PHOTO_LONGEST = 960  # dots; a page weighs little, also for a phone far from town
YEAR = timedelta(days=365)


def _official_name(official: Official) -> str:
    return f"{official.name} · {official.office.holder_title or official.office.name}"


class FactsForm(forms.Form):
    """What a campaign is, in no language."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    parent = NamedChoiceField(
        label=gettext_lazy("Under which umbrella"),
        queryset=Campaign.objects.filter(kind=Kind.UMBRELLA).with_texts(),
        name_of=attrgetter("title"),
        required=False,
        help_text=gettext_lazy("Only for cases: several under a common background."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Web address"),
        max_length=80,
        help_text=gettext_lazy(
            "Small letters and hyphens, the same in every language: end-the-agreement. "
            "For a case, better no full name."
        ),
    )
    opens_on = DayField(label=gettext_lazy("Opens on"))
    closes_on = DayField(
        label=gettext_lazy("Ends on"),
        help_text=gettext_lazy(
            "30 days later everything that supporters told this campaign is shredded. "
            "You can move it while the campaign runs."
        ),
    )
    photo = PictureField(
        label=gettext_lazy("Photograph"),
        longest=PHOTO_LONGEST,
        help_text=gettext_lazy(
            "Are faces in it? Ask each person first. Where and when it was taken is removed."
        ),
    )
    drops_photo = forms.BooleanField(label=gettext_lazy("Take the photograph away"), required=False)
    limited_to_roles = forms.BooleanField(
        label=gettext_lazy("Only its coordinators may see and change it at the desk"),
        required=False,
    )

    def __init__(self, *args: Any, campaign: Campaign | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Campaign.objects.filter(kind=Kind.UMBRELLA).exists():
            del self.fields["parent"]
        if campaign is None or not campaign.photo:
            del self.fields["drops_photo"]
        if campaign is not None:
            self.fields["kind"].disabled = True
            self.fields["slug"].disabled = campaign.state != "draft"

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("opens_on"), given.get("closes_on"))
        if trouble:
            self.add_error("closes_on", trouble)
        if given.get("parent") and given.get("kind") != Kind.CASE:
            self.add_error("parent", _("Only a case stands under an umbrella."))
        return given


class CampaignWordsForm(WordsForm):
    """What a campaign says in one language. A title alone is a draft; to open it takes three."""

    title = LineField(label=gettext_lazy("Title"), required=False, max_length=140)
    aim = LineField(label=gettext_lazy("Aim, in one sentence"), required=False, max_length=300)
    summary = CitingField(
        label=gettext_lazy("Summary"),
        required=False,
        help_text=gettext_lazy("A blank line begins a paragraph, a hyphen a point."),
    )
    background = CitingField(label=gettext_lazy("Background"), required=False)
    photo_alt = LineField(
        label=gettext_lazy("What the photograph shows"), required=False, max_length=200
    )


class TargetForm(forms.Form):
    official = NamedChoiceField(
        label=gettext_lazy("An official"),
        name_of=_official_name,
        queryset=Official.objects.in_office().with_office(),
        required=False,
    )
    office = forms.ModelChoiceField(
        label=gettext_lazy("Or an office"), queryset=Office.objects.with_names(), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if bool(given.get("official")) == bool(given.get("office")):
            self.add_error("official", _("Please choose one: an official or an office."))
        return given


class PartnerForm(forms.Form):
    organization = forms.ModelChoiceField(
        label=gettext_lazy("Organization"), queryset=Organization.objects.with_names()
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role in this campaign"), choices=PartnerRole.choices
    )
    asks_to_write = forms.BooleanField(
        label=gettext_lazy("It may ask signers for leave to write to them"),
        required=False,
        help_text=gettext_lazy("Each signer sees a box of its own, not ticked."),
    )
    privacy_url = forms.URLField(
        label=gettext_lazy("What it keeps: the address of its page"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("asks_to_write") and not given.get("privacy_url"):
            self.add_error("privacy_url", _("Signers must be able to read what it keeps."))
        return given


class MilestoneForm(forms.Form):
    """When: a day, a window, before a day, or not announced yet."""

    starts_on = DayField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("For one day, write it twice. For “before”, only the second."),
    )
    ends_on = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Both empty: to be announced."),
    )
    is_reached = forms.BooleanField(label=gettext_lazy("It has happened"), required=False)
    source = forms.ModelChoiceField(
        label=gettext_lazy("Source"), queryset=Source.objects.all(), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        trouble = window_error(given.get("starts_on"), given.get("ends_on"))
        if trouble:
            self.add_error("ends_on", trouble)
        return given


class MilestoneWordsForm(WordsForm):
    title = LineField(label=gettext_lazy("What"), required=False, max_length=200)
    note = CitingField(label=gettext_lazy("More about it"), required=False)


class SourceForm(forms.Form):
    """A source: one that is here already, or a new one."""

    known = forms.ModelChoiceField(
        label=gettext_lazy("One that we have"), queryset=Source.objects.all(), required=False
    )
    title = LineField(label=gettext_lazy("Or a new one: its title"), required=False, max_length=300)
    publisher = LineField(label=gettext_lazy("Publisher"), required=False, max_length=200)
    published_on = DayField(label=gettext_lazy("Published on"), required=False)
    url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, max_length=500, assume_scheme="https"
    )
    language = forms.ChoiceField(label=gettext_lazy("Its language"), required=False)
    quote = ProseField(
        label=gettext_lazy("Quotation"),
        required=False,
        help_text=gettext_lazy("Exactly as printed, errors included."),
    )
    read_on = DayField(label=gettext_lazy("Read on"), required=False, initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what stands above
        field.choices = [(code, language_name(code)) for code in settings.SITE_LANGUAGES]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("known") and not given.get("title"):
            self.add_error("title", _("Please choose a source or write the title of a new one."))
        if given.get("title") and not given.get("read_on"):
            self.add_error("read_on", _("When did one of us read it?"))
        return given


class RoleForm(forms.Form):
    user = NamedChoiceField(
        label=gettext_lazy("Who"),
        queryset=User.objects.who_can_log_in(),
        name_of=attrgetter("full_name"),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Does what"),
        choices=CampaignRole.Role.choices,
        help_text=gettext_lazy(
            "A coordinator changes the campaign; a helper counts and sees counts."
        ),
    )


class ConsentForm(forms.Form):
    """What a person agreed to. The statement is sealed; nothing else here names anybody."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("In which languages"), widget=forms.CheckboxSelectMultiple
    )
    allows_name = forms.BooleanField(label=gettext_lazy("The name may be shown"), required=False)
    allows_photo = forms.BooleanField(
        label=gettext_lazy("Photographs may be shown"), required=False
    )
    allows_story = forms.BooleanField(label=gettext_lazy("The story may be told"), required=False)
    expires_on = DayField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("After this day the page is taken off by itself. At most a year."),
    )
    statement = ProseField(
        label=gettext_lazy("Who agreed, before whom, how we reach them"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "Sealed: only key holders can read it, until the campaign is shredded."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells mypy what stands above
        field.choices = [(code, language_name(code)) for code in settings.SITE_LANGUAGES]

    def clean_expires_on(self) -> Any:
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("This day has passed already."))
        if day > today + YEAR:
            raise forms.ValidationError(_("At most a year: then we ask again."))
        return day
