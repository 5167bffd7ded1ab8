"""Whether what is written somewhere stays in memory; no word from the kernel means no."""

import resource
from pathlib import Path

import pytest

from amparo.lib.ram import forbid_core_dumps, is_in_ram, swap_is_safe, unsafe_swaps

MOUNTS = """\
/dev/vda1 / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
tmpfs /mnt/with\\040space tmpfs rw 0 0
/dev/vdb1 /run/disk ext4 rw 0 0
tmpfs /hidden tmpfs rw 0 0
/dev/vdb2 /hidden ext4 rw 0 0
ramfs /old ramfs rw 0 0
"""
SWAPS = "Filename\tType\tSize\tUsed\tPriority\n"


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    file = tmp_path / "mounts"
    file.write_text(MOUNTS)
    return file


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/run", True),
        ("/run/amparo/not/there/yet", True),
        ("/run/../var/lib", False),
        ("/run/disk/amparo", False),
        ("/running", False),
        ("/mnt/with space/x", True),
        ("/hidden/x", False),
        ("/old/x", True),
        ("/var/lib/amparo", False),
    ],
)
def test_the_nearest_mount_counts_and_the_last_on_its_point(
    mounts: Path, path: str, expected: bool
) -> None:
    assert is_in_ram(Path(path), mounts=mounts) is expected


def test_a_link_out_of_memory_does_not_count(mounts: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("/run/amparo")
    assert is_in_ram(link, mounts=mounts)
    assert not is_in_ram(tmp_path, mounts=mounts)


def test_without_the_kernels_word_nothing_is_in_memory(tmp_path: Path) -> None:
    assert not is_in_ram(Path("/run"), mounts=tmp_path / "none")
    assert not swap_is_safe(swaps=tmp_path / "none", blocks=tmp_path)
    assert unsafe_swaps(swaps=tmp_path / "none", blocks=tmp_path) == []


def swaps_file(tmp_path: Path, *names: str) -> Path:
    file = tmp_path / "swaps"
    file.write_text(SWAPS + "".join(f"{name} partition 1 0 -2\n" for name in names))
    return file


def block(tmp_path: Path, name: str, attribute: str, value: str) -> None:
    file = tmp_path / "blocks" / name / attribute
    file.parent.mkdir(parents=True)
    file.write_text(value + "\n")


def test_no_swap_is_safe(tmp_path: Path) -> None:
    assert swap_is_safe(swaps=swaps_file(tmp_path), blocks=tmp_path)


def test_compressed_memory_and_encrypted_disks_are_safe(tmp_path: Path) -> None:
    block(tmp_path, "zram0", "backing_dev", "none")
    block(tmp_path, "dm-1", "dm/uuid", "CRYPT-PLAIN-swap")
    swaps = swaps_file(tmp_path, "/dev/zram0", "/dev/dm-1", "/dev/zram1")
    assert swap_is_safe(swaps=swaps, blocks=tmp_path / "blocks")


def test_plain_disks_files_and_spilling_zram_are_named(tmp_path: Path) -> None:
    block(tmp_path, "zram0", "backing_dev", "/dev/vdc")
    block(tmp_path, "dm-1", "dm/uuid", "LVM-abc")
    names = ["/dev/zram0", "/dev/dm-1", "/dev/vdb", "/swap\\040file"]
    swaps = swaps_file(tmp_path, *names)
    unsafe = unsafe_swaps(swaps=swaps, blocks=tmp_path / "blocks")
    assert unsafe == ["/dev/zram0", "/dev/dm-1", "/dev/vdb", "/swap file"]
    assert not swap_is_safe(swaps=swaps, blocks=tmp_path / "blocks")


def test_a_crash_leaves_no_memory_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[object] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *said: limits.append(said))
    forbid_core_dumps()
    assert limits == [(resource.RLIMIT_CORE, (0, 0))]
