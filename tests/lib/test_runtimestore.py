"""What must be forgotten when the power goes: spent once, counted by the hour, kept for a while.

One machine keeps it in a file, several in a Valkey; whoever asks notices no difference.
"""

import stat
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from amparo.lib.runtimestore import AlteredRuntimeKey, RuntimeStore, runtime_key
from amparo.lib.sharedstore import SharedStore
from tests import valkeys

NOW = datetime(
    2126, 11, 23, 10, 30, tzinfo=UTC
)  # a Valkey removes what has expired by its own clock
SOON, LATER = NOW + timedelta(minutes=15), NOW + timedelta(hours=1)


Store = RuntimeStore | SharedStore


class Away(Exception):
    """The server is not there."""


@pytest.fixture
def filed(tmp_path: Path) -> RuntimeStore:
    return RuntimeStore(tmp_path / "ram" / "runtime.sqlite3")


@pytest.fixture
def shared(valkey: valkeys.Server) -> Iterator[SharedStore]:
    store = SharedStore(valkey.url, away=Away)
    yield store
    store.close()
    valkey.forget()


@pytest.fixture(params=["filed", "shared"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found


def again(store: Store) -> Store:
    """The same store, as another process opens it."""
    if isinstance(store, RuntimeStore):
        return RuntimeStore(store.path)
    return SharedStore(store.url, away=Away)


def test_a_token_is_spent_once(store: Store) -> None:
    assert store.spend("proof", b"t", SOON)
    assert not store.spend("proof", b"t", SOON)
    assert store.spend("other", b"t", SOON)
    assert store.spend("proof", b"u", SOON)


def test_counts_start_again_with_the_hour(store: Store) -> None:
    assert [store.count("sign", b"p", NOW) for _ in range(3)] == [1, 2, 3]
    assert store.count("sign", b"q", NOW) == 1
    assert store.count("login", b"p", NOW) == 1
    assert store.counted("sign", b"p", NOW) == 3
    assert store.counted("sign", b"p", LATER) == 0
    assert store.count("sign", b"p", LATER) == 1


def test_a_count_can_be_forgotten(store: Store) -> None:
    store.count("login", b"p", NOW)
    store.count("sign", b"p", NOW)
    store.forget_count("login", b"p")
    assert store.counted("login", b"p", NOW) == 0
    assert store.counted("sign", b"p", NOW) == 1


def test_what_is_kept_is_there_until_it_expires(store: Store) -> None:
    store.put("unlock/1", b"sealed", SOON)
    assert store.get("unlock/1", NOW) == b"sealed"
    assert store.get("unlock/1", SOON) is None
    assert store.get("unlock/2", NOW) is None
    store.put("unlock/1", b"other", LATER)
    assert store.get("unlock/1", SOON) == b"other"


def test_only_what_lives_can_be_extended(store: Store) -> None:
    store.put("unlock/1", b"x", SOON)
    assert store.extend("unlock/1", LATER, NOW)
    assert store.get("unlock/1", SOON) == b"x"
    assert not store.extend("unlock/1", LATER + timedelta(hours=1), LATER)
    assert not store.extend("unlock/2", LATER, NOW)


def test_what_is_dropped_is_gone_by_name_or_by_beginning(store: Store) -> None:
    for name in ("unlock/1/a", "unlock/1/b", "unlock/2/a", "unlock%"):
        store.put(name, b"x", SOON)
    assert store.names("unlock/1/", NOW) == ["unlock/1/a", "unlock/1/b"]
    assert store.names("unlock/1/", SOON) == []
    assert store.drop("unlock/1/a")
    assert not store.drop("unlock/1/a")
    assert store.drop_all("unlock%") == 1
    assert store.drop_all("unlock/") == 2


def test_whoever_comes_first_makes_the_value(store: Store) -> None:
    assert store.get_or_put("salt", lambda: b"first", SOON, NOW) == b"first"
    assert store.get_or_put("salt", lambda: b"second", SOON, NOW) == b"first"
    assert store.get_or_put("salt", lambda: b"third", LATER, SOON) == b"third"


def test_a_value_made_meanwhile_by_another_is_taken(store: Store) -> None:
    def late() -> bytes:
        again(store).put("salt", b"theirs", SOON)
        return b"mine"

    assert store.get_or_put("salt", late, SOON, NOW) == b"theirs"


def test_turns_of_a_line_follow_one_another_whoever_takes_them(store: Store) -> None:
    def wait(seconds: float, now: datetime = NOW) -> float:
        return store.reserve("mail", seconds, now, most_ahead=600)

    assert [wait(2), wait(0.5), wait(2)] == [0, 2, 2.5]
    assert wait(1, NOW + timedelta(seconds=3)) == 1.5
    assert wait(1, LATER) == 0, "nobody catches up on turns that were not taken"
    assert wait(1, NOW) == 600, "a clock that was set back keeps nobody waiting for an hour"
    assert store.reserve("other", 1, NOW, most_ahead=600) == 0


def test_numbers_rise_and_stay(store: Store) -> None:
    assert store.number("pages") == 0
    assert [store.bump("pages"), store.bump("pages")] == [1, 2]
    assert store.number("pages") == 2
    store.sweep(LATER)
    assert store.number("pages") == 2


def test_sweeping_takes_what_has_expired_and_no_more(filed: RuntimeStore) -> None:
    for expires in (SOON, LATER):
        filed.spend("proof", expires.isoformat().encode(), expires)
        filed.put(expires.isoformat(), b"x", expires)
    filed.count("sign", b"p", NOW)
    assert filed.sweep(NOW) == 0
    assert filed.sweep(SOON) == 2
    assert filed.sweep(LATER) == 3
    assert filed.sweep(LATER) == 0


def test_what_was_removed_leaves_no_trace_in_the_file(filed: RuntimeStore) -> None:
    filed.put("unlock", b"planted-bytes" * 50, SOON)
    filed.drop("unlock")
    filed.close()
    assert b"planted-bytes" not in filed.path.read_bytes()


def test_the_store_opens_again_after_closing(store: Store) -> None:
    store.put("a", b"x", SOON)
    store.close()
    assert store.get("a", NOW) == b"x"


def test_only_its_owner_can_read_the_store(filed: RuntimeStore) -> None:
    assert stat.S_IMODE(filed.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(filed.path.parent.stat().st_mode) == 0o700


def test_threads_share_one_count(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: store.count("sign", b"p", NOW), range(200)))
    assert sorted(counts) == list(range(1, 201))


def spend_all(path: Path) -> tuple[int, bytes]:
    store = RuntimeStore(path)
    spent = sum(store.spend("proof", bytes([token]), SOON) for token in range(100))
    return spent, runtime_key(path.parent)


def test_processes_spend_each_token_once_and_share_one_key(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(spend_all, [tmp_path / "r.sqlite3"] * 4))
    assert sum(spent for spent, _ in done) == 100
    assert len(Counter(key for _, key in done)) == 1


def test_a_child_after_a_fork_has_a_connection_of_its_own(filed: RuntimeStore) -> None:
    filed.count("sign", b"p", NOW)
    mine = filed._connection
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        assert pool.submit(store_identity_after_fork, filed.path).result()
    assert filed._connection is mine


def store_identity_after_fork(path: Path) -> bool:
    return RuntimeStore(path).count("sign", b"p", NOW) == 2


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    directory = tmp_path / "ram"
    key = runtime_key(directory)
    assert len(key) == 32
    assert runtime_key(directory) == key
    assert stat.S_IMODE((directory / "runtime.key").stat().st_mode) == 0o600
    assert [file.name for file in directory.iterdir()] == ["runtime.key"]


def test_another_boot_has_another_key(tmp_path: Path) -> None:
    assert runtime_key(tmp_path / "one") != runtime_key(tmp_path / "two")


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_an_altered_key_is_refused(tmp_path: Path, content: bytes) -> None:
    runtime_key(tmp_path)
    (tmp_path / "runtime.key").write_bytes(content)
    with pytest.raises(AlteredRuntimeKey):
        runtime_key(tmp_path)


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    runtime_key(tmp_path)
    (tmp_path / "runtime.key").chmod(0o640)
    with pytest.raises(AlteredRuntimeKey):
        runtime_key(tmp_path)
