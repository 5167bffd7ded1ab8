"""Columns and filters of lists of supporters: envelopes while locked, words once unlocked.

A list is rows of the database (a QuerySet) while nothing sealed is asked of it; searched or sorted
by what is sealed, it is a list of opened rows. Columns and filters serve both.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amparo.desk.frame import Column, Filter
from amparo.desk.sealed import Row
from amparo.lib.phones import NotAPhone, national_phone
from amparo.places.counties import county_name
from amparo.supporters.kinds import ActionKind
from amparo.supporters.models import Card, CommentState, Visibility
from amparo.web.templatetags.web import language_name

STATES = {
    "confirmed": Q(is_confirmed=True),
    "letter": Q(is_confirmed=False, needs_word=False),
    "word": Q(is_confirmed=False, needs_word=True),
}


def envelope() -> str:
    """What stands where something is sealed."""
    return format_html(
        '<span class="desk-sealed"><span aria-hidden="true">✉</span> {}</span>', _("sealed")
    )


def told_columns(kind: ActionKind) -> list[Column]:
    """What she told: name, town, how to reach her, and what this kind of ask asks besides."""
    return [
        Column("name", _("Name"), _told(_name), _by_name),
        Column("town", _("Town"), _told(_town)),
        Column("contact", _("E-mail or telephone"), _told(contact)),
        *more_columns(kind),
    ]


def more_columns(kind: ActionKind) -> list[Column]:
    """What only this kind of ask asks, under the labels that its room registered."""
    return [
        Column(f"told-{key}", str(label), _told(partial(_word, key)))
        for key, label in kind.told.items()
    ]


def kept_columns(*, is_list: bool) -> list[Column]:
    """What is kept in clear. `is_list`: the rows are opened ones, not the database's."""

    def sort(column: str) -> Any:
        return (lambda row: getattr(row.card, column)) if is_list else column

    return [
        Column("county", _("County"), lambda row: county_name(row.card.county), sort("county")),
        Column("week", _("Week of"), lambda row: row.card.week_on, sort("week_on")),
        Column(
            "language",
            _("Language"),
            lambda row: language_name(row.card.language),
            sort("language"),
        ),
        Column("source", _("Came by"), lambda row: row.card.source, sort("source")),
        Column("state", _("State"), lambda row: state_of(row.card), sort("is_confirmed")),
    ]


def filters(cards: QuerySet[Card]) -> list[Filter]:
    """Choices above the list; only what occurs in it is offered."""
    return [
        _filter("state", _("State"), _states(), lambda value: STATES[value]),
        _filter(
            "county",
            _("County"),
            [(code, county_name(code)) for code in _values(cards, "county")],
            lambda value: Q(county=value),
        ),
        _filter(
            "language",
            _("Language"),
            [(code, language_name(code)) for code in _values(cards, "language")],
            lambda value: Q(language=value),
        ),
        _filter(
            "source",
            _("Came by"),
            [(code, code) for code in _values(cards, "source")],
            lambda value: Q(source=value),
        ),
        _filter(
            "comment",
            _("Comment"),
            [(code, str(CommentState(code).label)) for code in _commented(cards)],
            lambda value: Q(comment_state=value),
        ),
        _filter(
            "visibility",
            _("May be shown"),
            [(str(code), str(label)) for code, label in Visibility.choices],
            lambda value: Q(visibility=value),
        ),
    ]


def state_of(card: Card) -> str:
    """What a card waits for, in words."""
    if card.is_confirmed:
        return _("confirmed")
    return _("waits for our call") if card.needs_word else _("waits for her letter")


def contact(row: Row) -> str:
    """E-mail, telephone, or both."""
    if row.opened is None:
        return ""
    return " · ".join(part for part in (row.opened.email, phone_of(row)) if part)


def phone_of(row: Row) -> str:
    if row.opened is None or not row.opened.phone:
        return ""
    try:
        return national_phone(row.opened.phone)
    except NotAPhone:
        return row.opened.phone


def comment_state(card: Card) -> str:
    return str(CommentState(card.comment_state).label)


def _told(said: Callable[[Row], str]) -> Callable[[Row], str]:
    """Show an envelope while the row is closed, and say why where it cannot be read."""

    def value(row: Row) -> str:
        if row.opened is None:
            return envelope()
        if row.opened.is_hidden:
            return _("hidden by her wish")
        return said(row) if row.opened.told else _("not readable with this key")

    return value


def _name(row: Row) -> str:
    return row.opened.name if row.opened else ""


def _town(row: Row) -> str:
    return row.opened.town if row.opened else ""


def _word(key: str, row: Row) -> str:
    return row.opened.told_words.get(key, "") if row.opened else ""


def _by_name(row: Row) -> str:
    return _name(row).casefold()


def _states() -> list[tuple[str, str]]:
    words = (_("confirmed"), _("waits for her letter"), _("waits for our call"))
    return list(zip(STATES, words, strict=True))


def _filter(
    key: str, label: str, options: list[tuple[str, str]], asked: Callable[[str], Q]
) -> Filter:
    def keep(rows: Any, value: str) -> Any:
        # A list was filtered by the database before it was opened.
        return rows if isinstance(rows, list) else rows.filter(asked(value))

    return Filter(key, label, options, keep)


def _commented(cards: QuerySet[Card]) -> list[str]:
    written = _values(cards, "comment_state")
    return [code for code in written if code != CommentState.NONE]


def _values(cards: QuerySet[Card], column: str) -> list[str]:
    found = cards.order_by().values_list(column, flat=True).distinct()
    return sorted(value for value in found if value)
