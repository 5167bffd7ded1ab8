"""The picture of a road: its stops in words, handed to lib.roads."""

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.lib import roads as drawing
from amparo.sightings.roads import Point, Road


def picture_of(road: Road) -> SafeString:
    """Inline SVG, or "" where there is nothing to draw."""
    if not road.points:
        return SafeString("")
    stops = [_stop(point) for point in road.points]
    title = _("The road of “%(name)s”") % {"name": road.watch.name}
    return mark_safe(drawing.road(stops, title=title))  # noqa: S308 - lib.roads escapes its words


def name_of(point: Point) -> str:
    """What a stop is called: the bill and the printing, or the words of her who put it in."""
    if point.stop and point.stop.said:
        return point.stop.said.label
    parts = [point.bill.identifier if point.bill else "", point.text.label if point.text else ""]
    return ", ".join(filter(None, parts))


def _stop(point: Point) -> drawing.Stop:
    carrier = str(point.bill.pk) if point.bill else name_of(point)
    when = point.when.in_words(get_language() or "en", today=timezone.localdate())
    percent = "" if point.percent is None or point.is_end else f"{point.percent} %"
    below = " · ".join(filter(None, [when, point.movement_said, percent]))
    share = None if point.is_end else (1.0 if point.coverage is None else point.coverage)
    return drawing.Stop(
        carrier, name_of(point), below, share, is_end=point.is_end, is_law=point.is_law
    )
