"""Nobody comes in where she has no business: every address, every method, every role.

The table of addresses is made from the resolver; an address without a line in `policy` fails. Two
campaigns are tried: one kept to Alma, one open to every organizer; Teo organizes elsewhere.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from http.cookies import SimpleCookie
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from amparo.accounts.models import User
from amparo.desk.unlocked import COOKIE
from amparo.keyring.unlocking import opened
from amparo.web.models import Coalition
from tests import cast
from tests.database import point, templates
from tests.makers import forget_keys
from tests.proofs.languages import LANGUAGES, Page, wrong_with
from tests.proofs.policy import NOBODY_IN_WAGTAIL, POLICY, VOLUNTEERS_IN_WAGTAIL, WAGTAIL, Rule
from tests.proofs.worlds import Corner, World, words_of

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

ALIASES = ["default", "keyring"]
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")
LOGIN = "/accounts/login/"
WHO = {"nobody": "P", "beto": "V", "ines": "A", "alma": "O", "teo": "O"}
IN_WAGTAIL = {  # words for Wagtail's addresses; what matters is who gets as far as a view
    "content_type_app_name": "pages",
    "content_type_model_name": "standardpage",
    "app_label": "pages",
    "model_name": "standardpage",
    "action_name": "lock",
}
IN_ENGLISH = "pages:news-"  # shelves of the world's posts, which are in English
IN_FRAME = (*WAGTAIL, *VOLUNTEERS_IN_WAGTAIL)
WITHOUT_NAMES: dict[str, tuple[object, ...]] = {  # what stands in addresses of the old kind
    "wagtailadmin_pages:revisions_compare": (1, "live", "latest"),
    "wagtaildocs_serve": (1, "paper.pdf"),
    "wagtail_serve": ("",),
}


@dataclass(frozen=True)
class Address:
    name: str  # with its namespaces
    parameters: tuple[str, ...]
    is_wagtails: bool


class Somebody(Client):
    """A browser and who sits at it."""

    user: User | None = None


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One for all who try: whatever a request changes in it is undone at once."""
    tables = templates(ALIASES)
    places = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    with django_db_blocker.unblock():
        for alias in ALIASES:
            copy = settings.DATA_DIR / f"world-{alias}.sqlite3"
            point(alias, shutil.copyfile(tables / alias, copy))
        made = World()
    yield made
    with django_db_blocker.unblock():
        for alias, name in places.items():
            point(alias, name)
    forget_keys()
    Coalition.forget_kept()


def test_every_address_of_ours_has_its_line_and_no_line_is_left_over() -> None:
    ours = {address.name for address in addresses() if not address.is_wagtails}

    assert ours - set(POLICY) == set(), "say in tests/proofs/policy.py who may come in"
    assert set(POLICY) - ours == set(), "these addresses are no more"


def test_no_two_addresses_of_ours_have_one_name() -> None:
    """A link by such a name leads to whichever stands last."""
    every = Counter(_below(get_resolver(), "", ()))

    assert not [each.name for each, count in every.items() if count > 1 and not each.is_wagtails]


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.proof)])
@pytest.mark.parametrize("who", WHO)
def test_everybody_comes_in_where_she_may_and_nowhere_else(
    world: World, who: str, is_whole: bool
) -> None:
    client = logged_in(world, who)
    deviations = [
        f"{who} {method} {address.name} ({'kept to Alma' if corner is world.kept else 'open'}):"
        f" {answer.status_code} {answer.headers.get('Location', '')}"
        for address in addresses()
        if not address.is_wagtails
        for corner in corners(address, world, by="" if is_whole else who)
        for method in ("GET", "POST")
        if not is_foreseen(
            answer := tried(
                client,
                world,
                address,
                corner,
                method,
                shows=who == "alma" and method == "GET" and corner is world.open,
            ),
            POLICY[address.name],
            may=may(world, who, address.name, corner, method),
        )
    ]

    assert not deviations, "\n".join(["", *deviations])


@pytest.mark.parametrize("who", ["nobody", "beto", "ines", "alma"])
def test_wagtails_own_pages_are_for_those_who_edit(world: World, who: str) -> None:
    client = logged_in(world, who)
    came_in = {
        address.name
        for address in addresses()
        if address.is_wagtails
        and is_let_in(tried(client, world, address, world.open, "GET", shows=False))
    }

    may_come = {"P": WAGTAIL, "V": IN_FRAME, "A": IN_FRAME, "O": ("wagtail",)}[WHO[who]]
    too_far = {
        name
        for name in came_in
        if not name.startswith(may_come) or name.startswith(NOBODY_IN_WAGTAIL)
    }
    assert not too_far, " ".join(sorted(too_far))


def addresses() -> Iterator[Address]:
    """Every address that has a view, once for all languages."""
    yield from dict.fromkeys(_below(get_resolver(), "", ()))


