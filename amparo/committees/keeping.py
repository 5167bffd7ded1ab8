"""What a volunteer leaves with us, one line for each field of the form."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept

FORM = "committees.VolunteerForm"
_UNTIL = _("the end of next year, or when you leave")
_line = partial(Kept, form=FORM, until=_UNTIL, is_sealed=True)
_fits = _("so that coordinators ask you for what suits you")

KEPT = (
    _line(
        field="committees",
        label=_("Where you would like to help"),
        purpose=_("to tell the coordinators how many joined, and to write to you"),
        is_sealed=False,
    ),
    _line(field="name", label=_("Your name"), purpose=_("so that coordinators can call you")),
    _line(
        field="email",
        label=_("E-mail"),
        purpose=_("to ask you to confirm, and so that coordinators can write to you"),
        is_optional=True,
    ),
    _line(
        field="phone",
        label=_("Telephone"),
        purpose=_("so that coordinators can call you"),
        is_optional=True,
    ),
    _line(field="way", label=_("How you like to hear from us"), purpose=_fits),
    _line(field="town", label=_("City or town"), purpose=_fits),
    _line(field="languages", label=_("Languages you speak"), purpose=_fits, is_optional=True),
    _line(field="other_language", label=_("Another language"), purpose=_fits, is_optional=True),
    _line(field="times", label=_("When you can help"), purpose=_fits, is_optional=True),
    _line(field="skills", label=_("What you are good at"), purpose=_fits, is_optional=True),
    _line(
        field="wants_news",
        label=_("Whether we may write to you"),
        purpose=_("to write to you about what comes next"),
        until=_("until you leave the list"),
        is_sealed=False,
        is_optional=True,
    ),
)
