"""What the desk knows of platforms beside what every ask has."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from amparo.accounts.models import User
from amparo.campaigns.actions import ActionState
from amparo.desk.asks import AskDesk, AskNames, number_column
from amparo.desk.frame import Button, Column
from amparo.desk.pledges.forms import PlatformFactsForm, PlatformWordsForm
from amparo.desk.today import Todo
from amparo.pledges.models import OwnWords, Plank, Platform, Pledge, Step
from amparo.pledges.views import preview


def _path(platform: Platform) -> str:
    return reverse("pledges:platform", args=[platform.slug])


def _columns() -> list[Column]:
    return [
        number_column("planks", _("Planks"), lambda row: row.planks.count()),
        number_column("pledges", _("Pledges"), lambda row: row.pledges.in_force().count()),
    ]


def _list_buttons(user: User) -> list[Button]:
    return [Button(_("Candidates"), reverse("desk:candidates"), "user")]


def _buttons(user: User, platform: Platform) -> list[Button]:
    if not user.is_organizer:
        return []
    plank = Button(
        _("Add a plank"),
        reverse("desk:plank-new", args=[platform.pk]),
        is_primary=not platform.planks.all(),
    )
    if platform.state == ActionState.DRAFT:
        return [plank]
    pledge = reverse("desk:pledge-new", args=[platform.pk])
    return [Button(_("Write down a pledge"), pledge, is_primary=True), plank]


def _panels(request: HttpRequest, platform: Platform) -> dict[str, Any]:
    planks = list(Plank.objects.with_words().filter(platform=platform))
    return {
        "planks": planks,
        "questions": list(platform.questions.prefetch_related("texts")),
        "pledges": list(Pledge.objects.with_words().filter(platform=platform)),
        "own_words": list(
            OwnWords.objects.filter(plank__platform=platform).select_related(
                "plank", "candidate", "official", "source"
            )
        ),
        "steps": list(
            Step.objects.filter(plank__platform=platform)
            .select_related("plank", "jurisdiction", "source")
            .order_by("plank__number", "jurisdiction__name", "on")
        ),
    }


def _links(platform: Platform, language: str, now: datetime) -> list[tuple[str, str]]:
    if not platform.is_public_in(language, now):
        return []
    with override(language):
        return [
            (_("Who stands behind it"), reverse("pledges:pledges", args=[platform.slug])),
            (_("On paper"), reverse("pledges:paper", args=[platform.slug])),
        ]


def _todos(platform: Platform, now: datetime) -> Iterator[Todo]:
    """One that is open without a demand."""
    if platform.state == ActionState.OPEN and not platform.planks.exists():
        yield Todo(
            _("“%(title)s” is open and has no plank.") % {"title": platform.title},
            reverse("desk:plank-new", args=[platform.pk]),
            _("Add a plank"),
            weight=10,
            icon="warning",
        )


DESK = AskDesk(
    model=Platform,
    name="platform",
    folder="platforms",
    names=AskNames(
        many=gettext_lazy("Platforms"),
        new=gettext_lazy("New platform"),
        empty=gettext_lazy("No platform yet. A title and an address are enough for a draft."),
        opened=gettext_lazy("It is open: everybody can read it, and candidates can pledge to it."),
        no_words=gettext_lazy(
            "It has no complete text yet: title, addressee, the ask, the vision, and each plank"
            " with who decides it."
        ),
        closing=(gettext_lazy("The page says that it is closed; its pledges stay to be read."),),
        winning=(
            gettext_lazy("The page says that what it asked for has come true."),
            gettext_lazy("This cannot be taken back."),
        ),
    ),
    facts_form=PlatformFactsForm,
    words_form=PlatformWordsForm,
    public_path=_path,
    preview=preview,
    icon="list-ol",
    order=60,
    template="desk/pledges/platform.html",
    columns=_columns,
    list_buttons=_list_buttons,
    buttons=_buttons,
    panels=_panels,
    links=_links,
    todos=_todos,
    has_cards=False,
)
