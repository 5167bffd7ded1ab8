"""What other rooms may know of call-in days: their pages, their state, how a report is kept."""

from django.utils.translation import gettext_lazy as _

from amparo.callins.models import CallIn
from amparo.campaigns.kinds import AskKind

# Who called twice was heard twice, and both calls count; of whoever called we know no name.
APART = _("Each of these is one call, told without a name, so no two of them are made one.")
CALLINS = AskKind(
    CallIn,
    label=_("Call-in day"),
    page="callins:callin",
    button=_("Call now"),
    button_after=_("See the call-in day"),
    goes=_("The call-in day “%(title)s” with its scripts and everything that callers reported."),
)
