"""What the forms of all rooms share: clean fields, and keeping what was typed.

A newcomer's mistake: validating when somebody only changed the language. `is_language_switch` says
so, and `WebForm.retyped` shows the same words in the other language, without a word of blame.
"""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from amparo.lib import emails, markup, phones

FILL_IN = _("Please fill this in.")
LONGEST_LINE = 120
LONGEST_EMAIL = 254


def is_language_switch(request: HttpRequest) -> bool:
    """Whether this POST came from the language switch and asks only to be shown again."""
    return request.method == "POST" and bool(request.POST.get("switch_to"))


class WebForm(forms.Form):
    """A plain form of the public pages: validates, saves nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @classmethod
    def retyped(cls, data: QueryDict, **kwargs: Any) -> Self:
        """The form as it was typed, not yet judged."""
        form = cls(**kwargs)
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        return form


class LineField(forms.CharField):
    """One line: no line breaks, no control characters, no hidden marks that turn text around."""

    default_error_messages = {
        "required": FILL_IN,
        "max_length": _("This is too long: at most %(limit_value)d letters."),
    }

    def __init__(self, *, max_length: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return markup.clean_line(super().to_python(value) or "")


class ProseField(forms.CharField):
    """Some lines of text, cleaned as a line is; line breaks stay."""

    widget = forms.Textarea(attrs={"rows": 5})
    default_error_messages = LineField.default_error_messages

    def to_python(self, value: Any) -> str:
        return markup.clean_text(super().to_python(value) or "")


class EmailAddressField(forms.CharField):
    """An e-mail address that could exist; nobody is asked whether it does."""

    widget = forms.EmailInput(
        attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
    )
    default_error_messages = {
        "required": _("Please write your e-mail address."),
        "impossible": _("This e-mail address cannot be right. It looks like name@example.org."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_EMAIL, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = markup.clean_line(super().to_python(value) or "")
        if not typed:
            return ""
        try:
            return emails.clean_email(typed)
        except emails.NotAnEmail:
            raise ValidationError(self.error_messages["impossible"], code="impossible") from None


class PhoneField(forms.CharField):
    """A telephone number, kept as E.164; written as people write it."""

    widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"})
    default_error_messages = {
        "required": _("Please write your telephone number."),
        "impossible": _("This telephone number cannot be right. It looks like 612-555-0100."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = markup.clean_line(super().to_python(value) or "")
        if not typed:
            return ""
        try:
            return phones.clean_phone(typed)
        except phones.NotAPhone:
            raise ValidationError(self.error_messages["impossible"], code="impossible") from None
