"""What the columns of somebody else's list hold, and what one row of it says.

Columns are guessed by their names, those of Action Network's exports among them, and matched by
hand. A row becomes a `Listed`, or the reason why it cannot.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from amparo.lib.csvs import restored
from amparo.lib.emails import CleanEmail, NotAnEmail, clean_email
from amparo.lib.markup import clean_line
from amparo.lib.phones import NotAPhone, clean_phone
from amparo.supporters.models import Remark

LONGEST_NAME, LONGEST_TOWN, LONGEST_AGREED = 80, 60, 120

EMAIL, NAME, FIRST, LAST, TOWN, COUNTY, PHONE = (
    "email", "name", "first", "last", "town", "county", "phone",
)  # fmt: skip
LANGUAGE, CONSENT, AGREED_ON, AGREED_HOW = "language", "consent", "agreed_on", "agreed_how"

# Names of columns, folded. Those with can2_ are of Action Network's exports (read 2026-11).
_NAMES: Mapping[str, str] = {
    EMAIL: "email e_mail email_address mail correo correo_electronico direccion_de_correo",
    NAME: "name full_name nombre_completo nombre_y_apellido nombre_y_apellidos display_name",
    FIRST: "first_name firstname given_name first nombre nombres primer_nombre",
    LAST: "last_name lastname surname family_name last apellido apellidos",
    TOWN: "city town can2_user_city ciudad pueblo municipio localidad",
    COUNTY: "county can2_county can2_user_county condado",
    PHONE: "phone can2_phone phone_number mobile mobile_number cell telephone telefono celular "
    "movil",
    LANGUAGE: "language preferred_language can2_language idioma lengua language_spoken",
    CONSENT: "consent opt_in opted_in opt_in_status subscribed subscription_status email_opt_in "
    "can2_subscription_status email_subscription_status consentimiento acepta suscrito suscripcion",
    AGREED_ON: "consent_date opt_in_date opted_in_on can2_subscription_date subscribed_on "
    "agreed_on signup_date signed_up_on fecha fecha_de_consentimiento",
    AGREED_HOW: "consent_source opt_in_source how source agreed_how origen como",
}
_GUESSES = {name: column for column, names in _NAMES.items() for name in names.split()}
_YES = {
    "yes", "y", "true", "t", "1", "x", "si", "s", "ok", "agreed", "subscribed", "opted in",
    "opt in", "opted-in", "suscrito", "suscrita", "acepta", "verdadero",
}  # fmt: skip
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What each column of a file holds ("" where nothing of it is taken), and what holds for all.

    `counties` and `languages` are known names, folded, with their codes.
    """

    columns: tuple[str, ...]
    language: str
    asks_consent: bool = True  # does the file itself say, row by row, who agreed?
    keeps_households: bool = False
    languages: Mapping[str, str] = field(default_factory=dict)
    counties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """One person, as a row tells of her."""

    email: CleanEmail
    name: str
    town: str
    county: str
    phone: str
    language: str
    agreed: str


def guessed(header: Sequence[str]) -> list[str]:
    """Say what each column most likely holds; each thing once, "" for what is not known."""
    found: list[str] = []
    for name in header:
        column = _GUESSES.get(folded(name).replace(" ", "_"), "")
        found.append("" if column in found else column)
    if FIRST in found and LAST not in found and NAME not in found:
        found[found.index(FIRST)] = NAME  # "nombre" alone is the whole name
    return found


def folded(text: str) -> str:
    """One form for the spellings of a word: case, accents, what stands between words."""
    if not text:
        return ""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def read_row(cells: Sequence[str], plan: Plan) -> Listed | Remark:
    """Return the person that a row tells of, or why it cannot be taken."""
    if len(cells) > len(plan.columns) and any(cell.strip() for cell in cells[len(plan.columns) :]):
        return Remark.WIDTH
    said = _said(cells, plan)
    if not said.get(EMAIL):
        return Remark.NO_EMAIL
    if plan.asks_consent and not _agreed(said):
        return Remark.NO_CONSENT
    try:
        email = clean_email(said[EMAIL])
    except NotAnEmail:
        return Remark.BAD_EMAIL
    return Listed(
        email=email,
        name=_name(said),
        town=said.get(TOWN, "")[:LONGEST_TOWN],
        county=_county(said.get(COUNTY, ""), plan),
        phone=_phone(said.get(PHONE, "")),
        language=plan.languages.get(folded(said.get(LANGUAGE, "")), plan.language),
        agreed=_how_agreed(said),
    )


def _said(cells: Sequence[str], plan: Plan) -> dict[str, str]:
    named = zip(plan.columns, cells, strict=False)
    return {column: clean_line(restored(cell)) for column, cell in named if column and cell}


def _agreed(said: Mapping[str, str]) -> bool:
    if CONSENT in said:
        return said[CONSENT].casefold() in _YES or folded(said[CONSENT]) in _YES
    return bool(_DATE.search(said.get(AGREED_ON, "")))


def _how_agreed(said: Mapping[str, str]) -> str:
    parts = (said.get(AGREED_ON, ""), said.get(AGREED_HOW, ""))
    return ", ".join(part for part in parts if part)[:LONGEST_AGREED]


def _name(said: Mapping[str, str]) -> str:
    parts = (said.get(NAME, ""), said.get(FIRST, ""), said.get(LAST, ""))
    return " ".join(part for part in parts if part)[:LONGEST_NAME]


def _county(said: str, plan: Plan) -> str:
    if not said:
        return ""
    known = plan.counties.get(said.casefold())  # as nearly every row has it
    if known:
        return known
    name = folded(said).removesuffix(" county").removeprefix("condado de ").strip()
    return plan.counties.get(name, "")


def _phone(said: str) -> str:
    """A number that cannot be right is left out; her e-mail is what we write to."""
    try:
        return clean_phone(said) if said else ""
    except NotAPhone:
        return ""
