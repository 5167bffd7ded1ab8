"""Tells the rooms below that there are gatherings."""

from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TEN_MINUTES, DAY = 600, 24 * 3600  # seconds


class GatheringsConfig(AppConfig):
    name = "amparo.gatherings"
    verbose_name = _("Gatherings")

    def ready(self) -> None:
        from amparo.announcing.kinds import register as register_announced
        from amparo.campaigns.kinds import register
        from amparo.campaigns.takedown import register as register_part
        from amparo.gatherings import (
            announced,
            emails,
            keeping,
            kinds,
            owndates,
            placing,
            takingdown,
        )
        from amparo.gatherings.operations import coming
        from amparo.lib.rounds import Round
        from amparo.lib.rounds import register as register_round
        from amparo.web.panels import register_panel
        from amparo.web.privacy import call_form, register_kept

        register_part(takingdown.PART)  # before the rows that it looks at
        register(
            kinds.GATHERINGS,
            folder="gatherings",
            told={
                coming.PARTY: _("How many"),
                coming.WHICH: _("Which date"),
                coming.NEEDS: _("What they need there"),
            },
            subjects={
                "confirm": _("Please confirm that you come: %(title)s"),
                "again": _("Your dates: %(title)s"),
            },
            facts_of=kinds.facts_of,
            card_facts_of=owndates.facts_of_card,
            on_stored=coming.note_coming,
            on_confirmed=coming.note_confirmed,
            on_removed=coming.note_removed,
            on_merged=coming.note_merged,
        )
        register_announced(announced.announced_kind())
        register_panel("next", 10, placing.next_dates)
        emails.register_writers()
        call_form(keeping.FORM, _("When you say that you come to a gathering"))
        register_kept(*keeping.KEPT)
        register_round(Round("gatherings.remind", TEN_MINUTES, _remind))
        register_round(Round("gatherings.forget", DAY, _forget))


def _remind(now: datetime) -> None:
    from amparo.gatherings.operations.reminding import remind

    remind(now)


def _forget(now: datetime) -> None:
    from amparo.gatherings.operations.reminding import forget_past

    forget_past(now)
