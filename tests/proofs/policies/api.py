"""Who may come in where: the hub, feeds, frames for other sites, oEmbed. All of it is public."""

from typing import Any

from tests.proofs.rules import FORM, NOBODY, PUBLIC_PAGE, Of, Rule

POLICY: dict[str, Rule] = {
    "api:hub": PUBLIC_PAGE,
    "api:feeds": PUBLIC_PAGE,
    "api:feed": PUBLIC_PAGE,
    # a case is in no feed, so that its campaign has none
    "api:campaign-feed": NOBODY,
    "embeds:script": PUBLIC_PAGE,
    "embeds:oembed": NOBODY,  # without ?url= there is nothing to tell
    "embeds:frame": FORM,
}


def _framed(world: Any, corner: Any) -> str:
    return f"en/petitions/{corner.petition.slug}/"


WORDS: dict[tuple[str, str], Of] = {
    ("api:", "code"): lambda world, corner: "asks",
    ("api:", "form"): lambda world, corner: "atom",
    ("api:", "campaign"): lambda world, corner: corner.campaign.slug,
    ("embeds:frame", "path"): _framed,
}
