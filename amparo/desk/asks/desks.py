"""What the desk knows of one kind of ask: its names, its forms, and what only its room can say.

A newcomer's mistake: a hook for everything. Only what the shared page cannot know is handed in; the
page's template extends desk/asks/page.html for the rest.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.campaigns.actions import Action
from amparo.campaigns.models import Campaign
from amparo.desk.asks.forms import AskFactsForm, AskWordsForm
from amparo.desk.frame import Button, Column, Filter
from amparo.desk.today import Todo

A = TypeVar("A", bound=Action)
Said = str | Promise
Links = list[tuple[str, str]]  # (label, address)


@dataclass(frozen=True, slots=True)
class AskRow:
    """One ask in a list of a campaign's."""

    title: str
    state: str  # in words
    url: str  # at the desk


@dataclass(frozen=True, slots=True)
class AskPanel:
    """A piece of an ask's page at the desk: a template and what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AskNames:
    """What a kind of ask is called at the desk; whole labels and sentences, marked for Spanish."""

    many: Said  # the list and its place in the menu: "Petitions"
    new: Said  # "New petition"
    empty: Said  # what the empty list says
    counted: Said = _("Signatures")  # what is counted on its page
    look: Said = _("Look at the signatures")  # the button that leads to its cards
    open: Said = _("Open it to the public")
    opened: Said = _("It is open: everybody can see it.")
    no_words: Said = _("It has no complete text yet: title, addressee, the ask and the text.")
    closing: Sequence[Said] = (_("It takes no more names from now on; its page says so."),)
    winning: Sequence[Said] = (
        _("The page says that what it asked for has come true."),
        _("It takes no more names from now on. This cannot be taken back."),
    )
    closes_soon: Said = _("“%(title)s” closes within three days.")


def _nothing(*_given: Any) -> Any:
    return ()


def _no_words(*_given: Any) -> Any:
    return {}


@dataclass(frozen=True, kw_only=True)
class DeskFacts(Generic[A]):
    """One kind of ask at the desk, without its views: those are in urls.AskDesk.

    `name` leads the names of its addresses, `folder` the paths: "petition" and "petitions" make
    desk:petitions, desk:petition, desk:petition-edit …
    """

    model: type[A]
    name: str
    folder: str
    names: AskNames
    facts_form: type[AskFactsForm]
    words_form: type[AskWordsForm]
    public_path: Callable[[A], str]  # of its page, in the language of the moment
    preview: Callable[[HttpRequest, A, dict[str, str]], HttpResponse] | None = None
    icon: str = "form"
    order: int = 100  # in the menu
    template: str = "desk/asks/page.html"
    # what only the room can say
    columns: Callable[[], Sequence[Column]] = _nothing  # of the list, after languages
    filters: Callable[[User], Sequence[Filter]] = _nothing
    list_buttons: Callable[[User], Sequence[Button]] = _nothing  # beside "New …"
    buttons: Callable[[User, A], Sequence[Button]] = _nothing  # beside open and change
    panels: Callable[[HttpRequest, A], Mapping[str, Any]] = _no_words  # more for its template
    links: Callable[[A, str, datetime], Links] = _nothing  # in a language, as to a sheet for paper
    todos: Callable[[A, datetime], Iterable[Todo]] = _nothing
    initial: Callable[[A], Mapping[str, Any]] = _no_words  # of facts that are in no column of it
    # ... and keeps them: everything that the forms say, in the transaction of create and change
    keep: Callable[[A, Mapping[str, Any], Mapping[str, Mapping[str, Any]], Actor], None] = _nothing
    has_cards: bool = True  # people put their names to it
    has_updates: bool = True
    has_deliveries: bool = True
    can_win: bool = True

    @property
    def kind(self) -> str:
        return self.model.KIND

    def at(self, what: str, found: Model) -> str:
        """The address of `what` ("" is the page, "edit" its form) of an ask or its record."""
        return reverse(f"desk:{self.name}{what and '-'}{what}", args=[found.pk])

    def list_url(self) -> str:
        return reverse(f"desk:{self.folder}")

    def new_url(self, campaign: Campaign) -> str:
        return f"{reverse(f'desk:{self.name}-new')}?campaign={campaign.pk}"

    def crumbs(self, found: Action) -> Links:
        """The way back from a page that belongs to an ask."""
        return [(str(self.names.many), self.list_url()), (found.title, self.at("", found))]


def number_column(
    key: str, label: str, value: Callable[[Any], int | None], sort: str | None = None
) -> Column:
    """A column of numbers."""
    return Column(key, label, value, sort, is_number=True)


def day_of(moment: datetime | None) -> Any:
    """The day of a moment, in the coalition's own time zone; "" where there is none."""
    return timezone.localtime(moment).date() if moment else ""


def open_now(found: Action) -> bool:
    return found.is_open(timezone.now())
