"""Where the tiers begin: "reappears", "edited", "trace", fitted on pairs that people have judged.

`python -m bench.tiers`. On the part for validation of Kim and others (EMNLP 2021) alone, whose five
classes go from unrelated (0) to identical (4); the reintroduced bills and the planted provisions,
on which `make bench-provisions` measures, are not looked at. The shares that it finds are written
into lib/textreuse/verdicts.py by hand, with the decision (0068).
"""

import csv
import random
from collections.abc import Sequence

from amparo.lib.textreuse import align, read
from bench.pairs import PAIRS

# Tier -> the least class that deserves it
MEANT = {"reappears": 3, "edited": 2, "trace": 1}
STEPS = [step / 100 for step in range(5, 96, 5)]
DRAWS = 200  # of as many pairs, with repetition: how sure a share is

Judged = tuple[float, int]  # coverage, class


def judged() -> list[Judged]:
    csv.field_size_limit(10**8)
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (align(read(row["sec_a_text"]), read(row["sec_b_text"])).coverage, int(row["label"]))
        for row in rows
    ]


def best_share(pairs: Sequence[Judged], least: int) -> float:
    """The share at which most pairs are told right; the middle of those that do equally well."""
    right = {
        share: sum((coverage >= share) == (label >= least) for coverage, label in pairs)
        for share in STEPS
    }
    best = [share for share, count in right.items() if count == max(right.values())]
    return best[len(best) // 2]


def main() -> None:
    pairs, draw = judged(), random.Random(0)
    for tier, least in MEANT.items():
        found = best_share(pairs, least)
        again = sorted(
            best_share(draw.choices(pairs, k=len(pairs)), least) for _number in range(DRAWS)
        )
        low, high = again[DRAWS // 20], again[-DRAWS // 20]
        right = sum((c >= found) == (label >= least) for c, label in pairs) / len(pairs)
        said = sum(c >= found for c, _label in pairs)
        hits = sum(c >= found and label >= least for c, label in pairs)
        print(
            f"{tier:<10} from {found:.2f} ({low:.2f} to {high:.2f}), {100 * right:.1f} % right, "
            f"precision {100 * hits / said:.1f} %, "
            f"recall {100 * hits / sum(label >= least for _c, label in pairs):.1f} %"
        )


if __name__ == "__main__":
    main()
