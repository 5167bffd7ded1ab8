"""When something needed for sealing is missing, the public forms answer 503 and keep nothing.

The answer is in the person's language and holds what she typed, so that one button sends it again.
"""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from amparo.keyring.chain import root_file
from amparo.keyring.epochs import forget_epochs
from amparo.keyring.errors import Unavailable
from amparo.keyring.models import Epoch
from amparo.lib.sealing.keys import SealingPair
from amparo.outbox.models import Waiting
from amparo.petitions.models import Petition
from amparo.supporters.models import Card, ListWish
from amparo.supporters.operations import the_list
from amparo.web.models import Coalition
from amparo.web.pagecache import PageCache
from amparo.web.proofofwork import stamp
from amparo.web.shortway import ShortWay
from tests.makers import make_keys, make_open_petition
from tests.proofs.people import Signer, signers

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

WORDS = {  # that say: it was not stored
    "en": "nothing was stored",
    "es": "no se guardó nada",
}
FIELD = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')
MOST_THAT_FIT = 20  # signatures, into the free room of pages that are there already


@contextmanager
def no_epoch_key() -> Iterator[None]:
    """The pinned root is gone before anybody signed: nobody's key verifies, so none is made."""
    kept = root_file().read_bytes()
    root_file().unlink()
    forget_epochs()
    try:
        yield
    finally:
        root_file().write_bytes(kept)


@contextmanager
def altered_public_key() -> Iterator[None]:
    """Somebody who can write to the keyring puts a key of her own into every epoch."""
    hers = SealingPair.from_seed(b"a key that somebody else holds..").public
    assert Epoch.objects.update(public_key=hers) > 0
    forget_epochs()
    yield


@contextmanager
def no_runtime_key() -> Iterator[None]:
    away = settings.RUNTIME_DIR.with_name("away")
    settings.RUNTIME_DIR.rename(away)
    try:
        yield
    finally:
        away.rename(settings.RUNTIME_DIR)


@contextmanager
def full_disk() -> Iterator[None]:
    """The database may not grow by a page; its free pages are given back first."""
    if connections["default"].vendor != "sqlite":
        pytest.skip("PostgreSQL's disk is not ours to fill")
    with connections["default"].cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        yield
    finally:
        connections["default"].close()


@contextmanager
def read_only_database() -> Iterator[None]:
    with connections["default"].cursor() as cursor:
        is_sqlite = connections["default"].vendor == "sqlite"
        cursor.execute(
            "PRAGMA query_only = ON" if is_sqlite else "SET default_transaction_read_only = on"
        )
    try:
        yield
    finally:
        connections["default"].close()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Django closes its connections around each request, and with them our faults."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


Fault = Callable[[], AbstractContextManager[None]]
Form = Callable[[Signer, str], Any]


@pytest.fixture
def petition() -> Petition:
    now = timezone.now()
    Coalition.objects.create(state="MN")
    Coalition.forget_kept()
    make_keys(now)
    the_list()  # made by the first who looks at its form
    return make_open_petition(now)


@pytest.fixture(params=["sign", "join"])
def form(request: pytest.FixtureRequest, petition: Petition) -> Form:
    """One of the public forms, sent by somebody in a language."""
    if request.param == "join":
        return _joins
    return lambda person, language: _signs(petition, person, language)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("fault", [no_epoch_key, no_runtime_key, read_only_database])
def test_nothing_is_kept_and_nothing_typed_is_lost(fault: Fault, form: Form, language: str) -> None:
    person = signers(1)[0]
    before = rows()

    with fault():
        answer = form(person, language)

    expect_refusal(answer, person, language)
    assert rows() == before


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_altered_key_is_not_sealed_to(form: Form, language: str) -> None:
    first, second = signers(2)
    assert form(first, language).status_code in (302, 303)
    before = rows()

    with altered_public_key():
        answer = form(second, language)

    expect_refusal(answer, second, language)
    assert rows() == before


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_full_disk_whoever_is_told_yes_is_there_and_nobody_else(
    form: Form, language: str
) -> None:
    people = signers(MOST_THAT_FIT)
    told_yes = 0

    with full_disk():
        for person in people:
            answer = form(person, language)
            if answer.status_code == 503:
                break
            told_yes += 1

    expect_refusal(answer, person, language)
    assert rows() == {"cards": told_yes, "letters": told_yes, "wishes": 0}


def test_when_the_fault_is_over_the_button_sends_it_again(petition: Petition) -> None:
    person = signers(1)[0]
    with read_only_database():
        refused = _signs(petition, person, "es")
    kept = dict(FIELD.findall(refused.content.decode()))

    again = _post(
        f"/es/petitions/{petition.slug}/", {key: html.unescape(each) for key, each in kept.items()}
    )

    assert again.status_code == 303
    assert rows()["cards"] == 1


def expect_refusal(answer: Any, person: Signer, language: str) -> None:
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert f'<html lang="{language}"' in page
    assert WORDS[language] in page
    assert person.name in page
    assert person.email in page


def rows() -> dict[str, int]:
    counted = {"cards": Card, "letters": Waiting, "wishes": ListWish}
    return {name: model.objects.count() for name, model in counted.items()}


def _signs(petition: Petition, person: Signer, language: str) -> Any:
    text = petition.any_text(language)
    assert text is not None
    typed = {
        "name": person.name,
        "email": person.email,
        "town": "Northfield",
        "visibility": "counted",
        "comment": person.comment,
        "text_hash": text.text_hash,
        "form_time": _form_time(Petition.KIND, petition.pk),
    }
    return _post(f"/{language}/petitions/{petition.slug}/", typed)


def _joins(person: Signer, language: str) -> Any:
    typed = {
        "name": person.name,
        "email": person.email,
        "form_time": _form_time("list", the_list().pk),
    }
    return _post(f"/{language}/join/", typed)


def _form_time(kind: str, action_id: object) -> str:
    read_at = timezone.now() - timedelta(seconds=20)
    try:
        return stamp(action_kind=kind, action_id=action_id, now=read_at).form_time
    except Unavailable:
        return "1.made-before-the-key-went"


@cache
def served() -> PageCache:
    """What web.wsgi puts together; that one itself has to be made after static files are there."""
    return PageCache(ShortWay(WSGIHandler()))


def _post(path: str, typed: dict[str, Any]) -> HttpResponse:
    """Send it by the way that the public's posts take."""
    sent = RequestFactory().post(path, typed, headers={"Sec-Fetch-Site": "same-origin"})
    told: list[Any] = []
    body = served()(sent.environ, lambda *given: told.append(given))
    content = b"".join(body)
    body.close()  # type: ignore[attr-defined]
    status, headers = told[-1][:2]
    return HttpResponse(content, status=int(status.split()[0]), headers=dict(headers))
