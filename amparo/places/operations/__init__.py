"""Every change of governments, districts and what lies in them. Each may be run again."""

from amparo.places.operations.jurisdictions import (
    CannotLoad,
    add_city,
    load_country,
    load_jurisdictions,
)
from amparo.places.operations.loading import Loaded, load_places

__all__ = ["CannotLoad", "Loaded", "add_city", "load_country", "load_jurisdictions", "load_places"]
