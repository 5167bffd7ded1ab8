"""What a signature leaves with us: the lines of "what we keep", one for each field of the form."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept

_UNTIL = _("30 days after the campaign ends, or when you take your name off")
_NEWS_UNTIL = _("until you leave the list")

FORM = "petitions.SignForm"
_line = partial(Kept, form=FORM, until=_UNTIL, is_sealed=True)

KEPT = (
    _line(field="name", label=_("Your name"), purpose=_("to count you once, and to hand over")),
    _line(
        field="email",
        label=_("E-mail"),
        purpose=_("to ask you to confirm, and so that you can take your name off"),
        is_optional=True,
    ),
    _line(
        field="phone",
        label=_("Telephone"),
        purpose=_("to ask you to confirm, if you have no e-mail"),
        is_optional=True,
    ),
    _line(
        field="town",
        label=_("City or town"),
        purpose=_("to tell officials where people stand behind this"),
    ),
    _line(
        field="county",
        label=_("County"),
        purpose=_("to count by county; counts below ten are not shown"),
        is_sealed=False,
        is_optional=True,
    ),
    _line(
        field="visibility",
        label=_("Who may see my name"),
        purpose=_("to show your name to nobody whom you did not choose"),
        is_sealed=False,
    ),
    _line(
        field="comment",
        label=_("Why I sign"),
        purpose=_("to show it beside the petition, once an organizer has read it"),
        is_optional=True,
    ),
    _line(
        field="wants_news",
        label=_("Whether we may write to you"),
        purpose=_("to write to you about what comes next"),
        until=_NEWS_UNTIL,
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
        label=_("Which wording you signed"),
        purpose=_("to bind your name to the text that you saw"),
        is_sealed=False,
    ),
)
