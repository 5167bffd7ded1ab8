"""The demo's press: a release that is out, one that waits for its hour, three briefs, the kit."""

from django.core.files.base import ContentFile

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign
from amparo.demo.drawing import print_of
from amparo.demo.prose import SHOWN
from amparo.demo.words import LANGUAGES, Clock, Told, read
from amparo.pages.drafts import send_out
from amparo.pages.models import Photograph
from amparo.pages.releases import (
    BriefWords,
    Contact,
    Quotation,
    ReleaseFacts,
    ReleaseWords,
    brief_twins,
    note_mailing,
    press_page,
    quote,
    release_twins,
    write_brief,
    write_release,
    write_series,
)
from amparo.web.models import Coalition

CALLED = {"en": "Press office", "es": "Oficina de prensa"}


def fill_press(clock: Clock, *, campaigns: dict[str, Campaign], alma: User) -> None:
    """Write and send out; after the pages and the claims."""
    told = read("press")
    Coalition.forget_kept()
    for each in told["release"]:
        _release(clock, each, campaigns, alma)
    _kit(told["kit"], alma)
    series = write_series(
        {
            code: BriefWords(told["series"][code]["title"], "", told["series"][code]["lede"])
            for code in LANGUAGES
        },
        by=alma,
    )
    for number, each in enumerate(told["brief"], 1):
        words = {code: BriefWords(text=each[code].pop("text"), **each[code]) for code in LANGUAGES}
        key = write_brief(series, words, number=number, issued_on=clock.day(each["day"]), by=alma)
        send_out(brief_twins(key), by=alma)


def _release(clock: Clock, told: Told, campaigns: dict[str, Campaign], alma: User) -> None:
    until = clock.ahead(told["until"], 10) if "until" in told else None
    facts = ReleaseFacts(clock.day(told["day"]), until, campaigns[told["campaign"]])
    words = {code: _words(clock, told[code], code) for code in LANGUAGES}
    key = write_release(facts, words, by=alma, now=clock.now)
    quoted = told["quote"]
    said = {
        code: Quotation(quoted[code][0], quoted["who"], clock.day(-9), "aloud", quoted[code][1])
        for code in LANGUAGES
    }
    quote(key, said, by=alma)
    send_out(release_twins(key), by=alma)
    for outlet, language, day in quoted["outlets"]:
        note_mailing(key, outlet=outlet, language=language, mailed_on=clock.day(day), by=alma)


def _words(clock: Clock, told: Told, language: str) -> ReleaseWords:
    here = Coalition.here()
    contact = Contact(CALLED[language], "", here.hotline, here.email)
    text = clock.say(told["text"], language)
    return ReleaseWords(told["title"], text, told["lede"], told["dateline"], (contact,))


def _kit(told: Told, alma: User) -> None:
    """Facts, and one print with the name of who made it."""
    picture = print_of(told["picture"])
    photograph = Photograph.objects.create(
        title=told["credit"],
        file=ContentFile(picture.data, name=f"kit{picture.suffix}"),
        shown=SHOWN[told["picture"]],
        credit=told["credit"],
        uploaded_by_user=alma,
    )
    for code in LANGUAGES:
        page = press_page(code)
        lede, fact, caption = told[code]
        page.lede, page.body = lede, [("paragraph", f"<p>{fact}</p>")]
        page.kit = [("photo", {"photograph": photograph, "caption": caption})]
        page.save_revision().publish()
