"""Asks at the desk: what every kind has, built once. A room hands in an `AskDesk` (desks.py).

A newcomer's mistake: copying a view of another room. The list, the page, the forms, opening with a
promise, closing, updates and deliveries are made here for any Action; a room adds what only it has.
"""

from amparo.desk.asks.desks import (
    AskNames,
    AskPanel,
    AskRow,
    day_of,
    number_column,
    open_now,
)
from amparo.desk.asks.registry import new_links, register, register_panel, rows_of
from amparo.desk.asks.urls import AskDesk

__all__ = [
    "AskDesk",
    "AskNames",
    "AskPanel",
    "AskRow",
    "day_of",
    "new_links",
    "number_column",
    "open_now",
    "register",
    "register_panel",
    "rows_of",
]
