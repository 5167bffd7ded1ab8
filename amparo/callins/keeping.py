"""What a call report leaves with us: the lines of "what we keep", one a field of the form."""

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept

FORM = "callins.ReportForm"
_UNTIL = _("30 days after the campaign ends")
_COUNTED = _("for the record of where the office stands; nothing in it tells who called")

KEPT = (
    Kept(
        form=FORM,
        field="outcome",
        label=_("How your call went, and on which day"),
        purpose=_("to count the calls"),
        until=_COUNTED,
        is_sealed=False,
    ),
    Kept(
        form=FORM,
        field="stance",
        label=_("Where the office stands, as you heard it"),
        purpose=_("to know whom to call next, and to ask again"),
        until=_COUNTED,
        is_sealed=False,
        is_optional=True,
    ),
    Kept(
        form=FORM,
        field="words",
        label=_("What they said to you"),
        purpose=_("for the organizers; shown only after one of them has read it"),
        until=_UNTIL,
        is_sealed=True,
        is_optional=True,
    ),
    Kept(
        form=FORM,
        field="text_hash",
        label=_("Which wording of the script you had"),
        purpose=_("to tell answers to one wording from answers to another"),
        until=_UNTIL,
        is_sealed=False,
    ),
)
