"""What the public does to the asks that are no petition, in the leak proof and in that of answers.

A newcomer's mistake: expecting an organization's name to be found nowhere. It is for the public
list; who is authorized to sign for it, her title and her address are not.
"""

from collections.abc import Callable

from amparo.committees.models import Joining
from tests.proofs.formreading import form_in
from tests.proofs.people import Signer, typed
from tests.proofs.site import TOLD_YES, Answer, Site, expect


def signs_for_an_organization(site: Site, me: Signer) -> None:
    """She is authorized: she, her title and her address are told to the organizers alone."""
    expect(sign_letter(site, me, "", organization(me)), *TOLD_YES)


def signs_by_her_office(site: Site, me: Signer) -> None:
    """Her name is for the list, by her own word: once she confirmed."""
    expect(sign_letter(site, me, "office/", office(me)), *TOLD_YES)


def signs_a_letter_for_herself(site: Site, me: Signer) -> None:
    expect(sign_letter(site, me, "person/", typed(me, visibility="secret")), *TOLD_YES)


def slips_at_a_letter(site: Site, me: Signer) -> None:
    """Each of the forms with a mistake: 422, and the page gives back what was typed."""
    wrong = {
        "": {**organization(me), "is_authorized": ""},
        "office/": {**office(me), "state": "Atlantis"},
        "person/": typed(me, visibility="secret", town=""),
    }
    for way, sent in wrong.items():
        answer = sign_letter(site, me, way, sent)
        expect(answer, 422)
        assert me.email in answer.text


def comes(site: Site, me: Signer) -> None:
    """To a gathering, and say what she needs there; reminders are held for her."""
    expect(say_she_comes(site, me, {"party": "2", "needs": me.comment[:110]}), *TOLD_YES)
    expect(say_she_comes(site, me, {"party": "many", "needs": me.comment[:110]}), 422)


def stays_at_home(site: Site, me: Signer, links: list[str]) -> None:
    """She confirms, comes with more, and takes it back."""
    expect(site.visitor(me.network).post(links[0], {}), *TOLD_YES)
    yours = links[0].replace("/confirm/", "/coming/")
    visitor = site.visitor(me.network)
    which = form_in(visitor.get(yours).text, "which")["which"]
    for act in ({"do": "party", "party": "4"}, {"do": "cancel"}):
        expect(visitor.post(yours, {"which": which, **act}), *TOLD_YES)


def tells_of_a_call(site: Site, me: Signer) -> None:
    """What the office said, which may hold anything about anybody."""
    words = f"{me.comment} {me.name} {me.email} {me.phone}"
    expect(tell_of_call(site, me, {"words": words}), *TOLD_YES)
    expect(tell_of_call(site, me, {"words": words, "outcome": "voicemail"}), 422)


def volunteers(site: Site, me: Signer) -> None:
    """Join a committee, and say what one is good at."""
    expect(join_committee(site, me), *TOLD_YES)


def tells_of_a_resolution(site: Site, me: Signer) -> None:
    """Tell how it went, with one's name and how to be reached."""
    expect(tell_of_resolution(site, me), *TOLD_YES)


def organization(me: Signer) -> dict[str, str]:
    return {
        "organization": f"Casa del Río {me.number}",
        "scope": "local", "city": "Northfield", "state": "MN",
        "name": me.name, "title": me.comment[:90], "email": me.email, "is_authorized": "on",
    }  # fmt: skip


def office(me: Signer) -> dict[str, str]:
    return {
        "office": "Council Member, City of Northfield", "city": "Northfield", "state": "MN",
        "name": me.name, "email": me.email, "is_shown": "on",
    }  # fmt: skip


def sign_letter(site: Site, me: Signer, way: str, sent: dict[str, str]) -> Answer:
    return _send(site, me, "letter", f"letters/{{slug}}/{way}", sent)


def say_she_comes(site: Site, me: Signer, said: dict[str, str]) -> Answer:
    return _send(site, me, "gathering", "gatherings/{slug}/", {**typed(me), **said})


def tell_of_call(site: Site, me: Signer, said: dict[str, str]) -> Answer:
    told = {"outcome": "spoke", "stance": "leaning", **said}
    return _send(site, me, "callin", "call-ins/{slug}/", told)


def join_committee(site: Site, me: Signer) -> Answer:
    visitor, language = site.visitor(me.network), ("en", "es")[me.number % 2]
    page = f"/{language}/committees/"
    fields = form_in(visitor.get(page).text, "form_time")
    fields["proof"] = visitor.proof("committee", str(Joining.key_of([])))
    said = {"committees": site.facts["committee"], "languages": "es", "way": "call"}
    return visitor.post(page, {**fields, **typed(me), **said, "skills": me.comment[:100]})


def tell_of_resolution(site: Site, me: Signer) -> Answer:
    told = {"outcome": "amended", "body_kind": "caucus", "body_name": "Precinct 4"}
    about = {"town": "Northfield", "county": "27131", "decided_on": "2026-02-03"}
    hers = {"changes": me.comment, "name": me.name, "reach": me.email}
    return _send(site, me, "resolution", "resolutions/{slug}/", {**told, **about, **hers})


def _send(site: Site, me: Signer, kind: str, page: str, sent: dict[str, str]) -> Answer:
    """As a browser with scripts sends it, from a network of her own."""
    asks = {**site.facts["asks"], "resolution": site.facts["resolution"]}
    ask, language = asks[kind], ("en", "es")[me.number % 2]
    visitor = site.visitor(me.network)
    made = {"text_hash": ask["texts"][language], "proof": visitor.proof(kind, ask["id"])}
    return visitor.post(f"/{language}/{page.format(slug=ask['slug'])}", {**made, **sent})


# How one takes part in each, once more and as somebody else: what it answers must not tell
ASKS: dict[str, Callable[[Site, Signer], Answer]] = {
    "a letter, for an organization": lambda site, me: sign_letter(site, me, "", organization(me)),
    "a letter, by an office": lambda site, me: sign_letter(site, me, "office/", office(me)),
    "a letter, for herself": lambda site, me: sign_letter(
        site, me, "person/", typed(me, visibility="counted")
    ),
    "a gathering": lambda site, me: say_she_comes(site, me, {"party": "2", "needs": "A chair"}),
    "a committee": join_committee,
    "a call-in day": lambda site, me: tell_of_call(site, me, {"words": me.name}),
    "a resolution": tell_of_resolution,
}
ONCE_EACH = tuple(ASKS)[:5]  # nobody counts twice there; the others ask for no address
