"""The six questions of `amparo init`, and the file of settings that its answers become.

Asked in English and Spanish at once, because nobody has chosen a language yet. A wrong answer is
asked again with the reason; with a file of answers it stops instead. Imports no Django model.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from amparo.hosting.environment import make_runtime_directory, make_secret_key
from amparo.hosting.errors import CannotHost
from amparo.lib.emails import NotAnEmail, clean_email
from amparo.lib.markup import clean_line
from amparo.places.counties import counties
from amparo.places.zones import zone_of

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")


@dataclass(frozen=True)
class Answers:
    """What a new installation has to know."""

    name: str  # of the coalition
    languages: str  # "es,en": the first is the one that the site falls back to
    state: str  # two letters
    address: str  # https://...
    mail: str  # host:port, or user:password@host:port
    organizer: str  # Name <address@example.org>


class WrongAnswer(ValueError):
    """The sentence to print before asking again."""


def ask_six_questions(answers_file: Path | None) -> Answers:
    """Ask on the terminal, or take NAME=value lines. Raises CannotHost on a wrong file."""
    given = _read(answers_file) if answers_file else None
    answered = {}
    for each in fields(Answers):
        question, check = QUESTIONS[each.name]
        answered[each.name] = (
            _ask(question, check) if given is None else _take(given, each.name, check)
        )
    return Answers(**answered)


def write_environment(answers: Answers) -> Path:
    """Write DATA_DIR/amparo.env and the secret key; refuse where an installation already is."""
    data = Path(os.environ.setdefault("DATA_DIR", "var")).absolute()
    make_runtime_directory(Path(os.environ.get("RUNTIME_DIR", "/run/amparo")))
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data / "amparo.env"
    if path.exists():
        raise CannotHost(f"{path} is there already: an installation is never written over.")
    lines = [f"{name}={value}" for name, value in _settings(answers).items()]
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    make_secret_key(data)
    return path


def _settings(answers: Answers) -> dict[str, str]:
    host = urlsplit(answers.address).hostname or ""
    login, _, server = answers.mail.rpartition("@")
    mail_host, _, mail_port = server.partition(":")
    user, _, password = login.partition(":")
    is_ssl = mail_port == "465"  # elsewhere a login asks for TLS first: never in clear
    settings = {
        "SITE_URL": answers.address,
        "ALLOWED_HOSTS": f"{host},localhost,127.0.0.1",
        "TRUST_PROXY": "True",
        "SITE_LANGUAGES": answers.languages,
        "TIME_ZONE": zone_of(answers.state),
        "EMAIL_HOST": mail_host,
        "EMAIL_PORT": mail_port or ("587" if login else "25"),
        "EMAIL_USE_SSL": str(is_ssl),
        "EMAIL_USE_TLS": str(not is_ssl and (bool(login) or mail_port == "587")),
        "FROM_EMAIL": f"noreply@{host}",
    }
    return settings | ({"EMAIL_HOST_USER": user, "EMAIL_HOST_PASSWORD": password} if login else {})


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        raise CannotHost(f"{path} is not there.")
    pairs = (line.partition("=") for line in path.read_text(encoding="utf-8").splitlines())
    return {name.strip(): value.strip() for name, sign, value in pairs if sign}


def _take(given: dict[str, str], name: str, check: Callable[[str], str]) -> str:
    try:
        return check(given.get(name, ""))
    except WrongAnswer as reason:
        raise CannotHost(f"{name}: {reason}") from reason


def _ask(question: str, check: Callable[[str], str]) -> str:
    while True:
        try:
            return check(input(f"\n{question}\n> "))
        except WrongAnswer as reason:
            print(reason)


def _name(answer: str) -> str:
    if not clean_line(answer):
        raise WrongAnswer("A name is needed. / Hace falta un nombre.")
    return clean_line(answer)


def _languages(answer: str) -> str:
    codes = [code.strip().lower() for code in (answer or "es,en").split(",")]
    if not all(LANGUAGE.fullmatch(code) for code in codes) or len(set(codes)) != len(codes):
        raise WrongAnswer("Codes with commas, such as es,en. / Códigos con comas, como es,en.")
    return ",".join(codes)


def _state(answer: str) -> str:
    if not counties(answer.strip().upper()):
        raise WrongAnswer("Two letters, such as MN. / Dos letras, como MN.")
    return answer.strip().upper()


def _address(answer: str) -> str:
    parts = urlsplit(answer.strip())
    is_local = parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or parts.scheme not in (("http", "https") if is_local else ("https",)):
        raise WrongAnswer("An address with https://. / Una dirección con https://.")
    return f"{parts.scheme}://{parts.netloc}"


def _mail(answer: str) -> str:
    _login, _, server = answer.strip().rpartition("@")
    host, _, port = server.partition(":")
    if not host or (port and not port.isdigit()):
        raise WrongAnswer("host:port, or user:password@host:port. / servidor:puerto.")
    return answer.strip()


def _organizer(answer: str) -> str:
    found = re.fullmatch(r"\s*(.+?)\s*<(.+)>\s*", answer)
    if not found:
        raise WrongAnswer(
            "Name <address>, such as Alma Ruiz <alma@example.org>. / Nombre <correo>."
        )
    try:
        return f"{_name(found[1])} <{clean_email(found[2])}>"
    except NotAnEmail as reason:
        raise WrongAnswer("That is not an e-mail address. / No es un correo válido.") from reason


QUESTIONS: dict[str, tuple[str, Callable[[str], str]]] = {
    "name": ("1/6  The coalition's name / El nombre de la coalición", _name),
    "languages": ("2/6  Languages, the first leads / Idiomas, el primero guía [es,en]", _languages),
    "state": ("3/6  State, two letters / Estado, dos letras", _state),
    "address": ("4/6  The site's address / La dirección del sitio (https://…)", _address),
    "mail": ("5/6  Mail server / Servidor de correo (user:password@host:587)", _mail),
    "organizer": (
        "6/6  First organizer / Primera persona: Alma Ruiz <alma@example.org>",
        _organizer,
    ),
}
