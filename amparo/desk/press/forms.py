"""What organizers fill in about releases and briefs. Forms judge and save nothing."""

from operator import attrgetter
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.campaigns.models import Campaign
from amparo.desk.fields import BodyField, DayField, MomentField, NamedChoiceField, WordsForm
from amparo.pages.models.press import NOT_OUR_LINE, is_our_line
from amparo.web.forms import EmailAddressField, LineField, PhoneField, ProseField
from amparo.web.models import Coalition
from amparo.web.templatetags.web import language_name

HOW = [
    ("aloud", gettext_lazy("aloud")),
    ("writing", gettext_lazy("in writing")),
    ("said", gettext_lazy("said in public")),
]


class _TextForm(WordsForm):
    """Title and text of a page in one language; empty where it is not written in it."""

    title = LineField(label=gettext_lazy("Title"), required=False, max_length=200)
    lede = LineField(
        label=gettext_lazy("Below the title, in one sentence"), required=False, max_length=400
    )
    text = BodyField(label=gettext_lazy("Text"))

    def __init__(self, *args: Any, page: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if page is not None:
            text: BodyField = self.fields["text"]  # type: ignore[assignment]
            self.initial["text"] = text.change(page.body)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("text") and not given.get("title"):
            self.add_error("title", _("Title and text go together: please fill in both."))
        if given.get("title") and not given.get("text"):
            self.add_error("text", _("Title and text go together: please fill in both."))
        return given

    @property
    def has_words(self) -> bool:
        return bool(self.cleaned_data.get("title"))


class ReleaseWordsForm(_TextForm):
    """A release in one language, with whom to call in it."""

    dateline = LineField(label=gettext_lazy("Where it is written"), required=False, max_length=80)
    contact_name = LineField(label=gettext_lazy("Whom journalists ask for"), required=False)
    contact_role = LineField(label=gettext_lazy("What they do"), required=False)
    contact_phone = PhoneField(
        label=gettext_lazy("Telephone"),
        required=False,
        help_text=gettext_lazy("The coalition's own line, as in the settings."),
    )
    contact_email = EmailAddressField(label=gettext_lazy("E-mail"), required=False)

    field_order = (
        "title", "lede", "dateline", "text", "contact_name", "contact_role", "contact_phone",
        "contact_email",
    )  # fmt: skip

    def clean_contact_phone(self) -> str:
        phone: str = self.cleaned_data["contact_phone"]
        if not is_our_line(phone):
            raise forms.ValidationError(str(NOT_OUR_LINE), code="private")
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        reached = given.get("contact_phone") or given.get("contact_email")
        if self.has_words and reached and not given.get("contact_name"):
            self.add_error("contact_name", _("Whom do they ask for? “Press office” is enough."))
        return given


class ReleaseFactsForm(forms.Form):
    """What is the same in every language."""

    heading = gettext_lazy("When, and for what")

    issued_on = DayField(label=gettext_lazy("Date"), initial=timezone.localdate)
    embargo_until = MomentField(
        label=gettext_lazy("Not before"),
        required=False,
        help_text=gettext_lazy(
            "Empty: for immediate release. Until then nobody outside can find it."
        ),
    )
    campaign = NamedChoiceField(
        label=gettext_lazy("Part of the campaign"),
        queryset=Campaign.objects.with_texts(),
        name_of=attrgetter("title"),
        required=False,
    )


class QuotationFactsForm(forms.Form):
    """Who said it, and that they agreed to these words and this name."""

    heading = gettext_lazy("Who said it")

    who = LineField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As they want it: a first name is enough."),
    )
    agreed_on = DayField(label=gettext_lazy("Agreed on"), initial=timezone.localdate)
    agreed_how = forms.ChoiceField(label=gettext_lazy("How"), choices=HOW)
    has_agreed = forms.BooleanField(
        label=gettext_lazy("They agreed to these words and to this name"),
        error_messages={"required": gettext_lazy("Without their yes they cannot be quoted.")},
    )


class QuotationWordsForm(WordsForm):
    words = ProseField(
        label=gettext_lazy("What they said"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    role = LineField(label=gettext_lazy("What they do"), required=False, max_length=160)


class MailingForm(forms.Form):
    """An outlet that was written to by hand."""

    outlet = LineField(label=gettext_lazy("Newspaper, station or agency"))
    language = forms.ChoiceField(
        label=gettext_lazy("In which language"),
        choices=lambda: [(code, language_name(code)) for code in settings.SITE_LANGUAGES],
    )
    mailed_on = DayField(label=gettext_lazy("Sent on"), initial=timezone.localdate)


class SeriesWordsForm(WordsForm):
    title = LineField(label=gettext_lazy("Title of the series"), required=False, max_length=200)
    lede = LineField(
        label=gettext_lazy("Below the title, in one sentence"), required=False, max_length=400
    )


class BriefFactsForm(forms.Form):
    heading = gettext_lazy("Its place")

    number = forms.IntegerField(
        label=gettext_lazy("Number in the series"), min_value=1, max_value=999
    )
    issued_on = DayField(label=gettext_lazy("Date"), initial=timezone.localdate)


class BriefWordsForm(_TextForm):
    """A brief in one language."""


def own_line() -> dict[str, str]:
    """What stands in a new release: the coalition's own line."""
    here = Coalition.here()
    return {"contact_phone": here.hotline, "contact_email": here.email}
