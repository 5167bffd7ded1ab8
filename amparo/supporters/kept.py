"""What this room tells the public that it keeps; the privacy page is made of such lines."""

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept, call_form, register_kept

JOIN, NAME = "supporters.JoinForm", "supporters.VisibilityForm"
LETTERS, ADDRESS = "supporters.LettersForm", "supporters.AddressForm"
UNTIL_LEFT = _("Until you leave the list")


def register() -> None:
    """Called when the server starts."""
    call_form(JOIN, _("When you ask us to write to you"))
    call_form(LETTERS, _("When you choose which letters you want"))
    call_form(ADDRESS, _("When you give us a new e-mail"))
    call_form(NAME, _("When you change what others see of your name"))
    register_kept(*_person(JOIN), _county(JOIN), *_wishes(JOIN))
    register_kept(*_languages(), *_wishes(LETTERS), _county(LETTERS))
    register_kept(*_person(ADDRESS))
    register_kept(*_shown())


def _person(form: str) -> list[Kept]:
    return [
        Kept(form, "name", _("Your name"), _("To greet you by it"), UNTIL_LEFT, is_sealed=True),
        Kept(form, "email", _("Your e-mail"), _("To write to you"), UNTIL_LEFT, is_sealed=True),
    ]


def _county(form: str) -> Kept:
    why = _("To write about what is near you")
    return Kept(
        form, "county", _("Your county"), why, UNTIL_LEFT, is_sealed=False, is_optional=True
    )


def _wishes(form: str) -> list[Kept]:
    """What we may write about, and how often: asked when she joins and when she changes it."""
    lines = [("topics", _("What we may write about")), ("how_often", _("How often we may write"))]
    why = _("To send only what you want")
    return [
        Kept(form, field, label, why, UNTIL_LEFT, is_sealed=False, is_optional=True)
        for field, label in lines
    ]


def _languages() -> list[Kept]:
    why = _("To write so that you can read it")
    first, also = _("The language that we write in"), _("Languages that you read, too")
    return [
        Kept(LETTERS, "language", first, why, UNTIL_LEFT, is_sealed=False),
        Kept(LETTERS, "reads", also, why, UNTIL_LEFT, is_sealed=False, is_optional=True),
    ]


def _shown() -> list[Kept]:
    """What she decides about her name in public."""
    until = _("Until you hide it, or the campaign is shredded")
    shredded = _("Until the campaign is shredded")
    name, town = _("The name that may be shown"), _("The town that may be shown")
    why, beside = _("To stand under what you signed"), _("To stand beside your name")
    may = _("What may be shown")
    more = _("To show no more than you want")
    return [
        Kept(NAME, "visibility", may, more, shredded, is_sealed=False),
        Kept(NAME, "name", name, why, until, is_sealed=False, is_optional=True),
        Kept(NAME, "town", town, beside, until, is_sealed=False, is_optional=True),
    ]
