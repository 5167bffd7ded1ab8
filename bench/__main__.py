"""`make bench`: every figure against another of the same run; the machine's speed falls out.

`python -m bench signing viewing` runs only those; `--postgres` takes PostgreSQL instead of SQLite.
`provisions` needs more than `make setup` installs, so it is run by `make bench-provisions` alone.
`many` sends one letter to 5,000 people, with `--whole` to 100,000; it is run by name alone.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from bench.table import Row, show

ALONE = {"provisions", "many"}
WHOLE = {"many": "many.run_whole"}  # what `--whole` runs instead
# Where each is; a module is imported when it is asked for, because some need what only they need
BENCHES = {
    "sealing": "sealing.run",
    "signing": "signing.run",
    "stored": "signing.run_stored",
    "viewed": "signing.run_viewed",
    "viewing": "viewing.run",
    "maps": "maps.run",
    "crowd": "crowd.run",
    "desk": "deskview.run",
    "importing": "importing.run",
    "mailing": "mailing.run",
    "many": "many.run",
    "memory": "memory.run",
    "longbill": "longbill.run",
    "papers": "papers.run",
    "provisions": "provisions.run",
    "districts": "districts.run",
    "policies": "policies.run",
    "answering": "answering.run",  # the last: where it fails, it ends the run
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--whole", action="store_true", help="many: to 100,000 people")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHES)
    if unknown:
        parser.error(f"no bench called {', '.join(sorted(unknown))}")
    for name in arguments.names or [name for name in BENCHES if name not in ALONE]:
        show(_bench(name, is_whole=arguments.whole)(arguments.postgres))
    return 0


def _bench(name: str, *, is_whole: bool) -> Callable[[bool], Iterator[Row]]:
    where = WHOLE.get(name, BENCHES[name]) if is_whole else BENCHES[name]
    module, _dot, function = where.partition(".")
    found: Callable[[bool], Iterator[Row]] = getattr(import_module(f"bench.{module}"), function)
    return found


if __name__ == "__main__":
    sys.exit(main())
