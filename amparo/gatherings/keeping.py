"""What an RSVP leaves with us: the lines of "what we keep", one for each field of the form."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept

_UNTIL = _("30 days after the campaign ends, or when you take it back")

FORM = "gatherings.RsvpForm"
_line = partial(Kept, form=FORM, until=_UNTIL, is_sealed=True)

KEPT = (
    _line(field="name", label=_("Your name"), purpose=_("so that the hosts know who comes")),
    _line(
        field="email",
        label=_("E-mail"),
        purpose=_("to ask you to confirm, to remind you, and to tell you what changes"),
        is_optional=True,
    ),
    _line(
        field="phone",
        label=_("Telephone"),
        purpose=_("to ask you to confirm, if you have no e-mail"),
        is_optional=True,
    ),
    _line(
        field="which",
        label=_("Which date"),
        purpose=_("to know how many people come when"),
        is_sealed=False,
    ),
    _line(
        field="party",
        label=_("How many you are"),
        purpose=_("to have enough places"),
        is_sealed=False,
    ),
    _line(
        field="needs",
        label=_("What you need there"),
        purpose=_("so that the hosts can prepare it"),
        is_optional=True,
    ),
    _line(
        field="wants_news",
        label=_("Whether we may write to you"),
        purpose=_("to write to you about what comes next"),
        until=_("until you leave the list"),
        is_sealed=False,
        is_optional=True,
    ),
    _line(
        field="partner_news",
        label=_("Whether a partner may write to you"),
        purpose=_("to give your address to the partners that you ticked, and to no other"),
        is_optional=True,
    ),
    _line(
        field="text_hash",
        label=_("Which words you saw"),
        purpose=_("to know what you said yes to"),
        is_sealed=False,
    ),
)
