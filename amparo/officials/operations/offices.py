"""Every change of offices and officials, of their telephones, acts and words, and of visits.

A newcomer's mistake: overwriting an official when somebody new is elected. The old one leaves on a
day (`left_on`), because campaigns and call reports go on naming her.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.audit.operations import record
from amparo.officials.models import Act, Line, Office, Official, Visit
from amparo.officials.numbers import Number
from amparo.web.languages import write_in_languages


@dataclass(frozen=True)
class OfficeCalled:
    """What an office and its holder are called in one language."""

    name: str
    holder_title: str = ""


@dataclass(frozen=True)
class Told:
    """What an act says in one language."""

    what: str
    quote: str = ""
    leaves_out: str = ""


class CannotRemove(Exception):
    """A campaign still names this office or official."""


@transaction.atomic
def save_office(office: Office, *, names: Mapping[str, OfficeCalled], actor: Actor) -> Office:
    """Write an office with its names; a language left empty loses its name."""
    is_new = office._state.adding
    called = {code: each for code, each in names.items() if each.name}
    office.sort_name = next(iter(called.values())).name.casefold()[:200] if called else ""
    office.save()
    write_in_languages(office.names, {code: asdict(each) for code, each in called.items()})
    record(
        "officials.add_office" if is_new else "officials.change_office", actor=actor, about=office
    )
    return office


@transaction.atomic
def save_official(official: Official, *, actor: Actor) -> Official:
    """Write a person in office."""
    verb = "officials.add" if official._state.adding else "officials.change"
    official.save()
    record(verb, actor=actor, about=official)
    return official


@transaction.atomic
def remove(thing: Office | Official, *, actor: Actor) -> None:
    """Delete an office or official that nothing names. Raises CannotRemove."""
    verb = "officials.remove" if isinstance(thing, Official) else "officials.remove_office"
    record(verb, actor=actor, about=thing)
    try:
        thing.delete()
    except ProtectedError as error:
        raise CannotRemove from error


@transaction.atomic
def save_lines(office: Office, lines: Sequence[Number], *, actor: Actor) -> None:
    """Write the further telephones of an office, in this order; the same one twice counts once."""
    Line.objects.filter(office=office).delete()
    unique = {(each.phone, each.language): each for each in lines}
    Line.objects.bulk_create(
        Line(office=office, order=order, **asdict(each))
        for order, each in enumerate(unique.values(), start=1)
    )
    record("officials.save_lines", actor=actor, about=office, count=len(unique))


@transaction.atomic
def save_act(act: Act, *, words: Mapping[str, Told], actor: Actor) -> Act:
    """Write an act of an office with its words; a language left out loses them."""
    verb = "officials.add_act" if act._state.adding else "officials.change_act"
    act.save()
    write_in_languages(act.texts, {code: asdict(told) for code, told in words.items()})
    record(verb, actor=actor, about=act)
    return act


@transaction.atomic
def remove_act(act: Act, *, actor: Actor) -> None:
    """Take an act off the record. Raises CannotRemove where a call-in day shows it."""
    record("officials.remove_act", actor=actor, about=act)
    try:
        act.delete()
    except ProtectedError as error:
        raise CannotRemove from error


@transaction.atomic
def save_visit(visit: Visit, *, went: Iterable[User], actor: Actor) -> Visit:
    """Write a visit and which organizers went."""
    verb = "officials.add_visit" if visit._state.adding else "officials.change_visit"
    visit.save()
    visit.went.set(went)
    record(verb, actor=actor, about=visit)
    return visit


@transaction.atomic
def follow_up(visit: Visit, *, today: date, actor: Actor) -> bool:
    """Tick what follows from a visit as done. Return False where somebody did that before."""
    waiting = Visit.objects.filter(pk=visit.pk, followed_on=None)
    if not waiting.update(followed_on=today):
        return False
    record("officials.follow_up", actor=actor, about=visit)
    return True


@transaction.atomic
def reopen_visit(visit: Visit, *, actor: Actor) -> None:
    """It was not done after all: it waits again."""
    if Visit.objects.filter(pk=visit.pk, followed_on__isnull=False).update(followed_on=None):
        record("officials.reopen_visit", actor=actor, about=visit)


@transaction.atomic
def remove_visit(visit: Visit, *, actor: Actor) -> None:
    """Take a visit off the record."""
    record("officials.remove_visit", actor=actor, about=visit)
    visit.delete()
