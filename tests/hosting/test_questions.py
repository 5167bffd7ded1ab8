"""What `amparo init` asks, what it accepts, and the file of settings that becomes of it."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amparo.hosting.errors import CannotHost
from amparo.hosting.questions import Answers, ask_six_questions, write_environment
from amparo.places.counties import counties, states
from amparo.places.zones import zone_of

GOOD = {
    "name": "Coalición del Río",
    "languages": "es,en",
    "state": "mn",
    "address": "https://rio.example.org/",
    "mail": "alma:secret@mail.example.org:587",
    "organizer": "Alma Ruiz <alma@example.org>",
}


def answers_in(folder: Path, **changed: str) -> Path:
    path = folder / "answers"
    path.write_text("\n".join(f"{name}={value}" for name, value in {**GOOD, **changed}.items()))
    return path


def test_six_good_answers_become_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RUNTIME_DIR", str(tmp_path / "runtime"))

    answers = ask_six_questions(answers_in(tmp_path))
    written = write_environment(answers).read_text()

    assert answers.state == "MN"
    assert "SITE_URL=https://rio.example.org\n" in written
    assert "SITE_LANGUAGES=es,en\n" in written
    assert "TIME_ZONE=America/Chicago\n" in written
    assert "EMAIL_HOST=mail.example.org\nEMAIL_PORT=587\n" in written
    assert "EMAIL_HOST_PASSWORD=secret\n" in written
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("mail", "port", "tls", "ssl"),
    [
        ("mail.example.org", "25", False, False),
        ("mail.example.org:587", "587", True, False),
        ("mail.example.org:465", "465", False, True),
        ("alma:secret@mail.example.org:465", "465", False, True),
        ("alma:secret@mail.example.org:2525", "2525", True, False),
        ("alma@rio:secret@mail.example.org", "587", True, False),
    ],
)
def test_no_login_ever_travels_in_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mail: str, port: str, tls: bool, ssl: bool
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RUNTIME_DIR", str(tmp_path / "runtime"))
    written = write_environment(ask_six_questions(answers_in(tmp_path, mail=mail))).read_text()
    assert f"EMAIL_PORT={port}\nEMAIL_USE_SSL={ssl}\nEMAIL_USE_TLS={tls}\n" in written


def test_the_state_says_which_clock_the_site_goes_by() -> None:
    for code, _name in states():
        if counties(code):
            assert ZoneInfo(zone_of(code))
    assert [zone_of(each) for each in ("mn", "CA", "PR")] == [
        "America/Chicago",
        "America/Los_Angeles",
        "America/Puerto_Rico",
    ]


@pytest.mark.parametrize(
    ("name", "answer", "reason"),
    [
        ("name", "  ", "A name is needed"),
        ("languages", "Spanish", "Codes with commas"),
        ("languages", "es,es", "Codes with commas"),
        ("state", "XX", "Two letters"),
        ("address", "http://rio.example.org", "https"),
        ("address", "rio.example.org", "https"),
        ("mail", "mail.example.org:smtp", "host:port"),
        ("organizer", "Alma Ruiz", "Alma Ruiz <alma@"),
        ("organizer", "Alma Ruiz <alma at example>", "e-mail"),
    ],
)
def test_a_wrong_answer_is_refused_with_its_reason(
    tmp_path: Path, name: str, answer: str, reason: str
) -> None:
    with pytest.raises(CannotHost, match=reason):
        ask_six_questions(answers_in(tmp_path, **{name: answer}))


def test_on_a_terminal_a_wrong_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(["", *GOOD.values()])
    monkeypatch.setattr("builtins.input", lambda question: next(given))

    answers = ask_six_questions(None)

    assert answers == Answers(**{**GOOD, "state": "MN", "address": "https://rio.example.org"})


def test_an_installation_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RUNTIME_DIR", str(tmp_path / "runtime"))
    answers = ask_six_questions(answers_in(tmp_path))
    before = write_environment(answers).read_text()

    with pytest.raises(CannotHost, match="never written over"):
        write_environment(answers)

    assert (tmp_path / "data" / "amparo.env").read_text() == before
