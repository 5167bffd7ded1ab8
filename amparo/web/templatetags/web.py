"""What templates of every room may say: dates in words, numbers, telephones, links to pass on.

A newcomer's mistake: Django's `date` filter in a public page. It knows neither "12:00 del mediodía"
nor windows of time; `day`, `moment` and `window` do.
"""

import html
import json
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField, CheckboxInput
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext

from amparo.lib import dates, markup, phones
from amparo.web.addresses import EMBED_PREFIX, framed, in_language, with_source
from amparo.web.headlinks import head_links as registered_head_links
from amparo.web.menus import foot_links as registered_foot_links
from amparo.web.models import Coalition
from amparo.web.numbers import in_digits
from amparo.web.panels import panels

register = template.Library()


@register.filter
def number(value: int | float | None) -> str:
    return "" if value is None else in_digits(value)


@register.filter
def phone(kept: str) -> str:
    """(612) 555-0100; what cannot be a number is shown as it stands."""
    try:
        return phones.national_phone(kept)
    except phones.NotAPhone:
        return kept


@register.filter
def day(value: date | None, options: str = "") -> str:
    """A day in words; "weekday" says its name too, "year" always says the year."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    today = None if "year" in options else timezone.localdate()
    return dates.day_in_words(value, _language(), weekday="weekday" in options, today=today)


@register.filter
def moment(value: datetime | None) -> str:
    """Day and hour in words, in the coalition's own time zone."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return dates.moment_in_words(local, _language(), today=timezone.localdate())


@register.filter
def window(value: dates.DateWindow | None) -> str:
    """A window of time in words: "sometime before July 1"."""
    return value.in_words(_language(), today=timezone.localdate()) if value else ""


@register.filter
def prose(text: str) -> SafeString:
    """What an organizer wrote, as paragraphs, lists and links; everything else is escaped."""
    return mark_safe(markup.to_html(text))  # noqa: S308 - to_html cleans with an allow-list


@register.filter
def excerpt(text: str, length: int = 160) -> str:
    return markup.excerpt(text, length=length)


@register.filter
def language_name(code: str) -> str:
    """The language's own name: "español", "Soomaali"; its code where nobody knows it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return _name_in(code, code)


@register.filter
def language_said(code: str) -> str:
    """A language as a sentence of the page calls it: "inglés" in Spanish, "Spanish" in English."""
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        name = _name_in(code, _language())
    return name if _language() == "en" else name.lower()


def _name_in(code: str, language: str) -> str:
    """What a language calls another one, of those that Django has no names for."""
    try:
        name = Locale.parse(language, sep="-").languages.get(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or code)


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> SafeString:
    """The other languages: links, or, beside a form, buttons that keep what was typed.

    A page with a form names it as `switch_form` (its id); its view is a `public_post`.
    """
    addresses = _addresses(context)
    if len(addresses) < 2:
        return SafeString("")
    form = context.get("switch_form")
    one = _switch_button if form else _switch_link
    is_framed = _is_embedded(context)
    others = [
        one(code, framed(url) if is_framed else url, form)
        for code, url in addresses.items()
        if code != _language()
    ]
    return format_html(
        '{}<nav class="languages" aria-label="{}">{}</nav>',
        format_html(_DEFAULT_BUTTON, form) if form else "",
        gettext("Languages"),
        mark_safe("".join(others)),  # noqa: S308 - each part is made by format_html
    )


@register.simple_tag(takes_context=True)
def alternate_links(context: Context) -> SafeString:
    """Where this page stands in each language, for search engines."""
    addresses = _addresses(context)
    links = format_html_join(
        "\n",
        '<link rel="alternate" hreflang="{}" href="{}{}">',
        ((code, settings.SITE_URL, url.partition("?")[0]) for code, url in addresses.items()),
    )
    request = context.get("request")
    here = addresses.get(_language(), request.path if request else "/").partition("?")[0]
    return format_html('<link rel="canonical" href="{}{}">\n{}', settings.SITE_URL, here, links)


@register.simple_tag(takes_context=True)
def head_links(context: Context) -> SafeString:
    """Where programs find more of this page: feeds, and how to embed it."""
    request = context.get("request")
    return format_html_join(
        "\n",
        '<link rel="alternate" type="{}" href="{}" title="{}">',
        registered_head_links(request) if request is not None else (),
    )


@register.simple_tag(takes_context=True)
def share_panels(context: Context) -> SafeString:
    """What rooms above add to "Pass it on"."""
    request = context.get("request")
    shown = panels("share", request, context) if request is not None else []
    return mark_safe("".join(shown))  # noqa: S308 - ready markup


@register.simple_tag(takes_context=True)
def banner(context: Context) -> SafeString:
    """What stands above every page: nothing, unless a room above has something to say to all."""
    request = context.get("request")
    shown = panels("banner", request) if request is not None else []
    return mark_safe("".join(shown))  # noqa: S308 - ready markup


@register.simple_tag
def foot_links() -> SafeString:
    return format_html_join("", '<li><a href="{}">{}</a></li>', registered_foot_links(_language()))


@register.simple_tag(takes_context=True)
def words_of_block(context: Context, name: str) -> SafeString:
    """What a block of the page says, on one line: its title and description, said again."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    said = block.render(context) if block else ""
    return mark_safe(" ".join(said.split()))  # noqa: S308 - rendered and escaped already


