"""Whether what is written somewhere stays in memory: file systems in RAM, swap, core dumps.

The kernel's word is taken (/proc, /sys). Where there is no such word the answer is no.
"""

import resource
from dataclasses import dataclass
from pathlib import Path

__all__ = ["forbid_core_dumps", "is_in_ram", "swap_is_safe", "unsafe_swaps"]

_IN_RAM = {"tmpfs", "ramfs"}
_MOUNTS = Path("/proc/mounts")
_SWAPS = Path("/proc/swaps")
_BLOCKS = Path("/sys/class/block")


@dataclass(frozen=True, slots=True)
class _Mount:
    point: Path
    type: str


def is_in_ram(path: Path, *, mounts: Path = _MOUNTS) -> bool:
    """Tell whether this path lies on a file system that a power cut empties.

    The path need not exist yet: what counts is the nearest mount above it.
    """
    real = path.resolve()
    above = [mount for mount in _mounted(mounts) if real.is_relative_to(mount.point)]
    # The later of two mounts on one point hides the earlier, hence >= by position.
    nearest = max(enumerate(above), key=lambda at: (len(at[1].point.parts), at[0]), default=None)
    return nearest is not None and nearest[1].type in _IN_RAM


def swap_is_safe(*, swaps: Path = _SWAPS, blocks: Path = _BLOCKS) -> bool:
    """Tell that memory never reaches a disk in clear: no swap, or compressed RAM, or encrypted."""
    return swaps.exists() and not unsafe_swaps(swaps=swaps, blocks=blocks)


def unsafe_swaps(*, swaps: Path = _SWAPS, blocks: Path = _BLOCKS) -> list[str]:
    """Return the swap devices and files that write memory to a disk in clear."""
    if not swaps.exists():
        return []
    names = [_unescaped(line.split()[0]) for line in swaps.read_text().splitlines()[1:] if line]
    return [name for name in names if not _is_safe_device(Path(name), blocks)]


def forbid_core_dumps() -> None:
    """Keep this process and its children from writing their memory to a file when they crash."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _is_safe_device(device: Path, blocks: Path) -> bool:
    """Tell zram and dm-crypt; a swap file counts as unsafe, whatever lies under it."""
    name = device.resolve().name
    if name.startswith("zram"):
        # A zram device may be given a disk to spill to.
        spill = blocks / name / "backing_dev"
        return not spill.exists() or spill.read_text().strip() == "none"
    uuid = blocks / name / "dm" / "uuid"
    return uuid.exists() and uuid.read_text().startswith("CRYPT-")


def _mounted(mounts: Path) -> list[_Mount]:
    if not mounts.exists():
        return []
    fields = (line.split() for line in mounts.read_text().splitlines())
    return [_Mount(Path(_unescaped(field[1])), field[2]) for field in fields if len(field) > 2]


def _unescaped(text: str) -> str:
    """Undo the kernel's octal escapes of blanks and backslashes (proc(5))."""
    for escape, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(escape, character)
    return text
