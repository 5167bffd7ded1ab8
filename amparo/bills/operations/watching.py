"""Looking at feeds by ourselves, again and again, and saying how old the last look is.

A newcomer's mistake: taking silence for "nothing new". A look that failed says why on the desk, and
`reached_at` stays at the last that went through.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.bills import feeds
from amparo.bills.fetching import CannotFetch, Client, QuotaSpent
from amparo.bills.importers import errors
from amparo.bills.importers.errors import CannotRead
from amparo.bills.models import FeedWatch
from amparo.bills.operations import troubles
from amparo.bills.operations.looking import Looking
from amparo.lib.portions import Portion

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


def look_everywhere(
    now: datetime, *, make_client: MakeClient = Client, portion: Portion | None = None
) -> int:
    """Look at every feed whose time has come, those first that waited longest, until the portion
    is over; how many were reached whole."""
    until, reached = portion or Portion(), 0
    for each in FeedWatch.objects.filter(is_on=True).order_by(F("tried_at").asc(nulls_first=True)):
        if is_due(each, now):
            reached += look(each, now, make_client=make_client, portion=until)
            if until.is_over:
                break
    return reached


def is_due(found: FeedWatch, now: datetime) -> bool:
    """Not before the feed wants us; at once where a look was not finished; else every hour."""
    if found.not_before and found.not_before > now:
        return False
    is_unfinished = "todo" in found.cursor
    return is_unfinished or found.tried_at is None or found.tried_at <= now - EVERY


def look(
    found: FeedWatch,
    now: datetime,
    *,
    make_client: MakeClient = Client,
    portion: Portion | None = None,
) -> bool:
    """A look, or a portion of one: True once it went through whole.

    What came in before it broke is stored, and the next one goes on there.
    """
    if not feeds.key_of(found.feed):
        _note_failure(found, now, CannotFetch("key"))
        return False
    asked = found.asked_count if found.asked_on == timezone.localdate(now) else 0
    etags = dict(found.cursor.get("etags", {}))
    client = make_client(etags=etags, asked=asked, quota=feeds.quota_of(found.feed))
    looked = feeds.LOOKS[found.feed](found, client, now, troubles.resting(found))
    looking, is_whole = Looking(found, looked, now), False
    try:
        is_whole = looking.go_on(portion or Portion())
    except (CannotFetch, CannotRead) as error:
        _note_failure(found, now, error)
    else:
        _note_success(found, now, is_whole=is_whole)
    finally:
        client.close()
    looking.note_run(is_over=is_whole)
    return is_whole


def _note_success(found: FeedWatch, now: datetime, *, is_whole: bool) -> None:
    reached = {"reached_at": now} if is_whole else {}
    FeedWatch.objects.filter(pk=found.pk).update(
        tried_at=now, failures=0, failure="", not_before=None, **reached
    )


def _note_failure(found: FeedWatch, now: datetime, error: CannotFetch | CannotRead) -> None:
    """Wait longer after each failure, or as long as the feed asked."""
    failures = 0 if isinstance(error, QuotaSpent) else found.failures + 1
    wait = min(FIRST_WAIT * 2 ** min(failures, 10), LONGEST_WAIT)
    if isinstance(error, CannotFetch) and error.retry_seconds:
        wait = timedelta(seconds=error.retry_seconds)
    FeedWatch.objects.filter(pk=found.pk).update(
        tried_at=now, failures=failures, failure=error.kept[:300], not_before=now + wait
    )


def failure_said(kept: str) -> str:
    """Why a feed, or one thing at it, could not be read: a sentence in the reader's language."""
    sentences = {
        "key": _("Its key is not set on the server (LEGISCAN_KEY or OPENSTATES_KEY)."),
        "quota": _("Today's questions are used up; it goes on tomorrow."),
        "401": _("It does not accept our key."),
        "403": _("It does not let us in."),
        "404": _("There is nothing at its address."),
        "410": _("There is nothing at its address."),
        "429": _("It asked us to come more slowly."),
        "503": _("It is busy; we come back later."),
        "redirect": _("It sends us to an address where we do not go."),
        "large": _("It is larger than any bill."),
        "ConnectionError": _("No network, or it does not answer."),
        "ConnectTimeout": _("No network, or it does not answer."),
        "ReadTimeout": _("It did not answer in time."),
    }
    return sentences.get(kept) or errors.said_again(
        kept, _("It did not answer as it should: %(why)s") % {"why": kept}
    )
