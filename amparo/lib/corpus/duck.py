"""The join on one machine: `python -m amparo.lib.corpus.duck TEXTS.jsonl… --watched WATCHED.jsonl`.

Prints a row of CSV for each find. DuckDB spills to disk what does not fit into memory.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from amparo.lib.corpus import JOIN, Found, hashed

AT_A_TIME = 200_000  # rows


def search(
    texts: Iterable[tuple[str, str]], watched: Iterable[tuple[str, str]], legislature: str = ""
) -> list[Found]:
    """Both as (id, text)."""
    with duckdb.connect() as database:
        database.execute("CREATE TABLE postings (hash BIGINT, text VARCHAR)")
        database.execute("CREATE TABLE watched (hash BIGINT, watch VARCHAR)")
        _fill(database, "postings", hashed(texts, legislature))
        _fill(database, "watched", hashed(watched, legislature))
        return [Found(*row) for row in database.execute(JOIN).fetchall()]


def _fill(database: Any, table: str, rows: Iterator[tuple[int, str]]) -> None:
    statement = f"INSERT INTO {table} SELECT unnest(?), unnest(?)"
    while some := list(islice(rows, AT_A_TIME)):
        database.execute(statement, [[each[0] for each in some], [each[1] for each in some]])


def lines_of(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        with path.open(encoding="utf-8") as file:
            for told in map(json.loads, file):
                yield told["id"], told["text"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--watched", type=Path, required=True)
    parser.add_argument("--legislature", default="")
    given = parser.parse_args()
    found = search(lines_of(given.texts), lines_of([given.watched]), given.legislature)
    csv.writer(sys.stdout).writerows([Found._fields, *found])
    return 0


if __name__ == "__main__":
    sys.exit(main())
