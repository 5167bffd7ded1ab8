"""What stands on a button or beside a field of the desk, in the language of who works there."""

from collections.abc import Callable

from django.utils.translation import gettext, override

from amparo.accounts.models import User
from tests.cast import ALMA

Says = Callable[[str], str]
BOTH = ("en", "es")


def in_words(words: str, language: str) -> str:
    """The words of the code as a page says them; refuses what has no Spanish."""
    with override(language):
        said = gettext(words)
    assert language == "en" or said != words, "it has no Spanish"
    return said


def es(words: str) -> str:
    return in_words(words, "es")


def desk_in(language: str) -> Says:
    """Let Alma's desk speak this language; return what it says for the words of the code."""
    User.objects.filter(email=ALMA.email).update(preferred_language=language)
    return lambda words: in_words(words, language)
