"""Watched wording at the desk: what is looked for, what was seen, and its road."""

from amparo.desk import today
from amparo.desk.sightings import queue, stops, watches

urlpatterns = [*watches.urlpatterns, *queue.urlpatterns, *stops.urlpatterns]


def register() -> None:
    """What reappeared, on the start page."""
    today.register(queue.todos)
