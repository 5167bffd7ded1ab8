"""A stolen server tells nobody's name: sign up by the hundred, run every flow, search every store.

The promise about the running server is another one; here nobody is left running when we search.
"""

import shutil
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.leakscan import Hit, Person, Scanner
from tests.proofs import lives, stores
from tests.proofs.asksdesk import read_sheet, work_on_asks
from tests.proofs.databases import ALIASES
from tests.proofs.deskwork import Desk
from tests.proofs.listwork import bring_lists
from tests.proofs.lives import LIVES, life_of
from tests.proofs.lostwork import lose_letters
from tests.proofs.mailing import write_letters
from tests.proofs.people import Signer, signers
from tests.proofs.site import Site, links

CROWD = 6  # who talk to the server at a time
PUBLIC_PAGES = ("", "campaigns/", "campaigns/rice-county/", "petitions/{}/", "petitions/{}/names/")


@pytest.mark.parametrize("count", [len(LIVES), pytest.param(1_000, marks=pytest.mark.proof)])
def test_a_stolen_server_tells_nobodys_name(site: Site, count: int) -> None:
    people = signers(count)
    controls = signers(len(stores.LEAKS) + 1, seed=99, first=count)
    listed = signers(12, seed=31, first=count + len(controls))  # who come along with a list
    late = signers(3, seed=43, first=count + len(controls) + len(listed))  # whose letters are lost
    others = [*_sought(controls), *_sought(listed), *_sought(late)]
    scanner = Scanner([*_sought(people), *others, *_tracks(people)])

    running = [site.start("web"), site.start("web"), site.start("worker")]
    with everything_written_to(site.home / "tmp") as scraps:
        _live(site, people)
        desk = _work_at_the_desk(site, people, listed)
        running[-1] = lose_letters(site, desk, late, worker=running[-1])
        pages = list(_public_pages(site))
    for pid in running:
        site.kill(pid)

    before_night = [*found(scanner, site), *found_in(scanner, scraps)]
    assert unforeseen(before_night, people, lambda life: life.shows | life.once) == []
    assert unforeseen(found_in(scanner, pages), people, lambda life: life.shows) == []
    site.ask("night")
    site.ask("backed_up", directory=str(site.home / "backups"))
    after = found(scanner, site)
    settled = [hit for hit in after if not lingers(site, hit)]
    assert unforeseen(after, people, lambda life: life.shows | life.once) == []
    assert unforeseen(settled, people, lambda life: life.shows) == []
    assert {hit.what for hit in after} == {"name", "comment"}, "what was made public is found"
    _expect_every_control(site, scanner, controls, first=len(people))


def _live(site: Site, people: list[Signer]) -> None:
    """Everybody begins, letters arrive, everybody goes on."""
    with ThreadPoolExecutor(CROWD) as crowd:
        list(crowd.map(lambda each: _begin(site, each), people))
        with runtime_key_away(site):
            in_vain = [each for each in people if life_of(each) is LIVES[lives.IN_VAIN]]
            list(crowd.map(lambda each: LIVES[lives.IN_VAIN].begin(site, each), in_vain))
        site.wait_for_letters()
        letters = defaultdict(list)
        for letter in site.mail.caught:
            letters[str(letter["To"])] += links(letter)
        list(crowd.map(lambda each: life_of(each).go_on(site, each, letters[each.email]), people))
    site.wait_for_letters()
    site.ask("count")


def _begin(site: Site, person: Signer) -> None:
    if life_of(person) is not LIVES[lives.IN_VAIN]:
        life_of(person).begin(site, person)


@contextmanager
def runtime_key_away(site: Site) -> Iterator[None]:
    away = site.home / "away"
    site.runtime.rename(away)
    try:
        yield
    finally:
        away.rename(site.runtime)


def _work_at_the_desk(site: Site, people: list[Signer], listed: list[Signer]) -> Desk:
    """Look at everything, judge comments, count in a caller, take files home, shred."""
    desk, petition = Desk(site), site.petition()
    here = f"/desk/supporters/petition/{petition['id']}/"
    desk.log_in()
    for path in ("/desk/", "/desk/supporters/", here, "/desk/comments/", "/desk/log/"):
        desk.look(path)
    desk.unlock()
    sought, the_list = people[0], f"/desk/supporters/list/{site.facts['list']}/"
    for path in (here, f"{here}?q={sought.email}", the_list, "/desk/comments/"):
        desk.look(path)
    _judge(desk, people)
    _count_in(desk, people, here)
    work_on_asks(desk, people)
    read_sheet(Desk(site), people)
    write_letters(desk, petition["id"])
    for which in ("full", "presentable"):
        export = desk.send(f"{here}export/", file=which, reason="proof", with_unconfirmed="on")
        assert export.header("Content-Type").startswith("text/csv")
    packet = desk.send(
        f"/desk/petitions/{petition['id']}/packet/es/", recipient="Junta", salutation="Estimados:"
    )
    assert packet.header("Content-Type") == "application/pdf", packet.text[-2000:]
    bring_lists(desk, listed, the_list)
    site.ask("shredded", keyspace=site.petition(1)["keyspace"])
    return desk


