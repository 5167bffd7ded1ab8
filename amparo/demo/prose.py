"""The demo's pages: home, about, guides, what we keep, the story of a campaign, news."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Locale, Page

from amparo.accounts.models import User
from amparo.campaigns.models import Campaign
from amparo.demo.drawing import print_of
from amparo.demo.words import Clock, Told, languages_of, read
from amparo.pages.models import CampaignStory, HomePage, Photograph, PrivacyPage, StandardPage
from amparo.pages.operations import Post, build_site, post_news

Block = tuple[str, Any]
SHOWN = {
    "candles": "A print: eleven burning candles of different heights in the dark",
    "bus": "A print: a green bus with people of several colors at its windows, under a low sun",
    "river": "A print: the sun setting behind hills over a broad river with reeds",
    "window": "A print: a lit kitchen window at night, with two plants and snow on the sill",
    "basket": "A print: a basket full of folded papers and round loaves, seen from above",
}


def fill_pages(clock: Clock, *, campaigns: dict[str, Campaign], alma: User) -> None:
    """Build the tree and write everything on it, in both languages."""
    told = read("pages")
    coalition = read("coalition")["coalition"]
    build_site(name=coalition["en"]["name"])
    _write_homes(told["home"])
    _write(told["about"], StandardPage.objects.filter(slug="about"))
    _write(told["guides"], StandardPage.objects.filter(slug="guides"))
    _write(told["privacy"], PrivacyPage.objects.all())
    for each in told["guide"]:
        _add_guide(each)
    for each in told["story"]:
        _add_story(each, campaigns[each["campaign"]])
    _post_all(clock, told["news"], campaigns, alma)


def _write_homes(told: Told) -> None:
    for code in languages_of(told):
        home = HomePage.objects.get(locale__language_code=code)
        home.title, home.lede = told[code]["title"], told[code]["lede"]
        home.save_revision().publish()


def _write(told: Told, pages: Any) -> None:
    """Write one page of `pages` in each language."""
    for code in languages_of(told):
        page = pages.get(locale__language_code=code)
        page.title = told[code].get("title", page.title)
        page.lede, page.body = told[code]["lede"], _blocks(told[code])
        page.save_revision().publish()


def _blocks(told: Told) -> list[Block]:
    blocks: list[Block] = [("paragraph", each) for each in told.get("paragraphs", [])]
    if "quote" in told:
        blocks.append(("quote", {"words": told["quote"], "who": told["quote_who"]}))
    if "callout" in told:
        callout = {"title": told["callout_title"], "words": told["callout"]}
        blocks.append(("callout", {**callout, "link": "", "button": ""}))
    return blocks


def _add_guide(told: Told) -> None:
    pages = []
    for code in languages_of(told):
        parent = StandardPage.objects.get(slug="guides", locale__language_code=code)
        words = told[code]
        page = StandardPage(
            title=words["title"],
            slug=told[f"slug_{code}"],
            lede=words["lede"],
            body=_blocks(words),
            locale=_locale(code),
        )
        pages.append(page)
        _publish_twin(page, parent, first=pages[0])


def _add_story(told: Told, campaign: Campaign) -> None:
    pages = []
    for code in languages_of(told):
        home = HomePage.objects.get(locale__language_code=code)
        page = CampaignStory(
            title=told[code]["title"],
            slug=f"story-{campaign.slug}",
            campaign=campaign,
            body=_blocks(told[code]),
            locale=_locale(code),
        )
        pages.append(page)
        _publish_twin(page, home, first=pages[0])


def _publish_twin(page: Page, parent: Page, *, first: Page) -> None:
    """Publish below `parent`; all languages of one page share the first one's translation key."""
    page.translation_key = first.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()


def _locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def _post_all(clock: Clock, told: list[Told], campaigns: dict[str, Campaign], alma: User) -> None:
    photographs: dict[str, Photograph] = {}
    for each in told:
        posts = {
            code: Post(
                title=clock.say(each[code]["title"], code),
                lede=clock.say(each[code]["lede"], code),
                paragraphs=[clock.say(text, code) for text in each[code]["paragraphs"]],
            )
            for code in languages_of(each)
        }
        post_news(
            posts,
            posted_on=_posted_on(clock, each),
            by=alma,
            photograph=_photograph(each.get("picture", ""), photographs, alma),
            campaign=campaigns[each["campaign"]],
        )


def _posted_on(clock: Clock, told: Told) -> date:
    if "days_ago" in told:
        return date.fromordinal(clock.today.toordinal() - told["days_ago"])
    return clock.day(told["day"])


def _photograph(subject: str, made: dict[str, Photograph], alma: User) -> Photograph | None:
    """The print of that subject, drawn once."""
    if not subject:
        return None
    if subject not in made:
        picture = print_of(subject)
        made[subject] = Photograph.objects.create(
            title=subject.capitalize(),
            file=ContentFile(picture.data, name=f"{subject}{picture.suffix}"),
            shown=SHOWN[subject],
            uploaded_by_user=alma,
        )
    return made[subject]
