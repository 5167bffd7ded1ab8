"""What a report of a resolution leaves with us, one line for each field of its form."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept

FORM = "pledges.ReportForm"
_line = partial(Kept, form=FORM, until=_("30 days after the campaign ends"), is_sealed=True)
_public = _("to count where the resolution passed, once an organizer has read it")

KEPT = (
    _line(field="outcome", label=_("How it went"), purpose=_public),
    _line(field="body_kind", label=_("What body decided"), purpose=_public),
    _line(field="body_name", label=_("What the body is called"), purpose=_public),
    _line(field="town", label=_("City or town"), purpose=_public),
    _line(
        field="county",
        label=_("County"),
        purpose=_public,
        is_sealed=False,
        is_optional=True,
    ),
    _line(field="decided_on", label=_("On what day"), purpose=_public),
    _line(field="changes", label=_("How it was changed"), purpose=_public, is_optional=True),
    _line(
        field="name",
        label=_("Your name"),
        purpose=_("so that an organizer knows whom to thank or to ask"),
        is_optional=True,
    ),
    _line(
        field="reach",
        label=_("E-mail or telephone"),
        purpose=_("so that an organizer can ask you something"),
        is_optional=True,
    ),
    _line(
        field="text_hash",
        label=_("Which wording was brought in"),
        purpose=_("to bind the decision to the text that you saw"),
        is_sealed=False,
    ),
)
