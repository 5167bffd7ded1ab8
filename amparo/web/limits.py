"""How often one network may do a thing in an hour, without keeping who it was.

A newcomer's mistake: limiting by person. The public has none; a parish hall signs through one
address, so with a proof of work the limit is generous, and without one it is still a hall's.
What is counted is accounts.pseudonyms' code, which means nothing after the hour, in RAM.
"""

from datetime import datetime

from django.http import HttpRequest

from amparo.accounts.pseudonyms import visitor_code
from amparo.keyring.runtime import runtime

WITH_PROOF, WITHOUT_PROOF = 600, 40  # an hour


def is_within(request: HttpRequest, bucket: str, *, most: int, now: datetime) -> bool:
    """Count this request in `bucket`; False when its network has done more than `most` this hour.

    Raises keyring's Unavailable (503) where nothing can be counted.
    """
    return runtime().store.count(bucket, visitor_code(request, now), now) <= most
