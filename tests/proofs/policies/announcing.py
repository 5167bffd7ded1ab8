"""Who may come in where: flyers, pictures and words of every ask."""

from typing import Any

from tests.proofs.rules import CAMPAIGN_SEEN, ORGANIZERS, PUBLIC_PAGE, Rule

POLICY: dict[str, Rule] = {
    "announcing:page": PUBLIC_PAGE,
    "announcing:flyer": PUBLIC_PAGE,
    "announcing:picture": PUBLIC_PAGE,
    "desk:announce": CAMPAIGN_SEEN,
    "desk:announce-flyer": CAMPAIGN_SEEN,
    "desk:announce-picture": CAMPAIGN_SEEN,
    "desk:announce-page": ORGANIZERS,
    "desk:announce-page-flyer": ORGANIZERS,
    "desk:announce-page-picture": ORGANIZERS,
}


def _said(words: str) -> Any:
    return lambda world, corner: words


WORDS = {
    ("desk:announce-page", "kind"): _said("release"),
    ("desk:announce-page", "key"): lambda world, corner: corner.more["release"],
    ("desk:announce", "pk"): lambda world, corner: corner.petition.pk,
    **{
        (room, name): _said(words)
        for room in ("announcing:", "desk:announce")
        for name, words in {
            "kind": "petition",
            "size": "letter",
            "ink": "black",
            "sides": "en",
            "shape": "wide",
        }.items()
    },
}
