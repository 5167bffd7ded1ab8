"""Paper that is made once while its words stay the same."""

import threading
import time

from amparo.lib.typesetting.kept import kept


def test_the_same_words_are_set_once_and_other_words_again():
    made: list[str] = []

    def make(words: str) -> bytes:
        made.append(words)
        return words.encode()

    paper = kept(make)
    assert [paper("a"), paper("a"), paper("b")] == [b"a", b"a", b"b"]
    assert made == ["a", "b"]


def test_two_who_ask_at_once_wait_for_each_other():
    at_work, most = 0, 0

    def make(words: str) -> bytes:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        time.sleep(0.02)
        at_work -= 1
        return b""

    paper, other = kept(make), kept(make)
    askers = [threading.Thread(target=each, args=[str(n)])
              for n, each in enumerate([paper, other, paper])]  # fmt: skip
    for each in askers:
        each.start()
    for each in askers:
        each.join()
    assert most == 1
