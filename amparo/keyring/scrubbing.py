"""Leave no bytes of deleted wraps, and of seeds that were taken away, in the keyring's files.

SQLite does it by itself (rollback journal, secure_delete). PostgreSQL keeps deleted rows until the
table is written anew, and its write-ahead log for a while longer: see docs/threat-model.md.
"""

from django.db import connections

from amparo.keyring.models import Holder, Wrap
from amparo.keyring.router import ALIAS


def scrub_keys() -> bool:
    """Write the tables of keys anew where that is needed; tell whether it was done.

    Inside a transaction it is left to the nightly round.
    """
    connection = connections[ALIAS]
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        for model in (Wrap, Holder):
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
    return True
