"""What other rooms may know of petitions: their pages, their state, how one stands under them."""

from django.utils.translation import gettext_lazy as _

from amparo.campaigns.kinds import AskKind
from amparo.petitions.models import Petition

PETITIONS = AskKind(
    Petition,
    label=_("Petition"),
    page="petitions:petition",
    button=_("Sign the petition"),
    button_after=_("See the petition"),
    goes=_("The petition “%(title)s” with all its texts, sheets and counts."),
)
