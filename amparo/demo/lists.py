"""The demo's standing list: topics to choose, and a list that came along some weeks ago."""

import csv
import io
import random

from amparo.accounts.models import User
from amparo.demo.names import Crowd
from amparo.demo.words import Clock, read
from amparo.lib.csvstream import CsvStream
from amparo.supporters import staging
from amparo.supporters.models import Topic
from amparo.supporters.operations import begin_import, import_portion, save_topic
from amparo.supporters.rowreading import Plan

CAME_ALONG = -24  # days from the Monday of this week
PEOPLE = 160
TOPICS = (
    {"en": "Bills at the Legislature", "es": "Proyectos de ley en la Legislatura"},
    {"en": "Families facing deportation", "es": "Familias ante la deportación"},
    {"en": "Legal clinics near you", "es": "Clínicas legales cerca de usted"},
    {"en": "Vigils and gatherings", "es": "Vigilias y encuentros"},
)
COLUMNS = ("name", "email", "town", "county", "language", "consent", "agreed_on")
AGREED = "By the sign-up forms of our old site, with the box “Write to me” ticked."


def fill_list(clock: Clock, *, alma: User, share: int) -> None:
    """Offer topics, and bring the list of the old site along as Alma did."""
    for order, names in enumerate(TOPICS):
        save_topic(Topic(order=order), names, actor=alma.actor)
    now = clock.at(CAME_ALONG, 10)
    stage, stream = staging.new_stage(alma.pk), CsvStream(most_bytes=10**7, most_rows=10**4)
    stager = staging.Stager(stage, now=now)
    stager.add(stream.feed(_file(max(PEOPLE // share, 12))))
    stager.add(stream.finish())
    staged = stager.finish(encoding=stream.encoding)
    about = {"label": "Old site, until last year", "agreed": AGREED}
    here = begin_import(staged, **about, user=alma, actor=alma.actor, now=now)
    plan = Plan(
        COLUMNS,
        language="en",
        languages={"en": "en", "es": "es"},
        counties={str(code): str(code) for code in _counties()},
    )
    while import_portion(here, stage, plan, now=now):
        pass


def _file(count: int) -> bytes:
    """The export of an old site, with the mistakes that such files have."""
    chance = random.Random("old site")  # noqa: S311 - invented people, alike in every demo
    crowd, out = Crowd(chance, near={}, spanish=0.4), io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for number in range(count):
        each = crowd.next()
        said = "no" if number % 17 == 5 else "yes"
        email = each.email.replace("@", " at ") if number % 41 == 7 else each.email
        day = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"
        rows.writerow([each.name, email, each.town, each.county, each.language, said, day])
    return out.getvalue().encode()


def _counties() -> list[str]:
    return list(read("names")["counties"])
