"""Committees at the desk."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from amparo.accounts.models import User
from amparo.committees import figures
from amparo.committees.access import committees_to_see
from amparo.desk import menu, today
from amparo.desk.committees import committees, volunteers
from amparo.desk.today import Todo

urlpatterns = [*committees.urlpatterns, *volunteers.urlpatterns]


def register() -> None:
    """Tell the desk what needs doing here, and where committees are."""
    roles = (menu.ORGANIZER, menu.VOLUNTEER)
    label = gettext_lazy("Committees")
    menu.register_ask(menu.Entry(label, "desk:committees", "group", 70, roles))
    today.register(todos)


def todos(user: User, now: datetime) -> Iterator[Todo]:
    """Volunteers who left a telephone only, for whoever looks after their committee."""
    for committee in committees_to_see(user).open().filter(coordinators=user):
        count = figures.volunteers(committee).for_a_word
        if count:
            said = ngettext(
                "%(count)d volunteer of “%(title)s” waits for your call.",
                "%(count)d volunteers of “%(title)s” wait for your call.",
                count,
            )
            yield Todo(
                said % {"count": count, "title": committee.title},
                reverse("desk:volunteers", args=[committee.pk]),
                gettext("Look at them"),
                weight=45,
                icon="group",
            )
