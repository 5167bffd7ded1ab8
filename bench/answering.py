"""Whether how long an answer takes tells who had signed before: new against repeated sign-ups.

Both kinds go over one connection in one shuffled order, so that whatever drifts meets them alike.
Their times are compared by the Kolmogorov-Smirnov test. A p of at most 0.01 comes by chance once in
a hundred runs: then it is run once more, and only both together count.
"""

import math
import random
import statistics
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bench import worlds
from bench.load import send_all
from bench.signing import people
from bench.table import Row

EACH = 2_000
WARM = 400  # other people before those that count
CHANCE = 0.01


def run(is_postgres: bool) -> Iterator[Row]:
    new, repeated = _times(is_postgres)
    chance = p_value(new, repeated)
    if chance <= CHANCE:
        yield Row("new and repeated take as long: KS p, first run", chance, "", digits=4)
        new, repeated = _times(is_postgres)
        chance = p_value(new, repeated)
    first, again = (statistics.median(each) * 1000 for each in (new, repeated))
    yield Row(f"a new sign-up, median of {EACH:,}", first, "ms", digits=2)
    yield Row(f"a repeated sign-up, median of {EACH:,}", again, "ms", again / first, "new", 2)
    yield Row("new and repeated: farthest apart (KS D)", apart(new, repeated), "", digits=4)
    yield Row("new and repeated take as long: KS p", chance, "", digits=4)
    if chance <= CHANCE:
        raise SystemExit("twice running, the time of an answer told who had signed before")


def _times(is_postgres: bool) -> tuple[list[float], list[float]]:
    """Seconds that each answer took: those to new people, those to people who had signed."""
    with worlds.amparo(is_postgres) as ours:
        made = people(ours, WARM + 2 * EACH, again=EACH)
        _send(ours.port, made[: WARM + EACH])
        fresh, again = made[WARM + EACH : WARM + 2 * EACH], made[-EACH:]
        mixed = [*((each, False) for each in fresh), *((each, True) for each in again)]
        random.Random(7).shuffle(mixed)
        times = _send(ours.port, [request for request, _is_again in mixed])
    found: dict[bool, list[float]] = {False: [], True: []}
    for (_request, is_again), took in zip(mixed, times, strict=True):
        found[is_again].append(took)
    return found[False], found[True]


def _send(port: int, requests: Sequence[bytes]) -> list[float]:
    outcome = send_all(port, requests, connections=1)
    if outcome.statuses != {303: len(requests)}:
        raise SystemExit(f"signatures were refused: {outcome.statuses}")
    return outcome.times


def apart(one: Sequence[float], other: Sequence[float]) -> float:
    """The farthest that the shares of the two, up to any value, lie apart."""
    first, second = sorted(one), sorted(other)
    return max(
        abs(bisect_right(first, at) / len(first) - bisect_right(second, at) / len(second))
        for at in (*first, *second)
    )


def p_value(one: Sequence[float], other: Sequence[float]) -> float:
    """How often chance alone sets two samples of one kind so far apart (Kolmogorov's limit)."""
    size = math.sqrt(len(one) * len(other) / (len(one) + len(other)))
    scaled = (size + 0.12 + 0.11 / size) * apart(one, other)
    if scaled < 0.2:
        return 1.0  # the sum below converges slowly there; it is 1 to thirteen places
    terms = ((-1) ** (n - 1) * math.exp(-2 * (n * scaled) ** 2) for n in range(1, 101))
    return min(1.0, max(0.0, 2 * sum(terms)))
