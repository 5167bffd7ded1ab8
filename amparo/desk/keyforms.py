"""Forms about keys: what was typed is read here, with the mistake named, and kept by nobody.

None of the fields is remembered by a browser, and a passphrase is never sent back in a page.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.lib.qrcodes import qr_svg
from amparo.lib.sealing.words import (
    FINGERPRINT_WORDS,
    CannotReadWords,
    UnknownWord,
    WrongWordCount,
    seed_from_words,
)

_UNREMEMBERED = {
    "autocomplete": "off",
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
}


class UnlockForm(forms.Form):
    passphrase = forms.CharField(
        label=gettext_lazy("Your six words"),
        help_text=gettext_lazy("Capitals, hyphens and spaces do not matter."),
        widget=forms.PasswordInput(attrs={**_UNREMEMBERED, "autofocus": True}),
        max_length=200,
    )
    is_shown = forms.BooleanField(
        label=gettext_lazy("Show what I type (after the next try)"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("is_shown"):
            self.fields["passphrase"].widget.input_type = "text"


class WordsForm(forms.Form):
    """The 24 words of a printed sheet."""

    words = forms.CharField(
        label=gettext_lazy("The 24 words"),
        help_text=gettext_lazy("In their order, with spaces between. Accents do not matter."),
        widget=forms.Textarea(attrs={**_UNREMEMBERED, "rows": 4}),
        max_length=1000,
    )

    def clean_words(self) -> str:
        return read_words(self.cleaned_data["words"])


class GrantForm(forms.Form):
    """What the newcomer reads aloud; and the kit's words, from whoever has not unlocked."""

    heard = forms.CharField(
        label=gettext_lazy("The six words that you hear"),
        widget=forms.TextInput(attrs={**_UNREMEMBERED, "autofocus": True}),
        max_length=200,
    )
    words = forms.CharField(
        label=gettext_lazy("The 24 words of the paper kit"),
        required=False,
        widget=forms.Textarea(attrs={**_UNREMEMBERED, "rows": 4}),
        max_length=1000,
    )

    def __init__(self, *args: Any, needs_words: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_words:
            self.fields["words"].required = True
        else:
            del self.fields["words"]

    def clean_heard(self) -> str:
        heard: str = self.cleaned_data["heard"]
        count = len(heard.replace("-", " ").split())
        if count != FINGERPRINT_WORDS:
            raise forms.ValidationError(
                _("There should be %(expected)d words; you typed %(count)d.")
                % {"expected": FINGERPRINT_WORDS, "count": count}
            )
        return heard

    def clean_words(self) -> str:
        return read_words(self.cleaned_data["words"])


class LanguageForm(forms.Form):
    """In which language the words are to be."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the words"),
        choices=[("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish"))],
    )


def words_language(preferred: str) -> str:
    """Return a language that there are lists of words in: hers, or English."""
    return preferred if preferred in ("en", "es") else "en"


def code_of_words(words: Sequence[str]) -> SafeString:
    """The words of a sheet as a code: a telephone reads them where typing is a burden.

    It tells what the words tell; it stands on the same sheet and nowhere else.
    """
    drawn = qr_svg(" ".join(words), title=_("The 24 words as a code"), css_class="keys-code")
    return SafeString(drawn)


def read_words(typed: str) -> str:
    """Return 24 words that belong together; raise what is wrong with them as a sentence."""
    try:
        seed_from_words(typed)
    except WrongWordCount as error:
        raise forms.ValidationError(
            _("There should be 24 words; you typed %(count)d.") % {"count": error.count}
        ) from None
    except UnknownWord as error:
        raise forms.ValidationError(_unknown(error)) from None
    except CannotReadWords:
        raise forms.ValidationError(
            _("Every word is a possible one, but they do not belong together. Compare their order.")
        ) from None
    return typed


def _unknown(error: UnknownWord) -> str:
    place = {"position": error.position, "word": error.word, "suggestion": error.suggestion}
    if error.suggestion:
        return (
            _("Word %(position)d, “%(word)s”, is not in the list. Is it “%(suggestion)s”?") % place
        )
    return _("Word %(position)d, “%(word)s”, is not in the list.") % place
