"""The index of the search: words in SQLite's FTS5, or in a column that PostgreSQL searches.

Both hold stems that lib.stems made, so that one rule decides what is found. A newcomer's mistake:
writing to it where something changes. `keep_in_step` compares it with what the sources hand over,
a round of the worker does so whenever a public page has changed, and nobody else writes; only a
takedown does not wait (`forget_about`).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import override

from amparo.lib.markup import excerpt
from amparo.lib.rounds import Round
from amparo.lib.stems import asked_as, kept_as
from amparo.web import searching
from amparo.web.models import SearchRow
from amparo.web.pagecache import generation
from amparo.web.searching import Document, Source

MOST_WORDS = 12  # of what is asked
LONGEST_BODY = 200_000  # letters
LONGEST_EXCERPT = 200  # ... of a page that has no summary
AT_LEAST_EVERY = timedelta(minutes=10)  # some things change by the clock alone

_FIND = {
    "sqlite": "SELECT row.id FROM web_searchwords w JOIN web_searchrow row ON row.id = w.rowid "
    "WHERE web_searchwords MATCH %s AND row.language = %s "
    "ORDER BY bm25(web_searchwords, 8.0, 1.0), row.dated_on DESC, row.id LIMIT %s",
    "postgresql": "SELECT row.id FROM web_searchwords w JOIN web_searchrow row ON row.id = w.id, "
    "to_tsquery('simple', %s) asked WHERE w.words @@ asked AND row.language = %s "
    "ORDER BY ts_rank(w.words, asked) DESC, row.dated_on DESC NULLS LAST, row.id LIMIT %s",
}
_DROP = {
    "sqlite": "DELETE FROM web_searchwords WHERE rowid = %s",
    "postgresql": "DELETE FROM web_searchwords WHERE id = %s",
}
_AND_OR = {"sqlite": (" AND ", " OR "), "postgresql": (" & ", " | ")}


@dataclass(frozen=True)
class Found:
    kind: str
    title: str
    path: str
    summary: str
    language: str


def find(words: str, language: str, now: datetime, *, most: int = 30) -> list[Found]:
    """What has all the words, the best first; where nothing has, what has some of them."""
    asked = asked_as(words, language)[:MOST_WORDS]
    every, some = _AND_OR[connection.vendor]
    return (
        _matching(asked, every, language, now, most)
        or (_matching(asked, some, language, now, most) if len(asked) > 1 else [])
    )  # fmt: skip


def keep_in_step(now: datetime) -> None:
    """Bring the index up to date with everything that the public may read."""
    for source in searching.sources():
        for language in settings.SITE_LANGUAGES:
            with override(language):
                _step(source, language, source.documents(language, now))
    known = [source.code for source in searching.sources()]
    _drop(SearchRow.objects.exclude(source__in=known))
    _drop(SearchRow.objects.exclude(language__in=settings.SITE_LANGUAGES))


def forget_about(about: str) -> None:
    """Let go at once of everything that belongs to a campaign, old words of the index included."""
    _drop(SearchRow.objects.filter(about=about))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # deleted words stay in FTS5 until it merges
            cursor.execute("INSERT INTO web_searchwords(web_searchwords) VALUES ('optimize')")


class _WhenChanged:
    """Runs the comparison where a public page has changed, and now and then without."""

    def __init__(self) -> None:
        self.seen: tuple[int, int] | None = None
        self.ran_at: datetime | None = None

    def __call__(self, now: datetime) -> None:
        current = generation()
        is_old = self.ran_at is None or now - self.ran_at >= AT_LEAST_EVERY
        if is_old or current != self.seen:
            keep_in_step(now)
            self.seen, self.ran_at = current, now


ROUND = Round("web.search", 20, _WhenChanged())


def _matching(
    asked: Sequence[Sequence[str]], joint: str, language: str, now: datetime, most: int
) -> list[Found]:
    if not asked:
        return []
    expression = joint.join(_any_of(forms) for forms in asked)
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [expression, language, most])
        ids = [row[0] for row in cursor.fetchall()]
    rows = SearchRow.objects.in_bulk(ids)
    return _still_public([rows[pk] for pk in ids if pk in rows], language, now)


def _any_of(forms: Iterable[str]) -> str:
    """Letters and digits only, as lib.stems leaves them, so that nothing here is an operator."""
    quote = '"' if connection.vendor == "sqlite" else "'"
    joint = _AND_OR[connection.vendor][1]
    return "(" + joint.join(f"{quote}{form}{quote}" for form in forms) + ")"


def _still_public(rows: list[SearchRow], language: str, now: datetime) -> list[Found]:
    keys: dict[str, set[str]] = {}
    for row in rows:
        keys.setdefault(row.source, set()).add(row.key)
    public = {code: searching.still_public(code, of, language, now) for code, of in keys.items()}
    return [
        Found(row.kind, row.title, row.path, row.summary, row.language)
        for row in rows
        if row.key in public[row.source]
    ]


def _step(source: Source, language: str, documents: Iterable[Document]) -> None:
    rows = {row.key: row for row in SearchRow.objects.filter(source=source.code, language=language)}
    left = set(rows)
    for document in documents:
        left.discard(document.key)
        _put(source.code, document, rows.get(document.key))
    _drop(SearchRow.objects.filter(pk__in=[rows[key].pk for key in left]))


@transaction.atomic
def _put(code: str, document: Document, row: SearchRow | None) -> None:
    """Keep a document, unless it is there as it is; its body is read only where it may differ."""
    head = (document.title, document.path, document.kind, document.summary, document.about)
    body = "" if document.stamp else document.body()[:LONGEST_BODY]
    said = "\0".join([*head, str(document.dated_on), document.stamp, body])
    stamp = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
    if row is not None and row.stamp == stamp:
        return
    row = row or SearchRow(source=code, key=document.key, language=document.language)
    row.title, row.path, row.kind, row.summary, row.about = head
    row.dated_on, row.stamp = document.dated_on, stamp
    body = body or document.body()[:LONGEST_BODY]
    row.summary = row.summary or excerpt(body.removeprefix(document.title), length=LONGEST_EXCERPT)
    row.save()
    _put_words(row.pk, document, f"{document.summary}\n{body}")


def _put_words(pk: int, document: Document, body: str) -> None:
    words = [kept_as(each, document.language) for each in (document.title, body)]
    _drop_words([pk])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO web_searchwords (rowid, title, body) VALUES (%s, %s, %s)",
                [pk, *words],
            )
        else:
            cursor.execute(
                "INSERT INTO web_searchwords (id, words) VALUES (%s, "
                "setweight(to_tsvector('simple', %s), 'A') || "
                "setweight(to_tsvector('simple', %s), 'D'))",
                [pk, *words],
            )


@transaction.atomic
def _drop(rows: QuerySet[SearchRow]) -> None:
    _drop_words(list(rows.values_list("pk", flat=True)))
    rows.delete()


def _drop_words(pks: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_DROP[connection.vendor], [[pk] for pk in pks])
