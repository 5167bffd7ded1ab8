"""What the search finds of letters: those that have a page, as nobody in particular reads them."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.mailouts.access import is_public_in
from amparo.mailouts.models import MailOut
from amparo.mailouts.placeholders import plain
from amparo.web.searching import Document, Source


def letters(language: str, now: datetime) -> Iterator[Document]:
    today = timezone.localdate(now)
    for letter in MailOut.objects.public().with_words():
        text = next((each for each in letter.texts.all() if each.language == language), None)
        if text is None or not is_public_in(letter, language, today):
            continue
        yield Document(
            key=str(letter.pk),
            language=language,
            title=plain(text.subject),
            path=reverse("mailouts:letter", args=[letter.pk]),
            kind=_("Letter to our list"),
            summary=plain(text.preheader),
            body=lambda text=text: plain(text.body),  # type: ignore[misc]
            dated_on=letter.published_on,
            about=str(letter.campaign_id or ""),
        )


def _left(keys: Collection[str], language: str, now: datetime) -> set[str]:
    today = timezone.localdate(now)
    found = MailOut.objects.public().with_words().filter(pk__in=list(keys))
    return {str(each.pk) for each in found if is_public_in(each, language, today)}


SOURCE = Source("letters", letters, _left)
