"""The join on many machines: `spark-submit -m` is not needed, a driver runs this file as it is.

    spark-submit --py-files amparo.zip amparo/lib/corpus/spark.py \\
        --texts "s3a://bills/*.jsonl.gz" --watched watched.jsonl --out found.csv

The workers need Python with numpy, and this package (a zip of it will do). docs/corpus.md.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from amparo.lib.corpus import JOIN, hashed


def found_in(
    session: SparkSession, texts: DataFrame, watched: DataFrame, legislature: str = ""
) -> DataFrame:
    """Both with columns `id` and `text`; the answer's columns are those of `Found`."""
    _view(session, texts, "postings", "text", legislature)
    _view(session, watched, "watched", "watch", legislature)
    return session.sql(JOIN)


def _view(
    session: SparkSession, frame: DataFrame, name: str, column: str, legislature: str
) -> None:
    def of(rows: Iterable[Any]) -> Iterator[tuple[int, str]]:
        return hashed(((row["id"], row["text"]) for row in rows), legislature)

    hashes = frame.select("id", "text").rdd.mapPartitions(of)
    schema = f"hash BIGINT, {column} STRING"
    session.createDataFrame(hashes, schema).createOrReplaceTempView(name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", required=True)
    parser.add_argument("--watched", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--legislature", default="")
    given = parser.parse_args()
    session = SparkSession.builder.appName("amparo: watched wording").getOrCreate()
    texts, watched = session.read.json(given.texts), session.read.json(given.watched)
    found_in(session, texts, watched, given.legislature).write.csv(given.out, header=True)
    session.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
