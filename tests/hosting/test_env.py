"""A setting that is missing or wrong stops the start with a sentence."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from amparo import env


@pytest.mark.parametrize("word", ["true", "1", "yes", ""])
def test_a_flag_is_true_or_false_and_nothing_else(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_FLAG", word)

    with pytest.raises(ImproperlyConfigured, match="must be True or False"):
        env.flag("SOME_FLAG", default=False)


def test_a_secret_has_no_default_and_must_be_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured, match="is not set"):
        env.secret("SOME_SECRET", file=tmp_path / "nothing")

    monkeypatch.setenv("SOME_SECRET", "short")
    with pytest.raises(ImproperlyConfigured, match="shorter than 40"):
        env.secret("SOME_SECRET", file=tmp_path / "nothing")


def test_a_number_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_PORT", "25x")

    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.number("SOME_PORT", default=25)


def test_a_line_of_the_file_without_a_sign_is_named(tmp_path: Path) -> None:
    path = tmp_path / "amparo.env"
    path.write_text("# a comment\nEMAIL_HOST mail.example.org\n")

    with pytest.raises(ImproperlyConfigured, match="line 2"):
        env.read_file(path)


def test_only_postgresql_has_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_DATABASE", "mysql://localhost/amparo")

    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        env.database("SOME_DATABASE", file=tmp_path / "db", journal="wal")


def test_an_address_with_a_socket_and_quoted_words_is_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_DATABASE", "postgresql://alma:s%40crta@/amparo?host=%2Frun%2Fpg")

    found = env.database("SOME_DATABASE", file=tmp_path / "db", journal="wal")

    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("alma", "s@crta", "/run/pg")
