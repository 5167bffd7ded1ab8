"""DuckDB on one machine and Spark on a cluster of two workers find the same rows.

Run by `make test-cluster`, with packages of its own and Java 17; skipped everywhere else.
"""

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="make test-cluster")
pytest.importorskip("pyspark", reason="make test-cluster")

from amparo.lib.corpus import Found
from amparo.lib.corpus.duck import search
from amparo.lib.corpus.spark import found_in

ROOT = Path(__file__).resolve().parents[2]
WORDS = [f"word{chr(97 + one)}{chr(97 + two)}" for one in range(26) for two in range(26)]
TEXTS, WATCHED = 200, 12


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A master and two workers on this machine, each a process of its own."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    builder = builder.config("spark.executor.memory", "1g").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2")
    builder = builder.config("spark.executorEnv.PYTHONPATH", str(ROOT))
    made = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    yield made
    made.stop()


def sample() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Texts of a made-up nation, some of which hold what is watched, whole or edited."""
    draw = random.Random(5)
    watched = [(f"watch-{at}", _words(draw, 120)) for at in range(WATCHED)]
    texts = []
    for number in range(TEXTS):
        body = _words(draw, draw.randrange(200, 1500))
        if number % 3 == 0:
            carried = draw.choice(watched)[1].split()
            kept = [word for word in carried if draw.random() > 0.05 * (number % 7)]
            body = f"{body} {' '.join(kept)} {_words(draw, 80)}"
        texts.append((f"text-{number:03}", body))
    return texts, watched


def test_both_engines_find_the_same_rows(session: Any) -> None:
    texts, watched = sample()
    here = search(texts, watched)
    frames = [session.createDataFrame(rows, "id STRING, text STRING") for rows in (texts, watched)]
    there = [
        Found(*row) for row in found_in(session, frames[0].repartition(2), frames[1]).collect()
    ]
    assert session.sparkContext.getConf().get("spark.master").startswith("local-cluster[2")
    assert len(here) > TEXTS // 4
    assert sorted(there) == sorted(here)


def _words(draw: random.Random, count: int) -> str:
    return " ".join(draw.choices(WORDS, k=count))
