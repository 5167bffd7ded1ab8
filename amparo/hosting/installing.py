"""`amparo init`: from six answers to a site that can be served, with the paper kit shown once.

A newcomer's mistake: keeping the kit's words anywhere for convenience. They exist on paper only;
the file in RAM is removed as soon as they have been typed back.
"""

import secrets
import sys
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from amparo.accounts.models import Role, User
from amparo.accounts.operations import add_person
from amparo.audit.actors import Actor
from amparo.hosting.preparing import prepare
from amparo.hosting.questions import Answers
from amparo.keyring.errors import CannotUnlock
from amparo.keyring.kits import KitOnce, confirm_kit_words, make_kit, unconfirmed_kit
from amparo.keyring.models import HolderKind, OpenedBy
from amparo.keyring.operations import HolderOnce, grant, make_holder
from amparo.lib.sealing.grants import Scope
from amparo.lib.sealing.words import CannotReadWords
from amparo.pages.operations import build_site
from amparo.places.operations import load_jurisdictions
from amparo.policies.operations.starting import load_starting_list
from amparo.web.operations import describe_coalition

ACTOR = Actor.command("amparo init")
WORDS_A_LINE = 6
UNITS = ("amparo.service", "amparo-backup.service", "amparo-backup.timer", "Caddyfile")


@dataclass(frozen=True)
class Installed:
    """What the first organizer has to write down; shown once, kept nowhere."""

    user: User
    password: str
    holder: HolderOnce
    kit: KitOnce


def install(answers: Answers, *, assume_typed_back: bool = False) -> Installed:
    """Make everything, show what must be written down, and wait for the kit to be typed back."""
    prepare()
    now = timezone.now()
    describe(name=answers.name, state=answers.state)
    load_jurisdictions(answers.state)
    load_starting_list()
    build_site(name=answers.name)
    name, email = parseaddr(answers.organizer)
    installed = found_coalition(name, email, language=settings.SITE_LANGUAGES[0], now=now)
    written = write_units(settings.DATA_DIR / "deploy", name=answers.name)
    _show(installed, written)
    words = installed.kit.words if assume_typed_back else None
    confirm_kit(now=now, typed=words)
    return installed


def describe(*, name: str, state: str) -> None:
    describe_coalition(
        facts={"state": state},
        texts={language: {"name": name} for language in settings.SITE_LANGUAGES},
        actor=ACTOR,
    )


def found_coalition(name: str, email: str, *, language: str, now: datetime) -> Installed:
    """Make the paper kit, the first organizer, and her key, granted by the kit."""
    words_language = "es" if language == "es" else "en"
    kit = make_kit(words_language=words_language, label="Paper kit", actor=ACTOR, now=now)
    password = secrets.token_urlsafe(12)
    user = add_person(
        email,
        full_name=name,
        role=Role.ORGANIZER,
        language=language,
        password=password,
        actor=ACTOR,
        now=now,
    )
    return Installed(user, password, give_key(user, words_language, now=now), kit)


def give_key(user: User, words_language: str, *, now: datetime) -> HolderOnce:
    """Make an organizer's key while the kit is still in RAM, and let the kit grant it."""
    made = make_holder(
        user.pk,
        label=user.full_name,
        kind=HolderKind.ORGANIZER,
        words_language=words_language,
        now=now,
    )
    root = unconfirmed_kit(actor=ACTOR)
    if root is None:
        raise CannotUnlock
    heard = " ".join(made.fingerprint)
    grant(made.holder, by=root, scope=Scope(OpenedBy.ORGANIZERS), heard=heard, now=now)
    return made


def confirm_kit(*, now: datetime, typed: list[str] | None = None) -> None:
    """Ask for the 24 words until they are right; then the kit is on paper only."""
    while True:
        try:
            answer = typed or input("\nType the 24 words back / Escriba las 24 palabras:\n> ")
            confirm_kit_words(answer, actor=ACTOR, now=now)
        except (CannotReadWords, CannotUnlock):
            print("Those are not the words. Once more, please. / No son las palabras.")
        else:
            print("The kit is on paper only now. / La hoja de emergencia ya solo está en papel.")
            return


def write_units(directory: Path, *, name: str) -> list[Path]:
    """Write the systemd units and the Caddyfile for this installation; return where they are."""
    directory.mkdir(parents=True, exist_ok=True)
    context = {
        "name": name,
        "data_dir": settings.DATA_DIR,
        "amparo": Path(sys.executable).parent / "amparo",
        "host": urlsplit(settings.SITE_URL).hostname,
    }
    written = []
    for unit in UNITS:
        path = directory / unit
        path.write_text(render_to_string(f"hosting/{unit}", context), encoding="utf-8")
        written.append(path)
    return written


def _show(installed: Installed, units: list[Path]) -> None:
    words = installed.kit.words
    kit, hers = _in_lines(words), _in_lines(installed.holder.kit_words)
    files = "\n".join(f"    {path}" for path in units)
    print(f"""
PAPER KIT / HOJA DE EMERGENCIA  (write it by hand, keep it apart / escríbalo a mano)

{kit}

First organizer / Primera persona
    {installed.user.email}
    password / contraseña: {installed.password}
    passphrase to unlock / frase para abrir: {installed.holder.passphrase}
    24 words of her own, for a new passphrase / sus 24 palabras, para otra frase:

{hers}

Clock / Hora: {settings.TIME_ZONE}  (TIME_ZONE in amparo.env / en amparo.env)

Files for systemd and Caddy / Archivos para systemd y Caddy
{files}
""")


def _in_lines(words: list[str]) -> str:
    lines = [words[at : at + WORDS_A_LINE] for at in range(0, len(words), WORDS_A_LINE)]
    return "\n".join("    " + "  ".join(line) for line in lines)
