"""Compile the rooms' translation catalogs (.po to .mo) without the gettext programs.

The .mo files are not kept in the repository: two people's translations would conflict as bytes.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogs(root: Path) -> int:
    """Compile every catalog below `root` whose .mo is missing or older; return how many were."""
    stale = [path for path in sorted(root.glob("**/LC_MESSAGES/*.po")) if _is_stale(path)]
    for path in stale:
        _compile(path)
    return len(stale)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def _compile(path: Path) -> None:
    with path.open("rb") as source:
        catalog = read_po(source, locale=path.parent.parent.name)
    # Written beside and moved, so that a server that starts meanwhile never reads half a catalog.
    half = path.with_suffix(".mo.half")
    with half.open("wb") as target:
        write_mo(target, catalog)
    half.replace(path.with_suffix(".mo"))
