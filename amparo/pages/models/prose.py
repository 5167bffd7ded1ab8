"""Pages of prose. A page holds words, pictures and one foreign key to a domain object, no more:
nothing that is signed, counted, sealed or has a deadline.

A newcomer's mistake: adding a field for something that the public does. It belongs to a room below,
and the page points at it.
"""

import html
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, Tag
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from amparo.campaigns.models import Campaign
from amparo.evidence.citing import notes_for, unknown_marks, without_marks
from amparo.lib.markup import excerpt
from amparo.pages.blocks import BodyBlock
from amparo.pages.models.photographs import Photograph
from amparo.web.models import Coalition
from amparo.web.pagecache import mark_public
from amparo.web.privacy import kept_by_form

NEWS_A_PAGE = 12
NEWS_AT_HOME = 3


class ProsePage(Page):
    """What all pages share: a lede, a body, the twins in other languages, the page cache."""

    lede = models.TextField(
        _("in one or two sentences"),
        blank=True,
        max_length=400,
        help_text=_("Stands below the title, in lists and where the page is shared."),
    )
    body = StreamField(BodyBlock(required=False), blank=True, verbose_name=_("page"))

    content_panels = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]
    show_in_menus_default = False

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            return response
        return mark_public(response, seconds=1, query=("page",))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "alternates": self.addresses(),
            "missing": self.languages_missing(),
            **self.cited(),
        }

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def cited(self) -> dict[str, Any]:
        """Lede and body with the numbers of their notes, and the notes."""
        notes = notes_for(self.words_that_cite())
        return {
            "lede_html": notes.html(escape(self.lede)),
            "body_html": notes.html(self.whole_html()),
            "notes": notes,
        }

    def words_that_cite(self) -> str:
        """All its words in their order, marks and all."""
        return f"{self.lede}\n{self.whole_html()}"

    def whole_html(self) -> str:
        """All of it below the lede, as safe markup."""
        return str(self.body.render_as_block())

    def words_to_compare(self) -> str:
        """All that it says, as plain text: what its twin should say too."""
        body = strip_tags(self.whole_html().replace(">", "> "))
        return without_marks("\n".join((self.title, self.lede, body)))

    def campaign_link(self) -> dict[str, str] | None:
        """The campaign that it belongs to, where the public may see that in this language."""
        campaign = getattr(self, "campaign", None)
        today = timezone.localdate()
        if campaign is None or not campaign.is_public_in(self.language, today):
            return None
        text = campaign.text(self.language)
        url = reverse("campaigns:page", args=[campaign.slug])
        return {"title": text.title if text else campaign.slug, "url": url}

    def clean(self) -> None:
        super().clean()
        lost = unknown_marks(self.words_that_cite())
        if lost:
            words = gettext("No claim or source has this key: %(marks)s")
            raise ValidationError({"body": words % {"marks": ", ".join(lost)}})

    def addresses(self) -> dict[str, str]:
        """Where each language reads on: its twin, else the nearest page above that has one."""
        return {
            code: twin.url
            for code in settings.SITE_LANGUAGES
            if (twin := self._nearest_twin(code)) is not None and twin.url
        }

    def languages_missing(self) -> list[str]:
        """Site languages in which this page is not published."""
        live = self.get_translations(inclusive=True).live()
        found = set(live.values_list("locale__language_code", flat=True))
        return [code for code in settings.SITE_LANGUAGES if code not in found]

    def _nearest_twin(self, code: str) -> Page | None:
        if code == self.locale.language_code:
            return self
        for page in [self, *self.get_ancestors().order_by("-depth")]:
            twin = page.get_translations().filter(locale__language_code=code, live=True).first()
            if twin is not None:
                return twin
        return None


class NewsQuerySet(PageQuerySet):
    def latest_first(self) -> "NewsQuerySet":
        """Published posts, the newest first."""
        return self.live().order_by("-posted_on", "-pk").select_related("photograph")


class HomePage(ProsePage):
    """The first page of a language: what to do now, then news, then who we are."""

    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "pages/home.html"

    class Meta:
        verbose_name = _("home page")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.descendant_of(self).latest_first()[:NEWS_AT_HOME]
        return context | {"news": news, "news_index": self._news_index()}

    def _news_index(self) -> "NewsIndexPage | None":
        return NewsIndexPage.objects.descendant_of(self).live().first()


