"""Dates, numbers and links as people write them, in the language of the page."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.template import Context, Template
from django.utils.translation import override

from amparo.lib.dates import DateWindow
from amparo.web.addresses import in_language, with_source
from amparo.web.progress import Progress
from amparo.web.templatetags.web import share_links

FACTS = {
    "at": datetime(2031, 12, 3, 22, 0, tzinfo=UTC),
    "on": date(2031, 12, 3),
    "window": DateWindow(None, date(2031, 7, 1)),
    "count": 1204,
    "phone": "+16123325550",
    "typed": "See https://example.org/ <script>",
    "nothing": None,
}


def said(template: str, language: str) -> str:
    with override(language):
        return Template(template).render(Context(FACTS)).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("template", "english", "spanish"),
    [
        ("{{ at|moment }}", "Wednesday, December 3, 2031, 4:00 p.m.", None),
        ("{{ at|moment }}", None, "miércoles 3 de diciembre de 2031, 4:00 p. m."),
        ("{{ on|day }}", "December 3, 2031", "3 de diciembre de 2031"),
        ("{{ window|window }}", "sometime before July 1, 2031", "antes del 1 de julio de 2031"),
        ("{{ count|number }}", "1,204", "1,204"),
        ("{{ phone|phone }}", "(612) 332-5550", "(612) 332-5550"),
        ("{{ nothing|moment }}{{ nothing|day }}{{ nothing|number }}", "", ""),
        ("{{ 'es'|language_name }}", "español", "español"),
    ],
)
def test_how_things_are_written(template: str, english: str | None, spanish: str | None) -> None:
    for language, words in (("en", english), ("es", spanish)):
        if words is not None:
            assert said(template, language) == words


def test_what_organizers_write_becomes_links_and_never_scripts() -> None:
    markup = said("{{ typed|prose }}", "en")

    assert 'href="https://example.org/"' in markup
    assert "<script>" not in markup


def test_facts_for_search_engines_cannot_end_their_block() -> None:
    template = Template("{% json_ld facts %}")
    markup = template.render(Context({"facts": {"name": "</script><script>alert(1)</script>"}}))

    assert markup.count("</script>") == 1


@pytest.mark.parametrize("button", ["whatsapp", "sms", "email"])
def test_each_share_button_leaves_its_source(button: str) -> None:
    link = share_links("https://example.org/es/petitions/x/", "Firme: café & más")[button]

    assert f"source={button}" in unquote(link)
    assert "Firme: café & más" in unquote(link)
    assert "&source" not in urlsplit(link).query or parse_qs(urlsplit(link).query)


def test_a_source_code_that_is_there_stays() -> None:
    assert with_source("/x/?source=poster", "sms") == "/x/?source=poster"
    assert with_source("/x/?a=b", "sms") == "/x/?a=b&source=sms"


def test_the_same_place_in_another_language() -> None:
    assert in_language("/en/petitions/x/?a=b", "es") == "/es/petitions/x/?a=b"
    assert in_language("/accounts/login/", "es") == "/es/"
    assert in_language("/", "es") == "/es/"


def test_progress_is_honest() -> None:
    assert Progress(count=9, goal=100).is_small
    assert Progress(count=9, goal=100).bar == ""
    assert Progress(count=500).bar == ""
    assert "1,204 of 2,000" in Progress(count=1204, goal=2000, paper=88).bar
