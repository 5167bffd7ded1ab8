"""What somebody fills in to post news, and to change it later. Forms judge and save nothing."""

from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.campaigns.models import Campaign
from amparo.desk.fields import BodyField, NamedChoiceField, PhotoInput, WordsForm
from amparo.lib.pictures import CannotRead, remake
from amparo.pages.models import NewsPage, Photograph
from amparo.pages.posts import words_of
from amparo.web.forms import LineField
from amparo.web.templatetags.web import language_name

MOST_TAGS = 12
LONGEST_PHOTO = 12_000_000  # bytes, as a phone makes them


class PostWordsForm(WordsForm):
    """The post in one language; empty where it is not posted in it."""

    title = LineField(label=gettext_lazy("Title"), required=False, max_length=255)
    text = BodyField(label=gettext_lazy("Text"), rows=8)

    def __init__(self, *args: Any, page: NewsPage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        if page is not None:
            text: BodyField = self.fields["text"]  # type: ignore[assignment]
            text.change(page.body)
            words = words_of(page)
            self.initial.update(title=words.title, text=words.text)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if bool(cleaned.get("title")) != bool(cleaned.get("text")):
            missing = "text" if cleaned.get("title") else "title"
            self.add_error(missing, _("Title and text go together: please fill in both."))
        elif self.page is not None and not self.has_words:
            self.add_error(
                "title",
                _("It is written in this language already. “Take it off the site” ends it there."),
            )
        return cleaned

    @property
    def has_words(self) -> bool:
        return bool(self.cleaned_data.get("title"))


class PictureForm(forms.Form):
    """A photograph, where there is one; and what the post belongs to."""

    heading = gettext_lazy("Photograph")

    photograph = forms.FileField(
        label=gettext_lazy("Photograph"),
        required=False,
        help_text=gettext_lazy(
            "Place and time are taken out of the file. Look at the faces first: has everybody "
            "said yes? Is there a child, a license plate, a house number?"
        ),
        widget=PhotoInput,
    )
    shown = LineField(label=gettext_lazy("What it shows"), required=False, max_length=250)
    has_consent = forms.BooleanField(
        label=gettext_lazy("Everybody who can be recognized has said yes"), required=False
    )
    is_taken_off = forms.BooleanField(
        label=gettext_lazy("Take the photograph off this post"), required=False
    )
    tags = LineField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Parted by commas."),
    )

    def __init__(self, *args: Any, page: NewsPage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: Photograph | None = page.photograph if page else None
        is_shown = Q(pk__in=Campaign.objects.public(timezone.localdate()).values("pk"))
        self.fields["campaign"] = NamedChoiceField(
            queryset=Campaign.objects.filter(
                is_shown | Q(pk=page.campaign_id if page else None)
            ).with_texts(),
            name_of=attrgetter("title"),
            label=gettext_lazy("Part of the campaign"),
            required=False,
            empty_label=gettext_lazy("None"),
        )
        if self.kept is None:
            del self.fields["is_taken_off"]
        else:
            self.fields["photograph"].label = _("Another photograph in its place")
            self.initial["shown"] = self.kept.shown
        if page is not None:
            self.tags_before = sorted(tag.name for tag in page.tags.all())
            self.initial.update(campaign=page.campaign, tags=", ".join(self.tags_before))
        else:
            self.tags_before = []

    def clean_tags(self) -> list[str]:
        said = [each.strip()[:80] for each in self.cleaned_data["tags"].split(",")]
        most = max(MOST_TAGS, len(self.tags_before))
        return list(dict.fromkeys(each for each in said if each))[:most]

    def clean_photograph(self) -> bytes | None:
        sent = self.cleaned_data["photograph"]
        if not sent:
            return None
        try:
            if sent.size > LONGEST_PHOTO:
                raise CannotRead("too-heavy")
            return remake(sent.read()).data
        except CannotRead as reason:
            raise forms.ValidationError(
                _("This photograph cannot be read. A JPEG, PNG or WebP of up to 12 MB can.")
            ) from reason

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("photograph"):
            if not cleaned.get("shown"):
                self.add_error("shown", _("Say in words what it shows, for who cannot see it."))
            if not cleaned.get("has_consent"):
                self.add_error("has_consent", _("Without their yes it cannot be shown."))
        return cleaned


class WhereForm(forms.Form):
    """From which languages a post goes."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("In which language"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, twins: list[NewsPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.MultipleChoiceField = self.fields["languages"]  # type: ignore[assignment]
        field.choices = [
            (page.language, f"{language_name(page.language).capitalize()}: {page.title}")
            for page in twins
        ]
        field.initial = [page.language for page in twins]
