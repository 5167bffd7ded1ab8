"""What this room tells the public that it keeps."""

from django.utils.translation import gettext_lazy as _

from amparo.web.privacy import Kept, call_form, register_kept

LEAVE = "mailouts.leave"


def register() -> None:
    """Called when the server starts."""
    call_form(LEAVE, _("When you end the letters about something that you signed"))
    register_kept(
        Kept(
            LEAVE,
            "quiet",
            _("That this card gets no more letters"),
            _("To leave you in peace"),
            _("Until the campaign is shredded"),
            is_sealed=False,
        )
    )
