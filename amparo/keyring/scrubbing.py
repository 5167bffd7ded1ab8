"""Leave no bytes of deleted wraps in the keyring's files.

SQLite does it by itself (rollback journal, secure_delete). PostgreSQL keeps deleted rows until the
table is written anew, and its write-ahead log for a while longer: see docs/threat-model.md.
"""

from django.db import connections

from amparo.keyring.models import Wrap
from amparo.keyring.router import ALIAS


def scrub_wraps() -> bool:
    """Write the table of wraps anew where that is needed; tell whether it was done.

    Inside a transaction it is left to the nightly round.
    """
    connection = connections[ALIAS]
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return False
    table = connection.ops.quote_name(Wrap._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM FULL {table}")
    return True
