"""The demo's provisions followed: 82 words of 2011, and a wording that came back for sixteen years.

Both from public sources. A newcomer's mistake: deciding the dispute. Sources differ on where the 82
words were first put in, and the road shows both.
"""

from django.utils import timezone

from amparo.accounts.models import User
from amparo.bills.importers.records import SessionRecord
from amparo.bills.models import Bill, LegalText, TextKind
from amparo.bills.operations.bills import Words, add_bill, add_text, change_bill
from amparo.bills.operations.sessions import session_for
from amparo.bills.texts import tell_everything
from amparo.demo.words import LANGUAGES, Clock, Told, read
from amparo.evidence.models import Claim, Source, Topic
from amparo.evidence.operations import save_source
from amparo.evidence.operations.claims import Facts, StandsOn, disagree, make_claim
from amparo.evidence.operations.claims import Words as ClaimWords
from amparo.sightings.models import Sighting, Stop, WatchedText
from amparo.sightings.operations.catching_up import search_waiting
from amparo.sightings.operations.deciding import confirm
from amparo.sightings.operations.stops import save_stop
from amparo.sightings.operations.watching import Selection, tell, watch_selection

READ_ON = "2026-11-22"


def fill_sightings(clock: Clock, *, alma: User) -> None:
    """Write the texts, watch two wordings, confirm all but the last, tell the story of 2011."""
    told = read("sightings")
    sessions = {each["key"]: _session(each) for each in told["session"]}
    texts = [_text(each, sessions[each["session"]], told, clock, alma) for each in told["text"]]
    communities = LegalText.objects.get(bill__identifier="SF 1143", kind=TextKind.AMENDMENT)
    sources = {each["key"]: _source(each, alma) for each in told["source"]}
    _watch(communities, told["communities"], clock, alma)
    _watch(texts[0], told["preemption"], clock, alma)
    tell_everything(clock.now)
    search_waiting(clock.now)
    _confirm(texts[:-1], clock, alma)
    _tell_2011(WatchedText.objects.get(text=communities), told, sources, clock, alma)


def _session(told: Told) -> object:
    return session_for(SessionRecord("MN", told["first_year"], told["last_year"], 0, told["name"]))


def _text(told: Told, session: object, all_told: Told, clock: Clock, alma: User) -> LegalText:
    bill = add_bill(session, told["bill"], actor=alma.actor, now=clock.now)  # type: ignore[arg-type]
    bill.title, bill.position = told["title"], "oppose"
    words = {code: Words(title=told[code], summary="", why="") for code in LANGUAGES}
    change_bill(bill, words=words, actor=alma.actor)
    text = LegalText(
        bill=bill,
        kind=told.get("kind", TextKind.VERSION),
        label=told["label"],
        starts_on=told["from"],
        ends_on=told["to"],
        source_url=told["url"],
        media_type="text/plain",
        is_complete=False,
        checked_on=bill.checked_on,
    )
    body = all_told["wording"][told["wording"]].strip()
    add_text(text, body, actor=alma.actor, now=clock.now)
    return text


def _watch(text: LegalText, told: Told, clock: Clock, alma: User) -> None:
    said = {code: dict(told[code]) for code in LANGUAGES}
    chosen = Selection(text, 0, len(text.body))
    today = timezone.localdate(clock.now)
    watch = watch_selection(chosen, said, today=today, actor=alma.actor)
    tell(watch, said, is_public=True, actor=alma.actor)


def _confirm(texts: list[LegalText], clock: Clock, alma: User) -> None:
    """The amendment of the last bill waits: that is what a desk looks like."""
    for sighting in Sighting.objects.waiting().filter(text__in=texts).with_all():
        confirm(sighting, actor=alma.actor, now=clock.now)


def _source(told: Told, alma: User) -> Source:
    columns = {name: value for name, value in told.items() if name != "key"}
    return save_source(Source(**columns, read_on=READ_ON), actor=alma.actor)


def _tell_2011(
    watch: WatchedText, told: Told, sources: dict[str, Source], clock: Clock, alma: User
) -> None:
    claims = [_claim(each, sources, clock, alma) for each in told["claim"]]
    disagree(*claims, why=dict(told["dispute"]), actor=alma.actor, now=clock.now)
    for each in told["stop"]:
        bill = Bill.objects.filter(identifier=each.get("bill", ""), session__first_year=2011)
        stop = Stop(
            watch=watch,
            movement=each["movement"],
            bill=bill.first(),
            starts_on=each["from"],
            ends_on=each["to"],
            source=sources[each["source"]],
        )
        said = {code: dict(each[code]) for code in LANGUAGES}
        save_stop(
            stop, said, claims if each.get("disputed") else (), actor=alma.actor, now=clock.now
        )


def _claim(told: Told, sources: dict[str, Source], clock: Clock, alma: User) -> Claim:
    return make_claim(
        Facts(topic=Topic.LAWS),
        {code: ClaimWords(told[code]) for code in LANGUAGES},
        stands_on=[StandsOn(sources[told["source"]])],
        actor=alma.actor,
        now=clock.now,
        key=told["key"],
    )
