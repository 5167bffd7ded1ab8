"""Press: releases with their embargo, what journalists may take, and briefs in a series.

A newcomer's mistake: an embargo as a sentence on a public page. Until its hour a release is not
public at all: it is bound to Wagtail's going live, and refuses to be served by itself.
"""

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from amparo.campaigns.models import Campaign
from amparo.lib.phones import NotAPhone, clean_phone
from amparo.pages.blocks import ContactsBlock, KitBlock, QuotationsBlock
from amparo.pages.models.prose import ProsePage
from amparo.web.models import Coalition


class ReleaseQuerySet(PageQuerySet):
    def out(self, now: datetime) -> "ReleaseQuerySet":
        """Those that the public may read, the newest first."""
        released = self.live().filter(
            models.Q(embargo_until__isnull=True) | models.Q(embargo_until__lte=now)
        )
        return released.order_by("-issued_on", "-pk")


class PressPage(ProsePage):
    """For journalists: releases, whom to call, and what they may take: facts, mark, photographs."""

    kit = StreamField(KitBlock(required=False), blank=True, verbose_name=_("photographs"))

    max_count_per_parent = 1
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ReleasePage"]
    template = "pages/press.html"
    content_panels = [*ProsePage.content_panels, FieldPanel("kit")]

    class Meta:
        verbose_name = _("press page")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        releases = ReleasePage.objects.child_of(self).out(timezone.now())
        return context | {"releases": releases}


class ReleasePage(ProsePage):
    """A press release in one language."""

    issued_on = models.DateField(_("date"), default=timezone.localdate)
    dateline = models.CharField(
        _("place"), max_length=80, blank=True, help_text=_("Where it is written: Minneapolis.")
    )
    embargo_until = models.DateTimeField(
        _("not before"),
        null=True,
        blank=True,
        help_text=_("Empty: for immediate release. Until then nobody outside can find it."),
    )
    contacts = StreamField(ContactsBlock(required=False), blank=True, verbose_name=_("contacts"))
    quotations = StreamField(
        QuotationsBlock(required=False), blank=True, verbose_name=_("quotations")
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a release outlives the campaign that it told of
        related_name="+",
    )

    objects = PageManager.from_queryset(ReleaseQuerySet)()
    parent_page_types = ["pages.PressPage"]
    subpage_types: list[str] = []
    template = "pages/release.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lede"),
        FieldPanel("issued_on"),
        FieldPanel("embargo_until"),
        FieldPanel("dateline"),
        FieldPanel("body"),
        FieldPanel("quotations"),
        FieldPanel("contacts"),
        FieldPanel("campaign"),
    ]
    settings_panels: list[Any] = []  # when it goes live is said by `embargo_until` alone

    class Meta:
        verbose_name = _("press release")

    class Sensitivity:
        public = (
            "page_ptr", "lede", "body", "issued_on", "dateline", "embargo_until", "contacts",
            "campaign",
        )  # fmt: skip
        internal = ("quotations",)  # holds who agreed, when and how; the words are shown

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        super().clean()
        if not all(is_our_line(contact.value["phone"]) for contact in self.contacts):
            raise ValidationError({"contacts": str(NOT_OUR_LINE)})

    def is_held(self, now: datetime) -> bool:
        """Is it under embargo?"""
        return self.embargo_until is not None and self.embargo_until > now

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Whoever publishes it, by whatever way: it goes live at its hour."""
        self.go_live_at = self.embargo_until if self.is_held(timezone.now()) else None
        return super().save_revision(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_held(timezone.now()) and not getattr(request, "is_preview", False):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "about": Coalition.here().text(self.locale.language_code).about,
            "pdf_url": reverse("pages:release-pdf", args=[self.slug]),
            "campaign_link": self.campaign_link(),
        }

    def words_to_compare(self) -> str:
        """With what stands in no paragraph, so that its twin is held against it."""
        days = [self.issued_on.isoformat()]
        if self.embargo_until:
            days.append(timezone.localtime(self.embargo_until).isoformat(" ", "minutes")[:16])
        phones = [contact.value["phone"] for contact in self.contacts]
        return "\n".join([super().words_to_compare(), self.dateline, *days, *phones])

    def whole_html(self) -> str:
        """The text with each quotation where it says [quote:1]; those it does not name follow."""
        said = [_quoted(each.value) for each in self.quotations]
        left = dict(enumerate(said, 1))
        body = _QUOTE.sub(lambda mark: left.pop(int(mark[1]), ""), super().whole_html())
        return body + "".join(left.values())


def is_our_line(typed: str) -> bool:
    """Is it the coalition's own telephone, however it is written? So is none at all."""
    try:
        return not typed or clean_phone(typed) == Coalition.here().hotline
    except NotAPhone:
        return False


