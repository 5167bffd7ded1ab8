"""Who may come in where: an old site is the organizers' until it is on ours, then everybody's."""

import io
from typing import Any

from django.core.files.base import ContentFile

from amparo.archive.bringing import bring
from amparo.archive.models import Import, Item, OldPicture
from amparo.archive.operations import look_at, take_over
from amparo.pages.models import NewsPage
from tests.archive.exports import Post, picture, wxr
from tests.makers import make_site
from tests.proofs.rules import ORGANIZERS, PUBLIC_PAGE, Rule

POLICY: dict[str, Rule] = {
    "pages:news-archive": PUBLIC_PAGE,
    "pages:news-year": PUBLIC_PAGE,
    "pages:news-month": PUBLIC_PAGE,
    "pages:news-tagged": PUBLIC_PAGE,
    "pages:news-by": PUBLIC_PAGE,
    "desk:archive": ORGANIZERS,
    "desk:archive-new": ORGANIZERS,
    "desk:archive-import": ORGANIZERS,
    "desk:archive-authors": ORGANIZERS,
    "desk:archive-publish": ORGANIZERS,
    "desk:archive-forget": ORGANIZERS,
    "desk:archive-item": ORGANIZERS,
    "desk:archive-twin": ORGANIZERS,
    "desk:archive-again": ORGANIZERS,
    "desk:archive-picture": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    """Two posts of an old site in each corner: one on the site, one that waits."""
    make_site("Coalition")
    slug = corner.campaign.slug
    posts = [
        Post(f"On the site {slug}", "Come to the vigil.", slug=f"{slug}-a", labels=["Vigils"]),
        Post(f"Waits {slug}", "Come to the meeting.", slug=f"{slug}-b"),
    ]
    for at, post in enumerate(posts):
        post.number = 1000 * (1 + Item.objects.count()) + at
    file = io.BytesIO(wxr(*posts))
    brought = bring("old.xml", file, None, actor=world.alma.actor, now=world.now)
    first = Item.objects.get(title=posts[0].title)
    look_at(first, actor=world.alma.actor)
    take_over([first], by=world.alma, now=world.now)
    NewsPage.objects.filter(title=posts[0].title).update(byline="The vigil team")
    corner.more["old_picture"] = _picture(brought.outcome.origin, slug)
    corner.more["old_site"] = brought.outcome.origin
    corner.more["item"] = Item.objects.get(title=posts[1].title)


def _picture(origin: Import, slug: str) -> OldPicture:
    row = OldPicture(origin=origin, address=f"https://old.example.org/{slug}.jpg")
    row.file.save("old.jpg", ContentFile(picture()), save=False)
    row.save()
    return row


WORDS: dict[tuple[str, str], Any] = {
    ("pages:news-", "year"): lambda world, corner: 2011,
    ("pages:news-", "month"): lambda world, corner: 8,
    ("desk:archive-picture", "pk"): lambda world, corner: corner.more["old_picture"].pk,
    ("desk:archive-item", "pk"): lambda world, corner: corner.more["item"].pk,
    ("desk:archive-twin", "pk"): lambda world, corner: corner.more["item"].pk,
    ("desk:archive-again", "pk"): lambda world, corner: corner.more["item"].pk,
    ("desk:archive-", "pk"): lambda world, corner: corner.more["old_site"].pk,
    ("pages:news-tagged", "slug"): lambda world, corner: "vigils",
    ("pages:news-by", "slug"): lambda world, corner: "the-vigil-team",
}
