"""Looks after letters that go out: a child process for each, a new one where one was killed.

A round of the worker. A newcomer would send from the round itself: everything else that the worker
does would wait, and opened cards would lie in its memory.
"""

import subprocess
import sys
from datetime import datetime, timedelta
from uuid import UUID

from amparo.keyring.runtime import runtime
from amparo.mailouts.grants import has_grant
from amparo.mailouts.models import MailOut, State, Why
from amparo.mailouts.operations.running import new_run, pause
from amparo.mailouts.sending import alive_name

REST = timedelta(seconds=30)  # after a child ended early, as where the mail server is away

_children: dict[UUID, "subprocess.Popen[bytes]"] = {}
_rests_until: dict[UUID, datetime] = {}


def look_after(now: datetime) -> int:
    """Start what has no process; return how many were started. May be run at any time."""
    going = list(MailOut.objects.filter(state=State.SENDING))
    for gone in set(_children) - {each.pk for each in going}:
        _is_running(gone)
    return sum(_start(each, now) for each in going if not _is_alive(each, now))


def _is_alive(mailout: MailOut, now: datetime) -> bool:
    """Ours runs, or another worker's child says that it lives, or it rests a while."""
    if mailout.pk in _children:
        if _is_running(mailout.pk):
            return True
        _rests_until[mailout.pk] = now + REST
    if mailout.run is None:  # it was begun or resumed just now
        return False
    if _rests_until.get(mailout.pk, now) > now:
        return True
    return runtime().store.get(alive_name(mailout.pk), now) is not None


def _start(mailout: MailOut, now: datetime) -> bool:
    if not has_grant(mailout.pk, now):
        pause(mailout, why=Why.KEY)
        return False
    run = new_run(mailout)
    command = [sys.executable, "-m", "amparo.mailouts.child", str(mailout.pk), str(run)]
    _children[mailout.pk] = subprocess.Popen(command)  # noqa: S603
    return True


def _is_running(mailout_id: UUID) -> bool:
    """Also collects a child that has ended."""
    child = _children[mailout_id]
    if child.poll() is None:
        return True
    del _children[mailout_id]
    return False
