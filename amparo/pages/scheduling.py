"""Posts that were given a time go up, and come down, by themselves.

A newcomer's mistake: a cron job beside the worker. The worker asks each minute.
"""

from datetime import datetime

from django.core.management import call_command
from wagtail.models import Page, Revision

from amparo.lib.rounds import Round
from amparo.web.pagecache import bump


def publish_what_is_due(now: datetime) -> None:
    """Publish and take down what its time has come for, and freshen the pages."""
    waiting = Revision.objects.filter(approved_go_live_at__lt=now)
    ended = Page.objects.live().filter(expire_at__lt=now)
    if waiting.exists() or ended.exists():
        call_command("publish_scheduled", verbosity=0)
        bump()


ROUND = Round("pages.scheduled", 60, publish_what_is_due)
