"""Posting news from a phone in two minutes, in one language or both; and languages in step.

A newcomer's mistake: asking for both languages before anything may be posted. One is enough; what
lacks its twin stands on the start page until somebody has written it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amparo.accounts.models import Role, User
from amparo.campaigns.models import Campaign
from amparo.desk.fields import PhotoInput
from amparo.desk.frame import (
    Button,
    Column,
    Filter,
    Listing,
    are_valid,
    desk_view,
    person,
    show_form,
    show_list,
)
from amparo.desk.today import Todo
from amparo.lib.markup import paragraphs, to_html
from amparo.lib.pictures import CannotRead, remake
from amparo.lib.twins.facts import Fact
from amparo.pages.announced import path_of
from amparo.pages.models import NewsPage
from amparo.pages.operations import Post, keep_photograph, post_news
from amparo.pages.parity import Gap, gaps
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import language_name

MOST_TAGS = 12
LONGEST_PHOTO = 12_000_000  # bytes, as a phone makes them


class WordsForm(forms.Form):
    """The post in one language; empty where it is not posted in it."""

    title = LineField(label=gettext_lazy("Title"), required=False, max_length=120)
    text = ProseField(
        label=gettext_lazy("Text"),
        required=False,
        help_text=gettext_lazy("An empty line begins a paragraph. Addresses become links."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        language: str,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=language, initial=initial)
        self.language = language
        self.heading = language_name(language).capitalize()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("title")) != bool(cleaned.get("text")):
            missing = "text" if cleaned.get("title") else "title"
            self.add_error(missing, _("Title and text go together: please fill in both."))
        return cleaned

    @property
    def has_words(self) -> bool:
        return bool(self.cleaned_data.get("title"))


class _CampaignField(forms.ModelChoiceField[Campaign]):
    def label_from_instance(self, obj: Campaign) -> str:
        return obj.title


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

    tags = LineField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Parted by commas."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        public = Campaign.objects.public(timezone.localdate()).with_texts()
        self.fields["campaign"] = _CampaignField(
            queryset=public,
            label=gettext_lazy("Part of the campaign"),
            required=False,
            empty_label=gettext_lazy("None"),
        )

    def clean_tags(self) -> list[str]:
        said = [each.strip()[:80] for each in self.cleaned_data["tags"].split(",")]
        return list(dict.fromkeys(each for each in said if each))[:MOST_TAGS]

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


@desk_view(Role.ORGANIZER)
def posts(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        title=_("News"),
        icon="doc-full-inverse",
        rows=NewsPage.objects.select_related("locale").order_by("-posted_on", "-pk"),
        columns=[
            Column("title", _("Title"), _edit_link, sort="title"),
            Column(
                "language", _("Language"), lambda page: language_name(page.locale.language_code)
            ),
            Column("date", _("Date"), lambda page: page.posted_on, sort="posted_on"),
            Column("state", _("State"), lambda page: _("Published") if page.live else _("Draft")),
            Column("announce", "", _announce_link),
        ],
        export_name="news",
        filters=[Filter("language", _("Language"), _languages(), _in_language)],
        search=lambda rows, words: rows.filter(title__icontains=words),
        buttons=[Button(_("Post news"), reverse("desk:post"), "plus", is_primary=True)],
        empty=_("Nothing has been posted yet. Two minutes are enough for a first post."),
    )
    return show_list(request, listing)


@desk_view(Role.ORGANIZER)
def post(request: HttpRequest) -> HttpResponse:
    """One form: the words in each language, a photograph; published at once."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    words = [WordsForm(data, language=code) for code in _languages_of(person(request))]
    picture = PictureForm(data, files)
    forms_ = [*words, picture]
    if data is not None and are_valid(*forms_):
        if any(form.has_words for form in words):
            return _published(request, words, picture)
        words[0].add_error("title", _("Write the post in at least one language."))
    return show_form(
        request,
        title=_("Post news"),
        icon="plus",
        forms=forms_,
        submit=_("Publish"),
        crumbs=[(_("News"), reverse("desk:posts"))],
    )


@desk_view(Role.ORGANIZER)
def languages(request: HttpRequest) -> HttpResponse:
    """What is not in step: no twin, an older one, or one that says other figures."""
    listing = Listing(
        title=_("Languages in step"),
        icon="globe",
        rows=list(gaps()),
        columns=[
            Column("page", _("Page"), lambda gap: _page_link(gap)),
            Column("language", _("Language"), lambda gap: language_name(gap.language)),
            Column("what", _("What differs"), _what_differs),
        ],
        export_name="languages-in-step",
        empty=_("Every page says the same in every language."),
    )
    return show_list(request, listing)


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """One line for the pages that lack a language or lag behind their twin."""
    if user.role != Role.ORGANIZER:
        return
    count = sum(1 for _gap in gaps())
    if count:
        text = ngettext(
            "%(count)d page is not in step with its other language",
            "%(count)d pages are not in step with their other language",
            count,
        ) % {"count": count}
        yield Todo(text, reverse("desk:languages"), _("Look"), weight=60, icon="globe")


def _published(request: HttpRequest, words: list[WordsForm], picture: PictureForm) -> HttpResponse:
    said = {form.language: _post_of(form) for form in words if form.has_words}
    by, facts = person(request), picture.cleaned_data
    photograph = None
    if facts["photograph"]:
        photograph = keep_photograph(facts["photograph"], shown=facts["shown"], by=by)
    made = post_news(
        said,
        posted_on=timezone.localdate(),
        by=by,
        photograph=photograph,
        campaign=facts["campaign"],
        tags=facts["tags"],
    )
    link = format_html('<a href="{}">{}</a>', made[0].url, made[0].title)
    messages.success(request, format_html(_("It is on the site: {link}"), link=link))
    return redirect("desk:posts")


def _post_of(form: WordsForm) -> Post:
    first, *rest = paragraphs(form.cleaned_data["text"])
    return Post(form.cleaned_data["title"], lede=first, paragraphs=[to_html(each) for each in rest])


def _languages_of(user: User) -> list[str]:
    """Her own language first."""
    return sorted(settings.SITE_LANGUAGES, key=lambda code: code != user.preferred_language)


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code).capitalize()) for code in settings.SITE_LANGUAGES]


def _in_language(rows: Any, code: str) -> Any:
    return rows.filter(locale__language_code=code)


def _language(page: NewsPage) -> str:
    return language_name(page.locale.language_code)


def _edit_link(page: NewsPage) -> str:
    return format_html(
        '<a href="{}">{}</a>', reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title
    )


def _announce_link(page: NewsPage) -> str:
    address = path_of(page) if page.live else ""
    return format_html('<a href="{}">{}</a>', address, _("Flyer and words")) if address else ""


def _page_link(gap: Gap) -> str:
    address = reverse("wagtailadmin_pages:edit", args=[gap.page.pk])
    return format_html('<a href="{}">{}</a>', address, gap.page.title)


def _what_differs(gap: Gap) -> str:
    if gap.is_missing:
        return _("It is missing")
    told = [f"{_said(one.left)} / {_said(one.right)}" for one in gap.differing]
    return "; ".join([_("It is older"), *told] if gap.is_older else told)


def _said(fact: Fact | None) -> str:
    return fact.said if fact else "–"


urlpatterns = [
    path("news/", posts, name="posts"),
    path("news/post/", post, name="post"),
    path("languages/", languages, name="languages"),
]
