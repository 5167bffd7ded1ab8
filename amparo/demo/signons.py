"""The demo's letters: pasted from a list long kept elsewhere, frozen, delivered, growing since.

Everybody who signs is invented, out of word lists, alike in every demo. Who came by the form went
the way of a real one: sealed, mailed, confirmed; the last few wait for an organizer.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import product

from amparo.accounts.models import User
from amparo.audit.actors import Actor
from amparo.campaigns.models import Campaign
from amparo.campaigns.operations.asks import create_ask, open_ask
from amparo.campaigns.operations.records import HandOver, record_delivery
from amparo.demo.founding import Organizations
from amparo.demo.names import Crowd
from amparo.demo.words import Clock, Told, languages_of, read
from amparo.lib.pastedlists import NAMES
from amparo.outbox.letters import Draft
from amparo.outbox.models import Waiting
from amparo.outbox.sealing import unseal_letter
from amparo.signons.models import Letter, Recipient, Role, Scope
from amparo.signons.operations import endorsing, letters, pasting
from amparo.signons.operations.freezing import freeze
from amparo.signons.operations.letters import Post
from amparo.signons.operations.signing import submission_of
from amparo.supporters.operations import confirm, receive

WORDS = ("title", "addressee", "ask", "salutation", "body", "closing")


def fill_letters(
    clock: Clock, *, alma: User, campaigns: Mapping[str, Campaign], organizations: Organizations
) -> None:
    """Make the letter and the statement with all who signed them."""
    told = read("letters")
    names = _names(told["names"])
    for form in ("letter", "statement"):
        each = told[form]
        letter = _opened(clock, campaigns[each["campaign"]], each, form, alma.actor)
        letters.set_hosts(letter, [organizations[key] for key in each["hosts"]], actor=alma.actor)
        _address(letter, each, alma.actor)
        offices = told["names"]["office"] if letter.takes_offices else []
        _paste(clock, letter, each, _as_list(each, names, offices), alma.actor)
        _print(clock, letter, each, alma.actor)
        _sign_since(clock, letter, each, names, alma.actor)


def _opened(clock: Clock, campaign: Campaign, told: Told, form: str, actor: Actor) -> Letter:
    facts = {
        "slug": told["slug"],
        "form": form,
        "takes_offices": form == "letter",
        "dated_on": clock.day(told["dated"]) if "dated" in told else None,
        "deadline_on": clock.day(told["deadline"]),
        "closes_at": clock.ahead(told["closes"]),
    }
    words = {
        code: {name: told[code].get(name, "").strip() for name in WORDS}
        for code in languages_of(told)
    }
    began = clock.at(told["opens"])
    letter = create_ask(Letter, campaign, facts=facts, words=words, actor=actor, now=began)
    open_ask(letter, actor=actor, now=began)
    return letter


def _address(letter: Letter, told: Told, actor: Actor) -> None:
    for role, key in ((Role.TO, "to"), (Role.COPY, "copy")):
        for each in told.get(key, []):
            recipient = Recipient(letter=letter, role=role, address=each.get("address", ""))
            posts = {code: Post(*each[code]) for code in languages_of(each)}
            letters.save_recipient(recipient, posts=posts, actor=actor)


def _names(told: Told) -> Iterator[str]:
    """Names of organizations, no two alike, in both languages, in an order that looks like none."""
    english = [f"{place} {what}" for place, what in product(told["places"], told["english"])]
    spanish = [_in_spanish(*pair) for pair in product(told["spanish"], told["spanish_places"])]
    made = [*english, *spanish]
    random.Random("letters").shuffle(made)  # noqa: S311 - invented names, alike in every demo
    return iter(made)


def _in_spanish(what: str, place: str) -> str:
    if what.endswith(" de"):
        return f"{what} {place}".replace(" de el ", " del ")
    return f"{what} {place[0].upper()}{place[1:]}"


def _as_list(told: Told, names: Iterator[str], offices: list[Told]) -> str:
    """The list as the organizers kept it so far: national first, then under states."""
    words = read("letters")["names"]
    national = words["national"][: max(told["listed"] // 20, 4)]
    rest = told["listed"] - len(national) - len(offices)
    chance = random.Random(told["slug"])  # noqa: S311 - the same list in every demo
    weights = [10 if state == "MN" else 2 for state in words["states"]]
    held: dict[str, list[str]] = {state: [] for state in words["states"]}
    for state in chance.choices(words["states"], weights, k=rest):
        town = chance.choice([*words["cities"].get(state, [""]), ""])
        note = f" ({words['notes'][0]})" if chance.random() < 0.02 else ""
        held[state].append(f"{next(names)}{f' – {town}' if town else ''}{note}")
    lines = ["NATIONAL", *national]
    for state, listed in sorted(held.items(), key=lambda pair: NAMES[pair[0]]):
        lines += [NAMES[state], *listed] if listed else []
    lines += ["State and local"] if offices else []
    return "\n".join([*lines, *map(_office_line, offices)])


def _office_line(told: Told) -> str:
    place = ", ".join(filter(None, (told["city"], told["state"])))
    return f"{told['name']}, {told['office']}, {place}"


def _paste(clock: Clock, letter: Letter, told: Told, text: str, actor: Actor) -> None:
    now = clock.at(told["opens"], 14)
    pasted = pasting.paste(letter, text, language="en", actor=actor, now=now)
    pasting.import_list(pasted, actor=actor, now=now)


def _print(clock: Clock, letter: Letter, told: Told, actor: Actor) -> None:
    """Freeze it and hand it over, where that has happened."""
    if "frozen" not in told:
        return
    made = freeze(letter, actor=actor, now=clock.at(told["frozen"], 15))
    record_delivery(
        letter,
        delivered_on=clock.day(told["delivered"]),
        name_count=made.signer_count,
        hand_over={code: HandOver(**said) for code, said in told["delivery"].items()},
        photo=None,
        actor=actor,
    )


def _sign_since(
    clock: Clock, letter: Letter, told: Told, names: Iterator[str], actor: Actor
) -> None:
    """Let some more sign by the form; all but the last ones are approved."""
    chance = random.Random(f"{told['slug']} since")  # noqa: S311 - alike in every demo
    crowd = Crowd(chance, near={}, spanish=0.5)
    count = told["since"]
    for number in range(count):
        at = clock.now - timedelta(days=2 * (count - number), hours=3)
        _sign(letter, next(names), crowd, at)
        if number < count - told["waiting"]:
            waiting = list(letter.endorsements.waiting())
            endorsing.approve(letter, waiting, actor=actor, now=at + timedelta(hours=4))


def _sign(letter: Letter, name: str, crowd: Crowd, at: datetime) -> None:
    """One authorized person fills in the form and presses the button in her mail."""
    signer = crowd.next()
    while not signer.email:
        signer = crowd.next()
    text = letter.text(signer.language)
    given = {
        "organization": name,
        "scope": Scope.LOCAL,
        "city": signer.town,
        "state": "MN",
        "website": "",
        "identification_only": False,
        "name": signer.name,
        "title": "Coordinadora" if signer.language == "es" else "Coordinator",
        "email": signer.email,
        "wants_news": False,
        "text_hash": text.text_hash if text else "",
    }
    sent = submission_of(letter, given, "organization", language=signer.language, source="")
    receive(sent, now=at)
    for row in Waiting.objects.to_send():
        mail = unseal_letter(bytes(row.sealed_letter), row.pk)
        if isinstance(mail, Draft) and mail.facts.get("id") == letter.pk.hex:
            confirm(mail.facts["link"], now=at)
            row.delete()
