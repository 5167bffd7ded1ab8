"""Looking at feeds by ourselves, again and again, and saying how old the last look is.

A newcomer's mistake: taking silence for "nothing new". A look that failed says why on the desk, and
`reached_at` stays at the last that went through.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.audit.actors import WORKER, Actor
from amparo.audit.operations import record
from amparo.bills import feeds
from amparo.bills.fetching import CannotFetch, Client, QuotaSpent
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import FeedWatch, ImportRun, ImportState
from amparo.bills.operations.importing import Into, Report, store
from amparo.bills.operations.running import finish

EVERY = timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=12)
FIRST_WAIT = timedelta(minutes=5)
MakeClient = Callable[..., Client]


@transaction.atomic
def watch(feed: str, state: str, session_key: str = "", *, actor: Actor) -> FeedWatch:
    """Look at a session of a feed from now on; the same again changes nothing."""
    found, is_new = FeedWatch.objects.get_or_create(
        feed=feed, state=state.upper(), session_key=session_key
    )
    if is_new or not found.is_on:
        FeedWatch.objects.filter(pk=found.pk).update(is_on=True)
        detail = {"feed": feed, "state": state.upper(), "session": session_key}
        record("bills.watch", actor=actor, about=found, detail=detail)
    found.refresh_from_db()
    return found


@transaction.atomic
def stop_watching(found: FeedWatch, *, actor: Actor) -> None:
    """Look there no more; what was found stays."""
    if FeedWatch.objects.filter(pk=found.pk, is_on=True).update(is_on=False):
        record("bills.unwatch", actor=actor, about=found)


def look_everywhere(now: datetime, *, make_client: MakeClient = Client) -> int:
    """Look at every feed whose time has come; how many were reached."""
    waiting = [each for each in FeedWatch.objects.filter(is_on=True) if is_due(each, now)]
    return sum(look(each, now, make_client=make_client) for each in waiting)


def is_due(found: FeedWatch, now: datetime) -> bool:
    """Not before the feed wants us; at once where a look was not finished; else every hour."""
    if found.not_before and found.not_before > now:
        return False
    is_unfinished = "page" in found.cursor
    return is_unfinished or found.tried_at is None or found.tried_at <= now - EVERY


def look(found: FeedWatch, now: datetime, *, make_client: MakeClient = Client) -> bool:
    """One look. What came in before it broke is stored; False where it did not go through."""
    if not feeds.key_of(found.feed):
        return _failed(found, now, CannotFetch("key"))
    asked = found.asked_count if found.asked_on == timezone.localdate(now) else 0
    etags = dict(found.cursor.get("etags", {}))
    client = make_client(etags=etags, asked=asked, quota=feeds.quota_of(found.feed))
    total = Report()
    try:
        for records, cursor in feeds.LOOKS[found.feed](found, client, now):
            if records:
                _add(total, store(records, now))
            _keep_place(found, cursor, client, now)
        _fetch_words(found, client, total, now)
    except (CannotFetch, CannotRead) as error:
        _keep_place(found, found.cursor, client, now)
        _note_run(found, total, now)
        return _failed(found, now, error)
    _keep_place(found, found.cursor, client, now)
    FeedWatch.objects.filter(pk=found.pk).update(
        tried_at=now, reached_at=now, failures=0, failure="", not_before=None
    )
    _note_run(found, total, now)
    return True


def _fetch_words(found: FeedWatch, client: Client, total: Report, now: datetime) -> None:
    for text in feeds.words_to_fetch(found.feed):
        words = feeds.fetched_words(text, client)
        if words is not None:
            _add(total, store([words], now, into=Into(bill=text.bill)))


def _add(total: Report, more: Report) -> None:
    for what, number in more.counts.items():
        total.add(what, number)
    total.lines += more.lines


def _keep_place(found: FeedWatch, cursor: dict[str, Any], client: Client, now: datetime) -> None:
    found.cursor = {**cursor, "etags": client.etags} if client.etags else dict(cursor)
    found.asked_on, found.asked_count = timezone.localdate(now), client.asked
    found.save(update_fields=["cursor", "asked_on", "asked_count"])


def _failed(found: FeedWatch, now: datetime, error: CannotFetch | CannotRead) -> bool:
    """Wait longer after each failure, or as long as the feed asked."""
    failures = 0 if isinstance(error, QuotaSpent) else found.failures + 1
    wait = min(FIRST_WAIT * 2 ** min(failures, 10), LONGEST_WAIT)
    if isinstance(error, CannotFetch) and error.retry_seconds:
        wait = timedelta(seconds=error.retry_seconds)
    FeedWatch.objects.filter(pk=found.pk).update(
        tried_at=now, failures=failures, failure=_said(error)[:300], not_before=now + wait
    )
    return False


def _said(error: CannotFetch | CannotRead) -> str:
    if isinstance(error, CannotRead):
        return str(error)
    sentences = {
        "key": _("Its key is not set on the server (LEGISCAN_KEY or OPENSTATES_KEY)."),
        "quota": _("Today's questions are used up; it goes on tomorrow."),
        "429": _("It asked us to come more slowly."),
        "503": _("It is busy; we come back later."),
        "ConnectionError": _("No network, or it does not answer."),
        "ConnectTimeout": _("No network, or it does not answer."),
        "ReadTimeout": _("It did not answer in time."),
    }
    return sentences.get(
        error.why, _("It did not answer as it should: %(why)s") % {"why": error.why}
    )


def _note_run(found: FeedWatch, total: Report, now: datetime) -> None:
    """A report, where anything came in."""
    if not total.has_changes:
        return
    run = ImportRun.objects.create(
        feed=found.feed, what=str(found), state=ImportState.RUNNING, began_at=now
    )
    finish(run, total)
    record("bills.import", actor=WORKER, about=run, count=total.counts.get("read"))
