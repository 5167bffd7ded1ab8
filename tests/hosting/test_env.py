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


def test_a_database_elsewhere_proves_who_it_is_or_is_said_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {"file": tmp_path / "db", "journal": "wal"}
    monkeypatch.setenv("SOME_DATABASE", "postgresql://alma@db.internal/amparo")
    with pytest.raises(ImproperlyConfigured, match="sslmode=verify-full"):
        env.database("SOME_DATABASE", **where)

    for asked in ("sslmode=disable", "sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"):
        monkeypatch.setenv("SOME_DATABASE", f"postgresql://alma@db.internal/amparo?{asked}")
        options = env.database("SOME_DATABASE", **where)["OPTIONS"]
    assert options == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}

    monkeypatch.setenv("SOME_DATABASE", "postgresql://alma@localhost/amparo?sslmod=verify-full")
    with pytest.raises(ImproperlyConfigured, match="sslmod is not known"):
        env.database("SOME_DATABASE", **where)


def test_nothing_behind_a_valkeys_address_asks_less_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_VALKEY", "valkeys://:secret@memory.internal:6380?ssl_cert_reqs=none")
    with pytest.raises(ImproperlyConfigured, match="ssl_cert_reqs is not known") as told:
        env.valkey("SOME_VALKEY")
    assert "secret" not in str(told.value)

    vouched = "valkeys://memory.internal:6380?ssl_ca_certs=/etc/ca.pem"
    monkeypatch.setenv("SOME_VALKEY", vouched)
    assert env.valkey("SOME_VALKEY") == vouched