def _below(resolver: URLResolver, path: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for each in resolver.url_patterns:
        whole = path + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from _below(each, whole, inner)
        elif isinstance(each, URLPattern) and each.name:
            name = ":".join([*spaces, each.name])
            words = tuple(a or b for a, b in PARAMETER.findall(whole))
            yield Address(name, words, _is_wagtails(name, each))


def _is_wagtails(name: str, pattern: URLPattern) -> bool:
    is_ours = pattern.lookup_str.startswith(("amparo.", "allauth."))
    return not is_ours and not name.startswith("desk:")  # Wagtail wraps the desk's views


def corners(address: Address, world: World, *, by: str) -> list[Corner]:
    """Both campaigns; one where nothing of a campaign stands in the address: it would be itself.

    Where it is said who asks, Alma asks in one, for both are hers, and Teo, who is let in where she
    is but for campaigns, only where a campaign decides.
    """
    of_campaign = POLICY[address.name].of_campaign
    if by == "alma":
        return [world.open]
    if by == "teo" and not of_campaign:
        return []
    is_the_same = _path(address, world, world.kept) == _path(address, world, world.open)
    return [world.kept, world.open] if of_campaign or not is_the_same else [world.open]


def logged_in(world: World, who: str) -> Somebody:
    """Somebody at her browser, with her key unlocked where she has one."""
    client = Somebody(raise_request_exception=False)
    if WHO[who] != "P":
        client.user = person(world, who)
        client.force_login(client.user)
    return client


def person(world: World, who: str) -> User:
    return world.people[getattr(cast, who.upper()).full_name]


def may(world: World, who: str, name: str, corner: Corner, method: str) -> bool:
    rule, letter = POLICY[name], WHO[who]
    if letter not in rule.allows(method):
        return False
    is_kept = corner is world.kept
    return not (rule.of_campaign and is_kept and who != "alma")


def is_foreseen(answer: HttpResponse, rule: Rule, *, may: bool) -> bool:
    if answer.status_code == 405:
        return True  # nobody can do that here
    if may and rule.may_be_absent:
        return answer.status_code < 500
    return is_let_in(answer) is may and answer.status_code < 500


def tried(
    client: Somebody,
    world: World,
    address: Address,
    corner: Corner,
    method: str,
    *,
    shows: bool,
) -> HttpResponse:
    """What she is answered; whatever it changed is undone.

    Whether somebody is let in is known before the page is drawn: where it does not `show`, its
    template is left out, which takes most of the time.
    """
    _unlock(client, world)
    path, cookies = _path(address, world, corner), client.cookies.output()
    drawn = nullcontext() if shows else patch.object(Template, "render", return_value="")
    with drawn, transaction.atomic(), transaction.atomic(using="keyring"):
        send = client.get if method == "GET" else client.post
        answer = send(path, headers={"Sec-Fetch-Site": "same-origin"})
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keyring")
    client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
    answer.headers["X-Asked"] = path
    return answer


def _unlock(client: Somebody, world: World) -> None:
    """Unlock again what the request before has locked: that stands in RAM and is not undone."""
    user, kept = client.user, client.cookies.get(COOKIE)
    if user and (kept is None or opened(kept.value, user.pk, now=timezone.now()) is None):
        client.cookies[COOKIE] = world.secret_of(user)


def _path(address: Address, world: World, corner: Corner) -> str:
    if not address.is_wagtails:
        words = words_of(address.name, list(address.parameters), world, corner)
        return reverse(address.name, kwargs=words)
    words = {each: IN_WAGTAIL.get(each, 1) for each in address.parameters}
    try:
        return reverse(address.name, kwargs=words)
    except NoReverseMatch:
        return reverse(address.name, args=WITHOUT_NAMES[address.name])


def is_let_in(answer: HttpResponse) -> bool:
    """Turned away is: told to log in, forbidden, not there, or sent back to the desk's start."""
    if answer.status_code in (403, 404):
        return False
    start, going = reverse("wagtailadmin_home"), answer.headers.get("Location", "")
    is_sent_back = going == start and answer.headers["X-Asked"].startswith(start)
    return not is_sent_back and not going.startswith(LOGIN)


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.proof)])
def test_every_public_page_is_in_the_language_of_its_address(world: World, is_whole: bool) -> None:
    found = [
        f"{address.name} in {language}: {wrong}"
        for address in addresses()
        if not address.is_wagtails and "P" in POLICY[address.name].get
        for language in (LANGUAGES if is_whole else LANGUAGES[1:])  # English is the source
        for wrong in _wrong_in(world, address, language)
    ]

    assert not found, "\n".join(["", *found])


def _wrong_in(world: World, address: Address, language: str) -> Iterator[str]:
    """What is not as it should be of a public page in one language."""
    words = words_of(address.name, list(address.parameters), world, world.open)
    spoken = {name: in_words(word, language) for name, word in words.items()}
    with override(language):
        path = reverse(address.name, kwargs=spoken)
    if "." in path.rpartition("/")[2]:
        return  # a file, not a page
    answer = Client(raise_request_exception=False).get(path, headers={"accept-language": language})
    if answer.status_code != 200:
        if not is_elsewhere(address, answer):
            yield f"{answer.status_code} at {path}"
    elif answer.headers["Content-Type"].startswith("text/html"):
        yield from wrong_with(Page(answer.content.decode()), language)


def in_words(word: object, language: str) -> object:
    """What stands in an address; where that is English, or begins with it, the language."""
    is_english = str(word) == "en" or str(word).startswith("en/")
    return f"{language}{str(word)[2:]}" if is_english else word


def is_elsewhere(address: Address, answer: HttpResponse) -> bool:
    """Is there nothing to read here: one is sent on, only sends, or nobody wrote in Spanish?"""
    is_sent_on = answer.status_code in (301, 302, 405)
    may_be_absent = POLICY[address.name].may_be_absent or address.name.startswith(IN_ENGLISH)
    return is_sent_on or (answer.status_code == 404 and may_be_absent)
