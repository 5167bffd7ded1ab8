"""`amparo import bills` and `amparo watch-bills`: the command line's way in."""

import sys
from pathlib import Path

from django.utils import timezone

from amparo.audit.actors import Actor
from amparo.bills import texts
from amparo.bills.importers.errors import said_again
from amparo.bills.models import Feed, FeedWatch, Session
from amparo.bills.operations import waiting, watching
from amparo.bills.reporting import counted, line_said
from amparo.lib.portions import Portion

_SHOWN_LINES = 20
_SAID_EVERY = 2.0  # seconds


def import_file(path: Path, *, session: str = "") -> int:
    """Import one file, tell of its texts, and print what changed."""
    into, trouble = _into(session)
    try:
        content = path.read_bytes()
    except OSError as error:
        trouble = f"{path}: {error.strerror}"
    if trouble:
        print(f"amparo: {trouble}", file=sys.stderr)
        return 1
    now = timezone.now()
    actor = Actor.command("amparo import bills")
    held = waiting.hold([content], name=path.name, into=into, actor=actor, now=now)
    run = held.run
    while not held.go_on(Portion(_SAID_EVERY)):
        of_all = f" of {run.total_count}" if run.total_count else ""
        print(f"{run.done_count}{of_all} …", file=sys.stderr)
    if run.error:
        print(f"amparo: {path.name}: {said_again(run.error)} Nothing was stored.", file=sys.stderr)
        return 1
    texts.tell_everything(now)
    for line in run.lines[:_SHOWN_LINES]:
        print(line_said(line))
    print(counted(run.counts) or "Nothing changed.")
    return 0


def watch_feeds(feed: str, state: str, session: str) -> int:
    """Look at one session from now on, or, without words, at all that are watched."""
    now = timezone.now()
    if feed:
        if feed not in (Feed.LEGISCAN, Feed.OPENSTATES, Feed.REVISOR) or len(state) != 2:
            print("amparo: say a feed and a state: amparo watch-bills legiscan MN", file=sys.stderr)
            return 1
        watching.watch(feed, state, session, actor=Actor.command("amparo watch-bills"))
    watching.look_everywhere(now)
    texts.tell_everything(now)
    rows = list(FeedWatch.objects.all())
    for each in rows:
        reached = f"last reached {each.reached_at:%Y-%m-%d %H:%M}" if each.reached_at else "never"
        failure = watching.failure_said(each.failure) if each.failure else ""
        print(" · ".join(filter(None, (str(each), reached, failure))))
    if not rows:
        print("No feed is watched yet: amparo watch-bills legiscan MN")
    return 1 if any(each.failure for each in rows) else 0


def _into(session: str) -> tuple[Session | None, str]:
    if not session:
        return None, ""
    state, _colon, key = session.partition(":")
    found = Session.objects.of_state(state).filter(key=key).first()
    return found, "" if found else f"there is no session {session} yet"
