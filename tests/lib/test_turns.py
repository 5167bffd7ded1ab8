"""Of many threads and processes, one at a time; and whoever fails gives its turn back."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from amparo.lib.turns import Turn, turn_at

RACE = """
import sys
from pathlib import Path
from amparo.lib.turns import Turn
counter, turn = Path(sys.argv[1]), Turn(Path(sys.argv[2]))
for _ in range(200):
    with turn:
        counter.write_text(str(int(counter.read_text()) + 1))
"""


def test_processes_lose_no_count(tmp_path: Path) -> None:
    counter, lock = tmp_path / "counter", tmp_path / "lock"
    counter.write_text("0")
    command = [sys.executable, "-c", RACE, str(counter), str(lock)]

    racers = [subprocess.Popen(command) for _ in range(3)]

    assert [racer.wait() for racer in racers] == [0, 0, 0]
    assert counter.read_text() == "600"


def test_threads_of_one_process_take_turns_too(tmp_path: Path) -> None:
    turn, inside, most = turn_at(tmp_path / "lock"), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(200):
            with turn:
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1


def test_a_failure_gives_the_turn_back(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "lock")
    with pytest.raises(ZeroDivisionError), turn:
        raise ZeroDivisionError

    with turn:
        assert (tmp_path / "lock").exists()


def test_where_no_file_can_be_nobody_waits_for_ever(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "nowhere" / "lock")

    for _ in range(2):
        with pytest.raises(FileNotFoundError), turn:
            pytest.fail("the turn was given")
