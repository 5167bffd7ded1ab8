"""`amparo worker`: runs the rounds that the rooms registered, and the long tasks that wait.

One worker at a time is enough and expected; a second would only wait at the same guarded updates.
"""

import signal
import time
import types
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from amparo.lib import rounds
from amparo.lib.ram import forbid_core_dumps

PAUSE_SECONDS = 0.25
KEPT = timedelta(days=1)  # of finished tasks, so that the desk can say how they ended
VACUUM_HOUR = 3  # local time: when nobody signs


def work() -> None:
    """Run rounds until a signal asks to stop; a round under way is finished first."""
    forbid_core_dumps()
    stopping = False

    def stop(number: int, frame: types.FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        close_old_connections()
        rounds.run_due(timezone.now())
        time.sleep(PAUSE_SECONDS)


def run_waiting_tasks(now: datetime) -> None:
    """Run one piece of the long work that somebody at the desk asked for: letters wait for it."""
    if DBTaskResult.objects.ready().exists():
        _batch().run()


def _batch() -> Worker:
    """One task of those that wait. The db_worker command would take our signal handlers away."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id="amparo",
    )


def forget_finished_tasks(now: datetime) -> None:
    """Delete what is done: a row keeps its arguments, such as the name of a deleted file."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()


def vacuum_nightly(now: datetime) -> None:
    """Give freed pages back once a night, so that deleted rows leave SQLite's files for good."""
    if now.astimezone(ZoneInfo(settings.TIME_ZONE)).hour != VACUUM_HOUR:
        return
    for alias in connections:
        if connections[alias].vendor == "sqlite":
            with connections[alias].cursor() as cursor:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
