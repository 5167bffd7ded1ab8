"""Letters and statements that organizations sign, who signed them, and each frozen print of them.

A newcomer's mistake: looking here for who signed for an organization. The authorized person is a
sealed card of the supporters room; an endorsement names it by its key and tells nothing of her.
"""

from amparo.signons.models.endorsements import (
    Apart,
    Endorsement,
    EndorsementName,
    EndorsementQuerySet,
    Origin,
    Scope,
    SignerKind,
)
from amparo.signons.models.freezes import Freeze, FrozenFile
from amparo.signons.models.letters import (
    Arrangement,
    Form,
    Host,
    Letter,
    LetterText,
    Recipient,
    RecipientText,
    Role,
)
from amparo.signons.models.pasted import PastedLine, PastedList

__all__ = [
    "Apart",
    "Arrangement",
    "Endorsement",
    "EndorsementName",
    "EndorsementQuerySet",
    "Form",
    "Freeze",
    "FrozenFile",
    "Host",
    "Letter",
    "LetterText",
    "Origin",
    "PastedLine",
    "PastedList",
    "Recipient",
    "RecipientText",
    "Role",
    "Scope",
    "SignerKind",
]
