"""Who may come in where: what is out is everybody's; what is written is the organizers'."""

from typing import Any

from amparo.pages.posts import Facts, Words, write_post
from amparo.pages.releases import note_mailing
from tests.makers import make_site
from tests.pages.releases import DAY, make_brief, make_release
from tests.proofs.rules import EVERYBODY, ORGANIZERS, Rule

POLICY: dict[str, Rule] = {
    "pages:kit": Rule(EVERYBODY, EVERYBODY, may_be_absent=True),
    "pages:release-pdf": Rule("", ""),  # tried with a release that is not out
    "pages:brief-pdf": Rule("", ""),  # ... and a draft
    "desk:posts": ORGANIZERS,
    "desk:post": ORGANIZERS,
    "desk:news": ORGANIZERS,
    "desk:news-edit": ORGANIZERS,
    "desk:news-send": ORGANIZERS,
    "desk:news-take-back": ORGANIZERS,
    "desk:releases": ORGANIZERS,
    "desk:release-new": ORGANIZERS,
    "desk:release": ORGANIZERS,
    "desk:release-edit": ORGANIZERS,
    "desk:release-quote": ORGANIZERS,
    "desk:release-unquote": ORGANIZERS,
    "desk:release-send": ORGANIZERS,
    "desk:release-take-back": ORGANIZERS,
    "desk:release-mail": ORGANIZERS,
    "desk:release-unmail": ORGANIZERS,
    "desk:release-pdf": ORGANIZERS,
    "desk:briefs": ORGANIZERS,
    "desk:series-new": ORGANIZERS,
    "desk:series": ORGANIZERS,
    "desk:series-edit": ORGANIZERS,
    "desk:brief-new": ORGANIZERS,
    "desk:brief": ORGANIZERS,
    "desk:brief-edit": ORGANIZERS,
    "desk:brief-send": ORGANIZERS,
    "desk:brief-take-back": ORGANIZERS,
}


def furnish(world: Any, corner: Any) -> None:
    """A draft of a post; a release that is not out, with a quotation and an outlet; a brief of a
    series."""
    make_site("Coalition")
    words = {"en": Words("Vigil", "Come on Wednesday.")}
    corner.more["post"] = write_post(words, Facts(), today=DAY, by=world.alma)
    key = make_release(world.alma, world.now)
    corner.more["release"] = key
    corner.more["mailing"] = note_mailing(
        key, outlet="The Herald", language="en", mailed_on=DAY, by=world.alma
    )
    corner.more["series"], corner.more["brief"] = make_brief(world.alma)


WORDS = {
    ("pages:release-pdf", "slug"): lambda world, corner: "the-county-ends-its-contract",
    ("pages:brief-pdf", "series"): lambda world, corner: "the-costs",
    ("pages:brief-pdf", "slug"): lambda world, corner: "what-it-costs-1",
    ("desk:release-unmail", "part"): lambda world, corner: corner.more["mailing"].pk,
    ("desk:release-unquote", "number"): lambda world, corner: 1,
    ("desk:news", "key"): lambda world, corner: corner.more["post"],
    ("desk:release", "key"): lambda world, corner: corner.more["release"],
    ("desk:brief-new", "key"): lambda world, corner: corner.more["series"],
    ("desk:series", "key"): lambda world, corner: corner.more["series"],
    ("desk:brief", "key"): lambda world, corner: corner.more["brief"],
}
