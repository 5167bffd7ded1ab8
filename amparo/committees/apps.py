"""Tells the rooms below that there are committees."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "amparo.committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        from amparo.announcing.kinds import register as register_announced
        from amparo.campaigns.kinds import register_outside
        from amparo.committees import keeping, kinds, offered, rounds
        from amparo.evidence import citing
        from amparo.lib.rounds import register
        from amparo.supporters import kinds as action_kinds
        from amparo.web import searching
        from amparo.web.menus import register_foot_link
        from amparo.web.privacy import call_form, register_kept

        action_kinds.register(kinds.JOINED)
        register_outside(offered.OUTSIDE)
        citing.register(offered.PLACES)
        searching.register(offered.SOURCE)
        register_announced(offered.ANNOUNCED)
        for each in rounds.ROUNDS:
            register(each)
        register_kept(*keeping.KEPT)
        call_form(keeping.FORM, _("When you join a committee"))
        register_foot_link(15, _("Help us"), _address)


def _address(language: str) -> str:
    """The page of all committees, while one of them takes people in."""
    from django.urls import reverse
    from django.utils.translation import override

    from amparo.committees.remembered import takes_anybody

    if not takes_anybody():
        return ""
    with override(language):
        return reverse("committees:list")
