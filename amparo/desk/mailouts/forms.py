"""Forms of a letter: its words by language, what stands beside them, and lines of its audience."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amparo.accounts.models import User
from amparo.campaigns.access import campaigns_to_change
from amparo.desk.fields import DayField, MomentField, WordsForm, window_error
from amparo.desk.mailouts import keys
from amparo.lib.dates import week_of
from amparo.mailouts.audiences import Line
from amparo.mailouts.models import Belongs, MailOut
from amparo.mailouts.placeholders import SHOWN, any_in, in_addresses, unknown
from amparo.places.counties import counties
from amparo.supporters.models import Card
from amparo.supporters.sources import clean_source
from amparo.supporters.wishes import topics_offered
from amparo.web.forms import LineField, ProseField
from amparo.web.models import Coalition
from amparo.web.templatetags.web import language_name

MOST_BLOCKS = 4
_NARROWS = ("also", "unless", "counties", "districts", "sources")  # what needs a beginning
FASTEST = 6_000  # letters a minute


class GroundForm(forms.Form):
    """On whose ground we write: nobody else agreed to be written to."""

    belongs = forms.ChoiceField(
        label=gettext_lazy("Who is it for?"),
        choices=Belongs.choices,
        widget=forms.RadioSelect,
        initial=Belongs.LIST,
    )
    campaign = forms.ChoiceField(label=gettext_lazy("Which campaign"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = campaigns_to_change(user).with_texts()
        choices = [("", "—"), *((str(each.pk), each.title) for each in known)]
        self._field("campaign").choices = choices

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("belongs") == Belongs.CAMPAIGN and not given.get("campaign"):
            self.add_error("campaign", _("Please choose the campaign."))
        return given

    def _field(self, name: str) -> Any:
        return self.fields[name]


class LetterWordsForm(WordsForm):
    """A letter in one language."""

    subject = LineField(
        label=gettext_lazy("Subject"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "What it is about, in a few words. About 50 letters show on a phone."
        ),
    )
    preheader = LineField(
        label=gettext_lazy("The line after the subject"),
        max_length=140,
        required=False,
        help_text=gettext_lazy("Mail programs show it in the list of letters."),
    )
    body = ProseField(
        label=gettext_lazy("Letter"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = " ".join(SHOWN.get(self.language, SHOWN["en"]))
        self.fields["body"].help_text = _(
            "A blank line begins a paragraph, “- ” a point; addresses become links. "
            "What may stand for the reader: %(shown)s. {name|neighbor} says “neighbor” where there "
            "is no name."
        ) % {"shown": shown}

    def clean_subject(self) -> str:
        return self._same_for_all("subject")

    def clean_preheader(self) -> str:
        return self._same_for_all("preheader")

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if in_addresses(body):
            raise forms.ValidationError(
                _("A link must not carry who reads it: please take the braces out of the address.")
            )
        strange = unknown(body)
        if strange:
            raise forms.ValidationError(
                _("Nothing is known by this name: %(names)s.") % {"names": ", ".join(strange)}
            )
        return body

    def _same_for_all(self, name: str) -> str:
        """A subject is read on the way, on locked screens too: nobody's name or county in it."""
        typed: str = self.cleaned_data[name]
        if any_in(typed):
            raise forms.ValidationError(
                _("This is the same for every reader: please take the braces out.")
            )
        return typed

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("subject") and not given.get("body") and "body" not in self.errors:
            self.add_error("body", _("Please write the letter."))
        if given.get("body") and not given.get("subject") and "subject" not in self.errors:
            self.add_error("subject", _("Please write a subject."))
        return given


