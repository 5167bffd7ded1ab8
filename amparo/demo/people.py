"""The people of the demo who log in, and how a newcomer gets in as each of them.

All are invented, so their passwords, passphrases and the kit's words may stand in a file; in a real
installation they stand nowhere. The file also tells that the demo was filled to the end.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from amparo.accounts.models import Role, User
from amparo.accounts.operations import add_person
from amparo.hosting.errors import CannotHost
from amparo.hosting.installing import ACTOR, found_coalition, give_key
from amparo.keyring.errors import CannotUnlock
from amparo.keyring.kits import confirm_kit_words, make_clinic_kit, unconfirmed_kit
from amparo.keyring.models import HolderKind, OpenedBy
from amparo.keyring.operations import HolderOnce, grant, make_holder
from amparo.lib.sealing.grants import Scope

WORDS_A_LINE = 6


@dataclass(frozen=True)
class Login:
    """How to get in as one of them; without a passphrase she opens nothing."""

    name: str
    role: str
    email: str
    password: str
    passphrase: str = ""


@dataclass(frozen=True)
class DemoPeople:
    """Everybody who logs in, and the words of the paper kit."""

    logins: list[Login]
    kit: list[str]
    clinic_kit: list[str]

    @property
    def notice(self) -> str:
        """What `amparo demo` prints, with the address that this start is served at."""
        return _notice(self)

    def user(self, first_name: str) -> User:
        email = next(each.email for each in self.logins if each.name.startswith(first_name))
        return User.objects.with_address(email).get()


def _file() -> Path:
    return Path(settings.DATA_DIR) / "demo.json"


def kept_people() -> DemoPeople | None:
    """Who is in the demo that stands here; None where nothing stands here yet.

    Raises CannotHost where a start was interrupted, and in a directory that is not the demo's.
    """
    path = _file()
    if not path.exists():
        if User.objects.exists():
            raise CannotHost(f"{settings.DATA_DIR} holds an installation that is not the demo.")
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    if not kept:
        raise CannotHost(
            "The demo was interrupted while it was being filled. "
            f"Delete {settings.DATA_DIR} and start again."
        )
    return DemoPeople([Login(**each) for each in kept["logins"]], kept["kit"], kept["clinic_kit"])


def note_beginning() -> None:
    """Mark the directory as the demo's own, and not yet whole."""
    _file().write_text("null", encoding="utf-8")


def keep(people: DemoPeople) -> None:
    """Write them down: the demo is whole now."""
    _file().write_text(json.dumps(asdict(people), ensure_ascii=False), encoding="utf-8")
    _file().chmod(0o600)


def make_people(now: datetime) -> DemoPeople:
    """Alma and Rafael organize, Beto volunteers, Ines is an attorney; both kits are typed back."""
    founded = found_coalition("Alma Reyes", _address("alma"), language="en", now=now)
    alma = Login(
        "Alma Reyes", "organizer", founded.user.email, founded.password, founded.holder.passphrase
    )
    rafael, rafael_password = _add("Rafael Ortega", Role.ORGANIZER, "es", now)
    rafael_key = give_key(rafael, "es", now=now)
    beto, beto_password = _add("Beto Salas", Role.VOLUNTEER, "es", now)
    ines, ines_password = _add("Ines Carvajal", Role.ATTORNEY, "en", now)
    ines_key, clinic_kit = _give_clinics_key(ines, now)
    confirm_kit_words(founded.kit.words, actor=ACTOR, now=now)
    logins = [
        alma,
        _login(rafael, rafael_password, rafael_key.passphrase),
        _login(beto, beto_password),
        _login(ines, ines_password, ines_key.passphrase),
    ]
    return DemoPeople(logins, list(founded.kit.words), clinic_kit)


def _address(first_name: str) -> str:
    return f"{first_name}@north-river.example.org"


def _add(name: str, role: Role, language: str, now: datetime) -> tuple[User, str]:
    password = secrets.token_urlsafe(9)
    user = add_person(
        _address(name.split()[0].lower()),
        full_name=name,
        role=role,
        language=language,
        password=password,
        actor=ACTOR,
        now=now,
    )
    return user, password


def _give_clinics_key(user: User, now: datetime) -> tuple[HolderOnce, list[str]]:
    """Make the clinics' own paper kit, let it grant the attorney her key, and put it on paper."""
    root = unconfirmed_kit(actor=ACTOR)
    if root is None:
        raise CannotUnlock
    kit = make_clinic_kit(by=root, words_language="en", label="Clinics’ kit", actor=ACTOR, now=now)
    clinics = unconfirmed_kit(actor=ACTOR, kind=HolderKind.CLINIC_KIT)
    if clinics is None:
        raise CannotUnlock
    made = make_holder(
        user.pk, label=user.full_name, kind=HolderKind.ATTORNEY, words_language="en", now=now
    )
    heard = " ".join(made.fingerprint)
    grant(made.holder, by=clinics, scope=Scope(OpenedBy.ATTORNEYS), heard=heard, now=now)
    confirm_kit_words(kit.words, actor=ACTOR, now=now, kind=HolderKind.CLINIC_KIT)
    return made, list(kit.words)


def _login(user: User, password: str, passphrase: str = "") -> Login:
    return Login(user.full_name, str(user.role), user.email, password, passphrase)


def _notice(people: DemoPeople) -> str:
    logins = "\n\n".join(_said_of(each) for each in people.logins)
    lines = range(0, len(people.kit), WORDS_A_LINE)
    kit = "\n".join("      " + " ".join(people.kit[at : at + WORDS_A_LINE]) for at in lines)
    return f"""
  The demo is ready: an invented coalition, with invented people.

    English       {settings.SITE_URL}/en/
    Español       {settings.SITE_URL}/es/
    The desk      {settings.SITE_URL}/desk/
    Its mail      {settings.SITE_URL}/demo-mail/   (sign a petition, then read the letter there)

{logins}

    The paper kit (24 words, for recovery)
{kit}

  Stop it with Ctrl-C. A second start takes seconds and prints this again.
"""


def _said_of(login: Login) -> str:
    opens = login.passphrase or "(none: a volunteer sees counts, and cards stay closed)"
    return f"""    {login.name}, {login.role}
      log in        {login.email}
      password      {login.password}
      to unlock     {opens}"""
