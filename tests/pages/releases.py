"""A release and a brief of an invented coalition, for the tests of these pages."""

from datetime import date, datetime
from uuid import UUID

from amparo.accounts.models import User
from amparo.pages.releases import (
    BriefWords,
    Contact,
    Quotation,
    ReleaseFacts,
    ReleaseWords,
    quote,
    write_brief,
    write_release,
    write_series,
)
from amparo.web.models import Coalition

LINE = "+16125550100"
DAY = date(2026, 11, 20)
CONTACT = Contact("Press office", "on weekdays", LINE, "press@coalition.example.org")
RELEASE = {
    "en": ReleaseWords(
        "The county ends its contract",
        "On November 18, 2026 the board voted 5 to 2.\n\n[quote:1]\n\nIt ends in Anoka County.",
        "Five of seven voted for it.",
        "Anoka, Minn.",
        (CONTACT,),
    ),
    "es": ReleaseWords(
        "El condado termina su contrato",
        "El 18 de noviembre de 2026 la junta votó 5 a 2.\n\n[quote:1]\n\n"
        "Termina en el condado de Anoka.",
        "Cinco de siete votaron a favor.",
        "Anoka, Minn.",
        (CONTACT,),
    ),
}
SAID = {
    "en": Quotation("We sat there every week.", "Marta", DAY, "aloud", "of the vigil"),
    "es": Quotation("Nos sentamos ahí cada semana.", "Marta", DAY, "aloud", "de la vigilia"),
}
BRIEFS = {
    "en": BriefWords("What it costs", "A first paragraph.", "In short."),
    "es": BriefWords("Lo que cuesta", "Un primer párrafo.", "En breve."),
}


def make_release(
    by: User, now: datetime, *, until: datetime | None = None, words: object = None
) -> UUID:
    """A draft in both languages with one quotation."""
    Coalition.objects.update_or_create(only=True, defaults={"state": "MN", "hotline": LINE})
    Coalition.forget_kept()
    said = words if isinstance(words, dict) else RELEASE
    key = write_release(ReleaseFacts(DAY, until), said, by=by, now=now)
    quote(key, SAID, by=by)
    return key


def make_brief(by: User, series: UUID | None = None, *, number: int = 1) -> tuple[UUID, UUID]:
    """(series, brief), the brief a draft."""
    series = series or write_series(
        {"en": BriefWords("The costs", "Why."), "es": BriefWords("Los costos", "Por qué.")}, by=by
    )
    words = {
        code: BriefWords(f"{said.title} {number}", said.text, said.lede)
        for code, said in BRIEFS.items()
    }
    return series, write_brief(series, words, number=number, issued_on=DAY, by=by)