class LetterFactsForm(forms.Form):
    """What stands below a letter, and how it goes."""

    blocks = forms.MultipleChoiceField(
        label=gettext_lazy("What stands below the letter"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy(
            "Asks, each with its sentence and a button; bills, each with its road. At most four."
        ),
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("What it is about"),
        required=False,
        help_text=gettext_lazy(
            "People of the list choose topics. Those who did not choose this one do not get it."
        ),
    )
    is_urgent = forms.BooleanField(
        label=gettext_lazy("Urgent: also to those of the list who want fewer letters"),
        required=False,
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show it as a page on our site once it goes"), required=False
    )
    send_at = MomentField(
        label=gettext_lazy("When it should go"),
        required=False,
        help_text=gettext_lazy(
            "At that hour the start page asks an organizer to unlock and send it. Empty: any time."
        ),
    )
    per_minute = forms.IntegerField(
        label=gettext_lazy("Letters a minute, at most"),
        min_value=1,
        max_value=FASTEST,
        initial=120,
        help_text=gettext_lazy(
            "Small mail servers allow few; ask whoever runs yours. Letters that go at the same "
            "time share it, with all other mail from here."
        ),
    )

    def __init__(self, *args: Any, user: User, mailout: MailOut, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["blocks"]
        field.choices = keys.below(user, mailout)
        topic: Any = self.fields["topic"]
        offered = topics_offered(get_language() or "", also=[mailout.topic])
        topic.choices = [("", _("Everything")), *offered]

    def clean_blocks(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["blocks"]
        if len(chosen) > MOST_BLOCKS:
            raise forms.ValidationError(_("At most four, so that each is seen."))
        return chosen


class LineForm(forms.Form):
    """One line of an audience. A line that begins with nobody is not there."""

    who = forms.ChoiceField(label=gettext_lazy("People"), required=False)
    is_left_out = forms.ChoiceField(
        label=gettext_lazy("Are they written to?"),
        choices=[("", gettext_lazy("Write to them")), ("1", gettext_lazy("Leave them out"))],
        required=False,
    )
    also = forms.MultipleChoiceField(
        label=gettext_lazy("Who also (all of these)"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    unless = forms.MultipleChoiceField(
        label=gettext_lazy("But not who (any of these)"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    counties = forms.MultipleChoiceField(
        label=gettext_lazy("Counties"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
        help_text=gettext_lazy("None chosen: every county."),
    )
    districts = forms.MultipleChoiceField(
        label=gettext_lazy("Districts"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
        help_text=gettext_lazy(
            "We know people's counties, never their street: a district means everybody in the "
            "counties that it lies in, also those outside of it."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sources = LineField(
        label=gettext_lazy("Came by these codes"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("The words after ?source=, with commas between."),
    )
    since_on = DayField(label=gettext_lazy("Since the week of"), required=False)
    until_on = DayField(label=gettext_lazy("Until the week of"), required=False)
    wants_news = forms.BooleanField(
        label=gettext_lazy("Only who asked to hear more when she took part"), required=False
    )

    def __init__(self, *args: Any, user: User, mailout: MailOut, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        conditions = keys.conditions(user)
        self._offer("who", [("", "—"), *keys.beginnings(mailout)])
        self._offer("also", conditions)
        self._offer("unless", conditions)
        self._offer("counties", counties(Coalition.here().state))
        self._offer_districts()
        self._offer("languages", [(code, language_name(code)) for code in _languages_known()])

    def clean_sources(self) -> tuple[str, ...]:
        typed = [each for each in self.cleaned_data["sources"].split(",") if each.strip()]
        codes = [clean_source(each) for each in typed]
        if not all(codes):
            raise forms.ValidationError(
                _("A code has small letters, digits, - and _ only, as in ?source=poster-lake-st.")
            )
        return tuple(codes)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if trouble := window_error(given.get("since_on"), given.get("until_on")):
            self.add_error("until_on", trouble)
        narrows = any(given.get(name) for name in _NARROWS)
        if narrows and not given.get("who"):
            self.add_error("who", _("Please choose the people with whom this line begins."))
        return given

    @property
    def is_open(self) -> bool:
        """Are there narrowings to be seen, or mistakes in them?"""
        narrowing = set(self.fields) - {"who", "is_left_out"}
        return bool(narrowing & set(self.errors)) or any(self.initial.get(n) for n in narrowing)

    @property
    def line(self) -> Line | None:
        given = self.cleaned_data
        if not given.get("who"):
            return None
        since, until = given["since_on"], given["until_on"]
        return Line(
            who=given["who"],
            also=tuple(given["also"]),
            unless=tuple(given["unless"]),
            counties=tuple(given["counties"]),
            districts=tuple(given.get("districts", ())),
            languages=tuple(given["languages"]),
            sources=given["sources"],
            since_on=week_of(since) if since else None,
            until_on=week_of(until) if until else None,
            wants_news=given["wants_news"],
            is_left_out=bool(given["is_left_out"]),
        )

    def _offer_districts(self) -> None:
        """Where no precinct was imported, nothing tells which counties a district lies in."""
        choices = keys.districts(Coalition.here().state, timezone.localdate())
        if choices:
            self._offer("districts", choices)
        else:
            del self.fields["districts"]

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


def initial_of(line: Line) -> dict[str, Any]:
    """A line as its form shows it."""
    return {
        "who": line.who,
        "is_left_out": "1" if line.is_left_out else "",
        "also": list(line.also),
        "unless": list(line.unless),
        "counties": list(line.counties),
        "districts": list(line.districts),
        "languages": list(line.languages),
        "sources": ", ".join(line.sources),
        "since_on": line.since_on,
        "until_on": line.until_on,
        "wants_news": line.wants_news,
    }


def is_past(moment: Any) -> bool:
    return moment is not None and moment < timezone.now()


def _languages_known() -> list[str]:
    """The site's languages, and others that people chose."""
    found = Card.objects.order_by().values_list("language", flat=True).distinct()
    return list(dict.fromkeys([*settings.SITE_LANGUAGES, *sorted(found)]))