class NewsIndexPage(ProsePage):
    """The list of posts of one language."""

    subpage_types = ["pages.NewsPage"]
    template = "pages/news_index.html"

    class Meta:
        verbose_name = _("list of news")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = Paginator(NewsPage.objects.child_of(self).latest_first(), NEWS_A_PAGE)
        return context | {"posts": posts.get_page(request.GET.get("page"))}


class NewsTag(ItemBase):
    """That a post is about something, in a word that other posts share."""

    content_object = ParentalKey(
        "pages.NewsPage", related_name="tagged_items", on_delete=models.CASCADE
    )
    tag = models.ForeignKey(Tag, related_name="+", on_delete=models.CASCADE)

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Tag {self.tag_id} of post {self.content_object_id}"


class NewsPage(ProsePage):
    """A post: what happened, and at its end always what is next."""

    posted_on = models.DateField(_("date"), default=timezone.localdate)
    photograph = models.ForeignKey(
        Photograph,
        verbose_name=_("photograph"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a photograph may be taken back at any time; the post stays
        related_name="+",
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # news outlives the campaign that it told of
        related_name="+",
    )
    byline = models.CharField(
        _("by"),
        max_length=80,
        blank=True,
        help_text=_("A pen name or a group, where they want to be named. Empty: the coalition."),
    )
    tags = ClusterTaggableManager(through=NewsTag, blank=True, verbose_name=_("tags"))

    objects = PageManager.from_queryset(NewsQuerySet)()
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/news.html"

    content_panels = [
        *Page.content_panels,
        FieldPanel("posted_on"),
        FieldPanel("lede"),
        FieldPanel("photograph"),
        FieldPanel("body"),
        FieldPanel("campaign"),
        FieldPanel("byline"),
        FieldPanel("tags"),
    ]

    class Meta:
        verbose_name = _("post")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        tags = [tag for tag in self.tags.all() if tag.slug]
        return context | {
            "campaign_link": self.campaign_link(),
            "tags": tags,
            "share_title": self.title,
            "share_text": self.teaser,
            "json_ld_facts": self.for_machines(),
        }

    def for_machines(self) -> dict[str, Any]:
        """The post for search engines (schema.org): what it says anyway, and whom it is from."""
        coalition = Coalition.here().text(self.language).name
        publisher = {"@type": "Organization", "name": coalition}
        author = {"@type": "Organization", "name": self.byline or coalition}
        return {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.teaser,
            "datePublished": self.posted_on,
            "inLanguage": self.language,
            "url": self.full_url,
            "author": author,
            "publisher": publisher,
        }

    @property
    def byline_slug(self) -> str:
        return slugify(self.byline)

    @property
    def teaser(self) -> str:
        """What lists show below the title: the lede, else how the text begins."""
        if self.lede:
            return without_marks(self.lede)
        body = without_marks(strip_tags(self.whole_html().replace(">", "> ")))
        return excerpt(html.unescape(body), length=220)


class StandardPage(ProsePage):
    """About us, a guide, and pages below it: with a list of what stands beneath."""

    template = "pages/standard.html"

    class Meta:
        verbose_name = _("page")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"below": self.get_children().live().specific()}


class PrivacyPage(ProsePage):
    """What we keep: the prose is the coalition's, the table is made from the real forms."""

    max_count_per_parent = 1
    subpage_types: list[str] = []
    template = "pages/privacy.html"

    class Meta:
        verbose_name = _("what we keep")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        campaigns = Campaign.objects.public(timezone.localdate()).with_texts()
        return context | {
            "forms": kept_by_form(),
            "campaigns": campaigns.select_related("keyspace"),
        }


class CampaignStory(ProsePage):
    """A campaign's story in one language, shown within the campaign's page."""

    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.PROTECT,  # Wagtail's tree bears no cascade; a takedown deletes pages first
        related_name="+",
    )

    subpage_types: list[str] = []
    content_panels = [FieldPanel("title"), FieldPanel("campaign"), FieldPanel("body")]

    class Meta:
        verbose_name = _("campaign's story")
        verbose_name_plural = _("campaigns' stories")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the reader to the campaign's page, which tells the story."""
        return HttpResponseRedirect(reverse("campaigns:page", args=[self.campaign.slug]))
