"""What a takedown takes of gatherings besides their rows: letters that wait, sketches of the way.

A newcomer's mistake: leaving the letters to the rows. A letter is held by the name of a row that is
gone by then, so it has to go before.
"""

from datetime import datetime

from django.utils.functional import Promise

from amparo.campaigns.models import Campaign
from amparo.campaigns.takedown import Gone, Part
from amparo.gatherings.models import Coming, Gathering
from amparo.gatherings.operations.reminding import forget_letters


def name_what_goes(campaign: Campaign) -> list[str | Promise]:
    """Nothing of its own: the gatherings are named with all that is theirs."""
    return []


def remove(campaign: Campaign, now: datetime) -> Gone:
    """Drop what is held for those who come; name the drawings that are left to delete."""
    comings = Coming.objects.filter(gathering__campaign=campaign)
    forget_letters(comings.values_list("pk", flat=True))
    drawn = Gathering.objects.filter(campaign=campaign).exclude(sketch="")
    return Gone(files=[str(each.sketch.name) for each in drawn])


PART = Part("gatherings.letters", name_what_goes=name_what_goes, remove=remove)