def _quoted(quotation: Any) -> str:
    """Words, name and role; when and how they agreed stays at the desk."""
    who = ", ".join(filter(None, [quotation["who"], quotation["role"]]))
    return format_html(
        "<blockquote><p>{}</p><footer>{}</footer></blockquote>", quotation["words"], who
    )


_QUOTE = re.compile(r"<p[^>]*>\s*\[quote:(\d{1,2})\]\s*</p>")
NOT_OUR_LINE = _(
    "This is not the coalition's own line: a private telephone has no place in a release."
)


class BriefsPage(ProsePage):
    """All series of one language."""

    max_count_per_parent = 1
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.SeriesPage"]
    template = "pages/briefs.html"

    class Meta:
        verbose_name = _("list of series")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        series = SeriesPage.objects.child_of(self).live()
        return context | {"series": [(each, each.briefs()) for each in series]}


class SeriesPage(ProsePage):
    """A series of briefs, in its order."""

    parent_page_types = ["pages.BriefsPage"]
    subpage_types = ["pages.BriefPage"]
    template = "pages/series.html"

    class Meta:
        verbose_name = _("series of briefs")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def briefs(self) -> Any:
        """What is published of it, in its order."""
        return BriefPage.objects.child_of(self).live().order_by("number", "pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"briefs": self.briefs()}


class BriefPage(ProsePage):
    """One brief of a series: a few pages with numbered notes."""

    number = models.PositiveSmallIntegerField(_("number in the series"), default=1)
    issued_on = models.DateField(_("date"), default=timezone.localdate)

    parent_page_types = ["pages.SeriesPage"]
    subpage_types: list[str] = []
    template = "pages/brief.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("issued_on"),
        FieldPanel("lede"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("brief")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        series = self.get_parent().specific
        briefs = list(series.briefs())
        here = next((at for at, each in enumerate(briefs) if each.pk == self.pk), None)
        return context | {
            "series": series,
            "briefs": briefs,
            "before": briefs[here - 1] if here else None,
            "after_this": briefs[here + 1] if here is not None and here + 1 < len(briefs) else None,
            "pdf_url": reverse("pages:brief-pdf", args=[series.slug, self.slug]),
        }

    def words_to_compare(self) -> str:
        return f"{super().words_to_compare()}\n{self.issued_on.isoformat()}"


class Mailing(models.Model):
    """An outlet to which somebody of ours has mailed a release, by hand."""

    release = models.UUIDField(db_index=True)  # the translation key of its twins
    outlet = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    mailed_on = models.DateField()
    mailed_by = models.CharField(max_length=150)  # who logs in

    class Meta:
        ordering = ["-mailed_on", "outlet", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "outlet", "language", "mailed_on"],
                name="an_outlet_is_noted_once_a_day",
            ),
        ]

    class Sensitivity:
        public = ()
        internal = ("id", "release", "outlet", "language", "mailed_on", "mailed_by")

    def __str__(self) -> str:
        return f"Mailing {self.pk}"
