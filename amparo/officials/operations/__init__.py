"""Every change of offices, officials, their acts and visits, by hand or from files."""

from amparo.officials.operations.offices import (
    CannotRemove,
    OfficeCalled,
    Told,
    follow_up,
    remove,
    remove_act,
    remove_visit,
    reopen_visit,
    save_act,
    save_lines,
    save_office,
    save_official,
    save_visit,
)

__all__ = [
    "CannotRemove",
    "OfficeCalled",
    "Told",
    "follow_up",
    "remove",
    "remove_act",
    "remove_visit",
    "reopen_visit",
    "save_act",
    "save_lines",
    "save_office",
    "save_official",
    "save_visit",
]
