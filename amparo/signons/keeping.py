"""What a signature under a letter leaves with us: the lines of "what we keep"."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept, Words

_UNTIL = _("30 days after the campaign ends, or when you take your name off")
_STAYS = _("as long as the letter stands, or until it is taken off the list")
_NEWS_UNTIL = _("until you leave the list")

ORGANIZATION, OFFICE = "signons.OrganizationForm", "signons.OfficeForm"
INDIVIDUAL = "signons.IndividualForm"
CALLED: dict[str, Words] = {
    ORGANIZATION: _("When you sign a letter for an organization"),
    OFFICE: _("When you sign a letter by your office"),
    INDIVIDUAL: _("When you sign a letter for yourself"),
}


def _listed(form: str, field: str, label: Words, *, is_optional: bool = False) -> Kept:
    """What stands on the public list."""
    purpose = _("to show on the list who signed")
    return Kept(form, field, label, purpose, _STAYS, is_sealed=False, is_optional=is_optional)


def _who(form: str) -> tuple[Kept, ...]:
    sealed = partial(Kept, form=form, until=_UNTIL, is_sealed=True)
    return (
        sealed(
            field="email",
            label=_("E-mail"),
            purpose=_("to ask you to confirm, and so that you can take your name off"),
            is_optional=form == INDIVIDUAL,
        ),
        Kept(
            form,
            "wants_news",
            _("Whether we may write to you"),
            _("to write to you about what comes next"),
            _NEWS_UNTIL,
            is_sealed=False,
            is_optional=True,
        ),
        sealed(
            field="partner_news",
            label=_("Whether a partner may write to you"),
            purpose=_("to give your address to the partners that you ticked, and to no other"),
            is_optional=True,
        ),
        Kept(
            form,
            "text_hash",
            _("Which wording you signed"),
            _("to bind your name to the text that you saw"),
            _UNTIL,
            is_sealed=False,
        ),
    )


_ORGANIZATION_KEPT = (
    _listed(ORGANIZATION, "organization", _("Name of the organization")),
    _listed(ORGANIZATION, "scope", _("How far does it work?")),
    _listed(ORGANIZATION, "city", _("City or town"), is_optional=True),
    _listed(ORGANIZATION, "state", _("State"), is_optional=True),
    _listed(ORGANIZATION, "website", _("Website"), is_optional=True),
    _listed(
        ORGANIZATION, "identification_only", _("For identification purposes only"), is_optional=True
    ),
    Kept(
        ORGANIZATION,
        "name",
        _("Your name"),
        _("so that the organizers know who is authorized; it is never shown"),
        _UNTIL,
        is_sealed=True,
    ),
    Kept(
        ORGANIZATION,
        "title",
        _("Your title there"),
        _("so that the organizers know who is authorized; it is never shown"),
        _UNTIL,
        is_sealed=True,
    ),
    Kept(
        ORGANIZATION,
        "is_authorized",
        _("That you are authorized"),
        _("nobody signs for an organization without saying so"),
        _STAYS,
        is_sealed=False,
    ),
    *_who(ORGANIZATION),
)
_OFFICE_KEPT = (
    _listed(OFFICE, "name", _("Your name")),
    _listed(OFFICE, "office", _("Your office")),
    _listed(OFFICE, "city", _("City or town"), is_optional=True),
    _listed(OFFICE, "state", _("State"), is_optional=True),
    _listed(OFFICE, "identification_only", _("For identification purposes only"), is_optional=True),
    _listed(OFFICE, "is_shown", _("That your name may stand on the list")),
    *_who(OFFICE),
)
_INDIVIDUAL_KEPT = (
    Kept(
        INDIVIDUAL,
        "name",
        _("Your name"),
        _("to count you once, and to hand over"),
        _UNTIL,
        is_sealed=True,
    ),
    Kept(
        INDIVIDUAL,
        "phone",
        _("Telephone"),
        _("to ask you to confirm, if you have no e-mail"),
        _UNTIL,
        is_sealed=True,
        is_optional=True,
    ),
    Kept(
        INDIVIDUAL,
        "town",
        _("City or town"),
        _("to tell officials where people stand behind this"),
        _UNTIL,
        is_sealed=True,
    ),
    Kept(
        INDIVIDUAL,
        "visibility",
        _("Who may see my name"),
        _("to show your name to nobody whom you did not choose"),
        _UNTIL,
        is_sealed=False,
    ),
    *_who(INDIVIDUAL),
)
KEPT = (*_ORGANIZATION_KEPT, *_OFFICE_KEPT, *_INDIVIDUAL_KEPT)
