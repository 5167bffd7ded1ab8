"""What a booking leaves with us: the lines of "what we keep", one for each field of the form."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept

FORM = "clinics.BookingForm"
_line = partial(
    Kept,
    form=FORM,
    until=_("two weeks after the clinic, or when you give the time back"),
    is_sealed=True,
)

KEPT = (
    _line(
        field="hour",
        label=_("Your time"),
        purpose=_("so that an attorney has time for you"),
        is_sealed=False,
    ),
    _line(
        field="table",
        label=_("With whom you talk"),
        purpose=_("so that it is the lawyer whom you chose"),
        is_optional=True,
        is_sealed=False,
    ),
    _line(
        field="name",
        label=_("What to call you"),
        purpose=_("to call you in; only the attorneys can read it"),
    ),
    _line(
        field="phone",
        label=_("Telephone"),
        purpose=_("so that the attorneys can tell you if something changes"),
        is_optional=True,
    ),
    _line(
        field="spoken",
        label=_("The language in which you want to talk"),
        purpose=_("so that somebody is there who speaks it"),
    ),
)
