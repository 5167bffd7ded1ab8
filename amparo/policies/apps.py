"""The room, and what it adds to the rooms below: a feed, one for each state, a line of the foot."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class PoliciesConfig(AppConfig):
    name = "amparo.policies"
    verbose_name = _("What governments do with ICE")

    def ready(self) -> None:
        from amparo.evidence import recounting
        from amparo.lib.rounds import register
        from amparo.policies import changing, rounds, searched
        from amparo.policies.kinds import register_kinds
        from amparo.policies.operations.figures import stale_of
        from amparo.web import feeds, searching
        from amparo.web.menus import register_foot_link

        for each in rounds.ROUNDS:
            register(each)
        register_kinds()
        recounting.register(stale_of)
        feeds.register(changing.whole_feed())
        feeds.register_family(changing.feed_of)
        for source in searched.SOURCES:
            searching.register(source)
        register_foot_link(24, _("What governments do with ICE"), _address)


def _address(language: str) -> str:
    """Left out while nothing is known of any government."""
    from amparo.policies.models import Fact

    if not Fact.objects.public().exists():
        return ""
    with override(language):
        return reverse("policies:start")
