"""Every change of sources, claims and citations; those of sources by their short address."""

from amparo.evidence.operations.sources import (
    CannotRemove,
    remove_source,
    save_source,
    with_address,
)

__all__ = ["CannotRemove", "remove_source", "save_source", "with_address"]