def _judge(desk: Desk, people: list[Signer]) -> None:
    commented = desk.site.ask("comments", **desk.site.key)
    of_text = {text: pk for pk, text in commented.items()}
    verdicts = {lives.PUBLISHED: "publish", lives.REFUSED: "refuse"}
    for person in people:
        verdict = verdicts.get(person.number % len(LIVES))
        if verdict:
            desk.press(f"/desk/comments/{of_text[person.comment]}/", verdict=verdict)


def _count_in(desk: Desk, people: list[Signer], here: str) -> None:
    callers = {each.name for each in people if each.number % len(LIVES) == lives.BY_TELEPHONE}
    for card in desk.site.ask("cards", **desk.site.key):
        if card.get("name") in callers:
            desk.look(f"{here}{card['id']}/")
            desk.press(f"{here}{card['id']}/count/")


def _public_pages(site: Site) -> Iterator[tuple[str, bytes]]:
    for language in ("en", "es"):
        for page in PUBLIC_PAGES:
            path = f"/{language}/{page.format(site.petition()['slug'])}"
            yield path, site.visitor().get(path).body


@contextmanager
def everything_written_to(folder: Path) -> Iterator[list[tuple[str, bytes]]]:
    """Keep a copy of whatever stands in a folder, if only for a moment."""
    seen: dict[tuple[str, int], bytes] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            for path in folder.rglob("*"):
                try:
                    if path.is_file():
                        content = path.read_bytes()
                        seen[str(path), len(content)] = content
                except OSError:
                    continue  # gone again

    watching = threading.Thread(target=watch)
    watching.start()
    scraps: list[tuple[str, bytes]] = []
    try:
        yield scraps
    finally:
        over.set()
        watching.join()
        scraps += [(path, content) for (path, _size), content in seen.items()]


def _expect_every_control(
    site: Site, scanner: Scanner, controls: list[Signer], *, first: int
) -> None:
    """Leak each control into its store, in a copy, and find it there."""
    home = site.home.with_name(f"{site.home.name}-leaky")
    shutil.copytree(site.home, home)
    leaky = replace(site, home=home, databases=site.databases.copied(home))
    try:
        for (_place, leak), control in zip(stores.LEAKS.values(), controls, strict=False):
            leak(home, leaky.databases, control)
        with leaky.databases.unsettled(stores.IN_JOURNAL, controls[-1].email):
            hits = found(scanner, leaky)
    finally:
        shutil.rmtree(home)
    places = {name: place for name, (place, _leak) in stores.LEAKS.items()}
    for name, place in places.items():
        if place in ALIASES:
            places[name] = leaky.databases.place(place)
    missed = [
        name
        for at, (name, place) in enumerate(
            {**places, "the journal": leaky.databases.journal}.items()
        )
        if not any(hit.person == first + at and place in hit.where for hit in hits)
    ]
    assert missed == [], f"leaked on purpose, and not found: {missed}"


def found(scanner: Scanner, site: Site) -> list[Hit]:
    everything = site.databases.folders(site.home)
    return [
        *scanner.scan_paths(everything),
        *found_in(scanner, site.databases.dumps(site.home)),
    ]


def lingers(site: Site, hit: Hit) -> bool:
    """Where a database promises no more than that it goes a while later."""
    return bool(site.databases.lingers) and site.databases.lingers in hit.where


def found_in(scanner: Scanner, pieces: Iterable[tuple[str, bytes]]) -> list[Hit]:
    return [hit for where, data in pieces for hit in scanner.scan(data, where)]


def unforeseen(hits: list[Hit], people: list[Signer], may_show: object) -> list[str]:
    """The hits that nobody asked for, as sentences."""
    return [
        f"{hit.what} of life {hit.person % len(LIVES)} in {hit.where}@{hit.at} as {hit.form}"
        for hit in hits
        if hit.person >= len(people) or hit.what not in may_show(life_of(people[hit.person]))
    ]


def _sought(people: list[Signer]) -> list[Person]:
    return [each.sought for each in people]


def _tracks(people: list[Signer]) -> list[Person]:
    """Where they came from and with what, and the relatives who share an address."""
    networks = [Person(name=each.network) for each in people[:50]]
    relatives = [Person(name=each.relative) for each in people]
    moved = [Person(email=each.moved) for each in people if life_of(each).go_on is lives.moves]
    return [*networks, *relatives, *moved, Person(name="ProofBrowser")]
