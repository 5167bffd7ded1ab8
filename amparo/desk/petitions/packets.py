"""The packet that is handed over: letter, text, count by town, names that may be shown.

A newcomer's mistake: naming every town. In a small one a count of two is two neighbors; towns below
the number that the form gives are counted together. Towns are read from sealed cards, so without
an unlocked key the packet has one sum and no towns.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.accounts.models import Role
from amparo.campaigns.access import action_to_change
from amparo.campaigns.citations import sources_of
from amparo.desk import sealed
from amparo.desk.fields import sent
from amparo.desk.frame import desk_view, person, show_form
from amparo.desk.petitions.forms import PacketForm
from amparo.desk.petitions.petitions import DESK
from amparo.desk.unlocked import key_of, unlock_address
from amparo.evidence.paper import numbered
from amparo.keyring.unlocking import Unlocked
from amparo.lib.csvs import attachment_header
from amparo.lib.typesetting import CannotTypeset
from amparo.petitions.models import Petition, PetitionText
from amparo.petitions.papers import Packet, Town, packet_pdf
from amparo.supporters import figures
from amparo.web.models import Coalition
from amparo.web.numbers import in_digits


@desk_view(Role.ORGANIZER)
def packet(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """Ask for the letter; answer with the packet as PDF."""
    found = action_to_change(Petition, person(request), pk)
    text = found.text(language)
    if not isinstance(text, PetitionText):
        raise Http404
    form = PacketForm(initial=_draft(request, found, text), **sent(request))
    if form.is_bound and form.is_valid():
        try:
            return _pdf(found, text, form.cleaned_data, key_of(request))
        except CannotTypeset:
            form.add_error(None, _("The packet could not be set. Please try a shorter letter."))
    return show_form(
        request,
        title=_("Packet for the delivery"),
        forms=[form],
        submit=_("Make the PDF"),
        crumbs=DESK.crumbs(found),
        icon="doc-full",
        template="desk/petitions/packet.html",
        context={
            "is_locked": key_of(request) is None,
            "unlock_url": unlock_address(request.get_full_path()),
            "others": [
                (each.language, reverse("desk:petition-packet", args=[pk, each.language]))
                for each in found.texts.all()
                if each.language != language
            ],
        },
    )


def towns_of(petition: Petition, key: Unlocked | None, *, least: int) -> list[Town]:
    """Signatures by town, those below `least` together; one sum where the key is locked."""
    tally = figures.tally(petition.pk)
    if key is None:
        return [Town("", tally.confirmed_count, tally.paper_count)]
    counts = sealed.town_counts(petition.pk, by=key, reason="delivery packet")
    named = [Town(town, count) for town, count in counts if town and count >= least]
    rest = sum(count for _town, count in counts) - sum(town.online for town in named)
    if not rest and not tally.paper_count:
        return named
    return [*named, Town("", rest, tally.paper_count)]


def _pdf(
    found: Petition, text: PetitionText, given: dict[str, Any], key: Unlocked | None
) -> HttpResponse:
    names = figures.public_names(found.pk).order_by("shown") if given["has_names"] else []
    with override(text.language):
        body, notes = numbered(text.body, listed=sources_of(found))
    made = packet_pdf(
        Packet(
            language=text.language,
            coalition=_coalition(text.language),
            sender=_sender(text.language),
            recipient=given["recipient"].splitlines(),
            delivered_on=given["delivered_on"],
            salutation=given["salutation"],
            letter=given["letter"],
            closing=given["closing"],
            signers=_signers(given["signers"].splitlines()),
            title=text.title,
            addressee=text.addressee,
            ask=text.ask,
            body=body,
            notes=notes,
            text_hash=text.text_hash,
            towns=towns_of(found, key, least=given["least"]),
            names=[(name.shown, name.town) for name in names],
        )
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = attachment_header(f"{found.slug}-{text.language}.pdf")
    return response


def _draft(request: HttpRequest, found: Petition, text: PetitionText) -> dict[str, Any]:
    """A letter to begin with, in the language of the packet."""
    count = figures.tally(found.pk).total
    with override(text.language):
        said = {
            "coalition": _coalition(text.language),
            "title": text.title,
            "count": in_digits(count),
        }
        letter = _(
            "With this packet %(coalition)s hands you the petition “%(title)s”. "
            "%(count)s people have signed it.\n\n"
            "We ask for your answer, and we would be glad to hear it in person."
        )
        return {
            "recipient": text.addressee,
            "salutation": _("To whom it may concern:"),
            "letter": letter % said,
            "closing": _("Respectfully,"),
            "signers": f"{person(request).full_name}, {said['coalition']}",
        }


def _coalition(language: str) -> str:
    return Coalition.here().text(language).name


def _sender(language: str) -> list[str]:
    here = Coalition.here()
    return [line for line in (_coalition(language), here.email) if line]


def _signers(lines: Sequence[str]) -> list[tuple[str, str]]:
    parts = (line.partition(",") for line in lines if line.strip())
    return [(name.strip(), role.strip()) for name, _comma, role in parts]


urlpatterns = [
    path("petitions/<uuid:pk>/packet/<slug:language>/", packet, name="petition-packet"),
]
