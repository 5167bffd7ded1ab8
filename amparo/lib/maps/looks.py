"""How areas of a map look: kinds of lines and dots first, color second.

Whoever sees no colors, or holds a photocopy, tells them apart by kind: what protects is striped or
solid, what harms is dotted, what is both has level lines, what nobody knows stays blank. A
newcomer's mistake: a scale of tints. A copier makes two of them one.

Color comes from the page by class (map-protects, map-harms, map-mixed, map-paper); without any
stylesheet everything is black on white.
"""

from collections.abc import Iterable

UNKNOWN = "unknown"
NEITHER = "neither"
MIXED = "mixed"
DISPUTED = "disputed"
PROTECTS = ("protects-1", "protects-2", "protects-3", "protects-4")  # lighter to denser
HARMS = ("harms-1", "harms-2", "harms-3", "harms-4")

_STRIPE = (
    '<path class="map-{ink}" d="M-2 2l4-4M0 10L10 0M8 12l4-4" stroke="currentColor"'
    ' stroke-width="{width}"/>'
)
_DOT = '<circle class="map-{ink}" cx="{at}" cy="{at}" r="{r}" fill="currentColor"/>'
_FULL = '<rect class="map-{ink}" width="10" height="10" fill="currentColor"/>'
_CROSS = (
    '<path class="map-{ink}" d="M0 0l10 10M0 10L10 0" stroke="{color}" stroke-width="{width}"/>'
)
_LEVEL = '<path class="map-{ink}" d="M0 2.5h10M0 7.5h10" stroke="currentColor" stroke-width="2"/>'
_GROUND = '<rect class="map-paper" width="10" height="10" fill="#fff"/>'


def _dots(r: float) -> str:
    return _DOT.format(ink="harms", at=2.5, r=r) + _DOT.format(ink="harms", at=7.5, r=r)


def _holes(r: float) -> str:
    hole = '<circle class="map-paper" cx="{at}" cy="{at}" r="{r}" fill="#fff"/>'
    return _FULL.format(ink="harms") + hole.format(at=2.5, r=r) + hole.format(at=7.5, r=r)


_INSIDE = {
    NEITHER: '<rect class="map-neither" width="10" height="10" fill="#ddd"/>',
    MIXED: _GROUND + _LEVEL.format(ink="mixed"),
    DISPUTED: _GROUND + _CROSS.format(ink="mixed", color="currentColor", width=1.2),
    "protects-1": _GROUND + _STRIPE.format(ink="protects", width=1.4),
    "protects-2": _GROUND + _STRIPE.format(ink="protects", width=3.6),
    "protects-3": _FULL.format(ink="protects"),
    "protects-4": _FULL.format(ink="protects")
    + _CROSS.format(ink="paper-line", color="#fff", width=1.2),
    "harms-1": _GROUND + _dots(1),
    "harms-2": _GROUND + _dots(2),
    "harms-3": _holes(1.4),
    "harms-4": _FULL.format(ink="harms") + _LEVEL.format(ink="paper-line").replace(
        "currentColor", "#fff"
    ),
}  # fmt: skip

LOOKS = (UNKNOWN, *_INSIDE)


def fill_of(look: str) -> str:
    """What an area's `fill` says."""
    return f"url(#map-{look})" if look in _INSIDE else "none"


def patterns(looks: Iterable[str]) -> str:
    """The definitions of these looks; the same id twice on a page means the same look."""
    used = [look for look in LOOKS if look in set(looks) and look in _INSIDE]
    drawn = "".join(
        f'<pattern id="map-{look}" width="10" height="10" patternUnits="userSpaceOnUse">'
        f"{_INSIDE[look]}</pattern>"
        for look in used
    )
    return f"<defs>{drawn}</defs>" if drawn else ""