@register.simple_tag(takes_context=True)
def page_facts(context: Context, title: str, description: str) -> SafeString:
    """What any page is, for search engines; a view says more by `json_ld_facts`."""
    request = context.get("request")
    given = context.get("json_ld_facts")
    if request is None or given:
        return json_ld(given) if given else SafeString("")
    here = f"{settings.SITE_URL}{request.path}"
    coalition = Coalition.here().text(_language())
    return json_ld(
        {
            "@type": "WebPage",
            "name": html.unescape(title),
            "description": html.unescape(description),
            "url": here,
            "inLanguage": _language(),
            "publisher": {"@type": "Organization", "name": coalition.name},
        }
    )


@register.simple_tag
def json_ld(data: Mapping[str, object]) -> SafeString:
    """Facts of the page for search engines (schema.org), as a block that no browser runs."""
    told = json.dumps({"@context": "https://schema.org", **data}, cls=DjangoJSONEncoder)
    safe = told.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"})
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308


@register.simple_tag
def share_links(address: str, words: str) -> dict[str, str]:
    """Addresses that open WhatsApp, SMS and mail with the words and the link in them.

    Each says by which button people came, in its source code.
    """

    def message(button: str) -> str:
        return f"{words} {with_source(address, button)}".strip()

    subject, body = quote(words[:120], safe=""), quote(message("email"), safe="")
    return {
        "whatsapp": "https://wa.me/?text=" + quote(message("whatsapp"), safe=""),
        "sms": "sms:?&body=" + quote(message("sms"), safe=""),
        "email": f"mailto:?subject={subject}&body={body}",
        "link": with_source(address, "link"),
        "other": with_source(address, "share"),
    }


def _addresses(context: Context) -> dict[str, str]:
    """This page's address by language: given as `alternates`, or the same path with the prefix."""
    given = context.get("alternates")
    if given:
        return dict(given)
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    return {code: in_language(path, code) for code in settings.SITE_LANGUAGES}


def _is_embedded(context: Context) -> bool:
    """Whether another site shows this page in a frame."""
    return getattr(context.get("request"), "is_embedded", False)


def _switch_link(code: str, url: str, form: str | None) -> SafeString:
    name = language_name(code).capitalize()
    target = mark_safe(' target="_self"') if url.startswith(EMBED_PREFIX) else ""
    return format_html(
        '<a href="{}" hreflang="{}" lang="{}"{}>{}</a>', url, code, code, target, name
    )


# Enter in a field presses the first button of its form in the order of the page: not the switch.
_DEFAULT_BUTTON = '<button class="hush" form="{}" tabindex="-1" aria-hidden="true"></button>'


def _switch_button(code: str, url: str, form: str | None) -> SafeString:
    # No address of its own: the form's keeps its query, and origins.public_post sends it on.
    return format_html(
        '<button class="link" form="{}" name="switch_to" value="{}" lang="{}" formnovalidate>'
        "{}</button>",
        form, code, code, language_name(code).capitalize(),
    )  # fmt: skip


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
