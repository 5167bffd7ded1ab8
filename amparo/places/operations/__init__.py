"""Every change of governments, districts and what lies in them. Each may be run again."""

from amparo.places.operations.jurisdictions import (
    CannotLoad,
    add_city,
    is_loaded,
    load_country,
    load_jurisdictions,
    load_state,
)
from amparo.places.operations.loading import Loaded, load_places

__all__ = [
    "CannotLoad", "Loaded", "add_city", "is_loaded", "load_country", "load_jurisdictions",
    "load_places", "load_state",
]  # fmt: skip
