"""`amparo init` from a file of answers to a site that stands: keys, words on paper, units."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from amparo.accounts.models import User
from amparo.audit.models import Entry
from amparo.hosting.installing import install
from amparo.hosting.questions import ask_six_questions, write_environment
from amparo.keyring.epochs import current_epoch
from amparo.keyring.kits import is_unconfirmed
from amparo.keyring.unlocking import opened, unlock, unlocked_by_words
from amparo.pages.models import HomePage
from amparo.supporters.operations import the_list
from amparo.web.models import Coalition
from tests.hosting.test_questions import answers_in
from tests.makers import forget_keys, reboot

NOW = datetime.now(UTC)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_six_answers_become_a_site_whose_kit_is_on_paper_only(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: Settings,
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RUNTIME_DIR", str(tmp_path / "runtime"))
    forget_keys()
    answers = ask_six_questions(answers_in(tmp_path))
    write_environment(answers)
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    settings.STATIC_ROOT.mkdir()
    settings.DATA_DIR, settings.SITE_URL = tmp_path / "data", "https://rio.example.org"
    typed: list[str] = []
    shown: list[str] = []

    def type_back(question: str) -> str:
        """What somebody does before the terminal: mistakes one word, then types them all."""
        assert is_unconfirmed()
        shown.append(capsys.readouterr().out)
        words = shown[0].partition("First organizer")[0].partition("mano)")[2].split()
        typed.append(" ".join(words if typed else [*words[:23], "zzz"]))
        return typed[-1]

    monkeypatch.setattr("builtins.input", type_back)
    installed = install(answers)

    assert len(typed) == 2
    assert "Those are not the words" in shown[1]
    assert typed[1].split() == installed.kit.words
    assert not is_unconfirmed()
    assert unlocked_by_words(installed.kit.words, actor=installed.user.actor, now=NOW).kind == "kit"

    alma = User.objects.get()
    assert (alma.full_name, alma.email) == ("Alma Ruiz", "alma@example.org")
    assert alma.check_password(installed.password)
    key = opened(unlock(alma.pk, installed.holder.passphrase, now=NOW), alma.pk, now=NOW)
    epoch = current_epoch(the_list().pk, opened_by="organizers", today=NOW.date())
    assert key is not None
    assert key.private_key_of(epoch.id)
    for secret in (installed.password, installed.holder.passphrase):
        assert secret in shown[0]
    assert all(word in shown[0] for word in installed.holder.kit_words)

    assert Coalition.here().state == "MN"
    assert HomePage.objects.filter(locale__language_code="es").exists()
    kept = " ".join(path.read_text() for path in (tmp_path / "data").rglob("*.env"))
    kept += repr([entry.__dict__ for entry in Entry.objects.all()])
    assert " ".join(installed.kit.words) not in kept
    service = (tmp_path / "data" / "deploy" / "amparo.service").read_text()
    assert "Coalición del Río" in service
    assert f"Environment=DATA_DIR={tmp_path / 'data'}\n" in service
    assert re.search(r"^RuntimeDirectoryPreserve=restart$", service, re.MULTILINE)
    assert "rio.example.org {" in (tmp_path / "data" / "deploy" / "Caddyfile").read_text()
    for unit in ("amparo-backup.service", "amparo-backup.timer"):
        assert (tmp_path / "data" / "deploy" / unit).exists()
    reboot()
