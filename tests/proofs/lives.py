"""What the public does in the leak proof: each life ends otherwise, and tells all it has to tell.

`begin` is what somebody sends; `go_on` what she does with the letters that came of it. `shows` are
the values that she made public herself, `once` those that she took back later.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import quote

from tests.proofs import asklives
from tests.proofs.formreading import form_in
from tests.proofs.people import Signer, typed
from tests.proofs.site import TOLD_YES, Answer, Site, expect

Begin = Callable[[Site, Signer], None]
GoOn = Callable[[Site, Signer, list[str]], None]


@dataclass(frozen=True)
class Life:
    begin: Begin
    go_on: GoOn
    shows: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()


def signs(**other: str) -> Begin:
    """Sign the first petition; a "comment" of "x" stands for her own."""

    def begin(site: Site, me: Signer) -> None:
        said = {name: me.comment if name == "comment" else value for name, value in other.items()}
        expect(_sign(site, me, typed(me, **said)), *TOLD_YES)

    return begin


def _sign(site: Site, me: Signer, data: dict[str, str], which: int = 0, **headers: str) -> Answer:
    language = ("en", "es")[me.number % 2]
    return site.visitor(me.network).sign(site.petition(which), data, language, **headers)


def signs_by_telephone(site: Site, me: Signer) -> None:
    expect(_sign(site, me, typed(me, email="", comment=me.comment)), *TOLD_YES)


def signs_with_her_aunt(site: Site, me: Signer) -> None:
    expect(_sign(site, me, typed(me)), *TOLD_YES)
    expect(_sign(site, me, typed(me, name=me.relative)), *TOLD_YES)


def signs_twice(site: Site, me: Signer) -> None:
    for _ in range(2):
        expect(_sign(site, me, typed(me, comment=me.comment)), *TOLD_YES)


def signs_what_will_be_shredded(site: Site, me: Signer) -> None:
    data = typed(me, visibility="public", comment=me.comment)
    expect(_sign(site, me, data, which=1), *TOLD_YES)


def slips(site: Site, me: Signer) -> None:
    """A county that is none, then a name that is none: 422, and the page gives it back."""
    wrong = _sign(site, me, typed(me, county="99999", comment=me.comment))
    expect(wrong, 422)
    assert me.email in wrong.text
    expect(_sign(site, me, typed(me, town="", comment=me.comment)), 422)


def loses_her_way(site: Site, me: Signer) -> None:
    """Everything in an address that does not exist, and in one that takes no such thing."""
    query = f"name={quote(me.name)}&email={quote(me.email)}&phone={quote(me.phone)}"
    expect(site.visitor(me.network).get(f"/es/nowhere/{quote(me.name)}/?{query}"), 404)
    expect(site.visitor(me.network).get(f"/es/confirm/{quote(me.email)}/?{query}"), 404)
    expect(site.visitor(me.network).post("/es/campaigns/", typed(me)), 403, 405)


def meets_a_broken_server(site: Site, me: Signer) -> None:
    expect(_sign(site, me, typed(me, comment=me.comment), X_Break="1"), 500)


def is_not_let_in(site: Site, me: Signer) -> None:
    """From another site, and with a proof of work that is none."""
    sent = typed(me, comment=me.comment)
    expect(_sign(site, me, sent, Sec_Fetch_Site="cross-site"), 403)
    expect(_sign(site, me, {**sent, "proof": "bm9uZQ=="}), 422)


def switches_language(site: Site, me: Signer) -> None:
    other = ("es", "en")[me.number % 2]
    expect(_sign(site, me, typed(me, comment=me.comment, switch_to=other)), 307)


def joins(site: Site, me: Signer) -> None:
    visitor = site.visitor(me.network)
    fields = form_in(visitor.get("/es/join/").text, "form_time")
    fields["proof"] = visitor.proof("list", site.facts["list"])
    expect(visitor.post("/es/join/", {**fields, "name": me.name, "email": me.email}), *TOLD_YES)


def books_a_time(site: Site, me: Signer) -> None:
    """Talk with a lawyer: a name and a telephone, and no e-mail."""
    _book(site, me)


def books_and_gives_it_back(site: Site, me: Signer) -> None:
    slip = _book(site, me)
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}(?=<)", slip.text)
    assert code
    sent = {"code": code[0], "act": "cancel"}
    expect(site.visitor(me.network).post("/es/clinics/code/", sent), 200)


def _book(site: Site, me: Signer) -> Answer:
    """Others reach for the same minutes: then she takes the next that are free."""
    visitor, clinic = site.visitor(me.network), site.facts["clinic"]
    page = f"/{('en', 'es')[me.number % 2]}/clinics/{clinic['slug']}/{clinic['on']}/"
    for _ in range(10):
        asked = visitor.get(page).text
        hours = re.findall(r'name="hour" value="([\d:]+)"', asked)
        fields = form_in(asked, "form_time")
        fields["proof"] = visitor.proof("clinic", clinic["id"])
        told = {"hour": hours[me.number % len(hours)], "name": me.name, "phone": me.phone}
        answer = visitor.post(page, {**fields, **told, "spoken": "es"})
        if answer.status == 200:
            return answer
    raise AssertionError(answer.text[:800])


def hopes_in_vain(site: Site, me: Signer) -> None:
    """Sent while the runtime key is away (the proof takes it away): 503, or no answer at all."""
    page = f"/es/petitions/{site.petition()['slug']}/"
    try:
        refused = site.visitor(me.network).post(page, typed(me, comment=me.comment))
    except (OSError, HTTPException):
        return
    expect(refused, 503)
    assert me.email in refused.text


def does_nothing(site: Site, me: Signer, links: list[str]) -> None:
    pass


def confirms(site: Site, me: Signer, links: list[str]) -> None:
    """Look first, as mail scanners do; then press the button of every letter."""
    for link in links:
        if "/confirm/" in link:
            expect(site.visitor(me.network).get(link), 200)
            expect(site.visitor(me.network).post(link, {}), *TOLD_YES)


def asks_for_her_link(site: Site, me: Signer, links: list[str]) -> None:
    """As who has only a letter to many in hand; first in an address that is none."""
    confirms(site, me, links)
    visitor = site.visitor(me.network)
    fields = form_in(visitor.get("/es/my-letters/").text, "form_time")
    wrong = visitor.post("/es/my-letters/", {**fields, "email": f"{me.email} {me.name}"})
    expect(wrong, 422)
    fields["proof"] = visitor.proof("list", site.facts["list"])
    expect(visitor.post("/es/my-letters/", {**fields, "email": me.email}), *TOLD_YES)


def hides_later(site: Site, me: Signer, links: list[str]) -> None:
    confirms(site, me, links)
    page = links[0].replace("/confirm/", "/yours/")
    data = {"visibility": "counted", "name": "", "town": "", "is_sure": "1"}
    expect(site.visitor(me.network).post(f"{page}name/", data), *TOLD_YES)


def withdraws(site: Site, me: Signer, links: list[str]) -> None:
    confirms(site, me, links)
    page = links[0].replace("/confirm/", "/yours/")
    expect(site.visitor(me.network).post(f"{page}withdraw/", {}), *TOLD_YES)


def leaves_the_list(site: Site, me: Signer, links: list[str]) -> None:
    confirms(site, me, links)
    leave = [link.replace("/confirm/", "/leave/") for link in links]
    for link in dict.fromkeys(leave):
        if site.visitor(me.network).get(link).status == 200:
            expect(site.visitor(me.network).post(link, {}), *TOLD_YES)


def chooses_her_letters(site: Site, me: Signer, links: list[str]) -> None:
    """On the list: in which language, how often, from where."""
    confirms(site, me, links)
    page = f"{links[0].replace('/confirm/', '/yours/')}letters/"
    data = {"language": "en", "reads": "es", "how_often": "monthly", "county": "27131"}
    expect(site.visitor(me.network).post(page, data), *TOLD_YES)


def moves(site: Site, me: Signer, links: list[str]) -> None:
    """A new address: first one that is none, then her own, whose letter she answers."""
    confirms(site, me, links)
    page = f"{links[0].replace('/confirm/', '/yours/')}address/"
    wrong = {"name": me.name, "email": f"{me.moved} and {me.phone}"}
    expect(site.visitor(me.network).post(page, wrong), 422)
    expect(site.visitor(me.network).post(page, {"name": me.name, "email": me.moved}), 200)
    confirms(site, me, site.links_to(me.moved))


NAME, COMMENT = frozenset({"name"}), frozenset({"comment"})
PUBLISHED, REFUSED, BY_TELEPHONE, IN_VAIN = 2, 3, 9, 19
LIVES = (
    Life(signs(visibility="public"), confirms, shows=NAME),
    Life(signs(visibility="initials", comment="x"), confirms),
    Life(signs(comment="x"), confirms, shows=COMMENT),  # the organizer publishes it
    Life(signs(comment="x"), confirms),  # the organizer keeps it back
    Life(signs(visibility="public"), hides_later, once=NAME),
    Life(signs(wants_news="on"), confirms),
    Life(signs(wants_news="on"), leaves_the_list),
    Life(signs(comment="x", visibility="public"), withdraws, once=NAME),
    Life(signs_with_her_aunt, confirms),
    Life(signs_by_telephone, does_nothing),  # an organizer counts her in
    Life(signs(visibility="secret", comment="x"), confirms),
    Life(signs(visibility="public", comment="x", wants_news="on"), does_nothing),
    Life(signs_twice, confirms),
    Life(slips, does_nothing),
    Life(loses_her_way, does_nothing),
    Life(meets_a_broken_server, does_nothing),
    Life(joins, asks_for_her_link),
    Life(joins, leaves_the_list),
    Life(is_not_let_in, does_nothing),
    Life(hopes_in_vain, does_nothing),
    Life(switches_language, does_nothing),
    Life(signs_what_will_be_shredded, confirms, once=NAME),
    Life(asklives.volunteers, confirms),
    Life(asklives.volunteers, withdraws),
    Life(asklives.tells_of_a_resolution, does_nothing),
    Life(books_a_time, does_nothing),
    Life(books_and_gives_it_back, does_nothing),
    Life(asklives.signs_for_an_organization, confirms),
    Life(asklives.signs_for_an_organization, withdraws),
    Life(asklives.signs_by_her_office, confirms, shows=NAME),
    Life(asklives.signs_by_her_office, does_nothing),
    Life(asklives.signs_by_her_office, withdraws, once=NAME),
    Life(asklives.signs_a_letter_for_herself, confirms),
    Life(asklives.slips_at_a_letter, does_nothing),
    Life(asklives.comes, confirms),
    Life(asklives.comes, does_nothing),
    Life(asklives.comes, asklives.stays_at_home),
    Life(asklives.comes, withdraws),
    Life(asklives.tells_of_a_call, does_nothing),
    Life(joins, chooses_her_letters),
    Life(joins, moves),
)


def life_of(person: Signer) -> Life:
    return LIVES[person.number % len(LIVES)]


def who(begin: Begin, people: list[Signer]) -> Signer:
    """The first of them whose life begins so."""
    return next(each for each in people if life_of(each).begin is begin)
