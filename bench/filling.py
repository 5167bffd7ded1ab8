"""`python -m bench.filling COUNT`: so many confirmed cards under the bench's petition, unopenable.

Their sealed parts are random bytes of the right length: what is measured is the table's size.
"""

import os
import sys
import uuid
from pathlib import Path

import django

A_BATCH = 5_000


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
    django.setup()
    from django.utils import timezone

    from amparo.lib.dates import week_of
    from amparo.petitions.models import Petition
    from amparo.supporters.models import Card

    petition_id, _slug, text_hash = (
        (Path(os.environ["DATA_DIR"]) / "petition.txt").read_text().split()
    )
    petition = Petition.objects.get(pk=petition_id)
    week, epoch = week_of(timezone.localdate()), uuid.uuid4()
    for start in range(0, count, A_BATCH):
        Card.objects.bulk_create(
            Card(
                id=uuid.uuid4(),
                keyspace=petition.campaign.keyspace,
                epoch_id=epoch,
                action_kind=Petition.KIND,
                action_id=petition.pk,
                text_hash=text_hash,
                county="27131",
                language="es",
                week_on=week,
                is_confirmed=True,
                is_tallied=True,
                visibility="counted",
                person_code=os.urandom(32),
                email_code=os.urandom(32),
                email_slot=1,
                codes_boot=b"",
                token_hash=os.urandom(32),
                sealed_card=os.urandom(1649),
            )
            for _number in range(start, min(count, start + A_BATCH))
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
