"""Fields and forms that parts of the desk share: days, moments, pictures, words by language.

A newcomer's mistake: one form with `title_en` and `title_es`. Words come as one `WordsForm` per
language; the template sets them side by side.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.accounts.models import User
from amparo.evidence.citing import marks_in, unknown_marks
from amparo.lib.pictures import CannotRead, Picture, remake
from amparo.organizations.models import Organization
from amparo.pages.plain import holds_lines, strange_lines, text_of
from amparo.web.forms import LineField, ProseField
from amparo.web.templatetags.web import language_name

PICTURES = "image/jpeg,image/png,image/webp"


class DayField(forms.DateField):
    """A day, by the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    default_error_messages = {
        "required": gettext_lazy("Please choose a day."),
        "invalid": gettext_lazy("This is not a day. It should look like 2027-05-31."),
    }


class MomentField(forms.DateTimeField):
    """A day and an hour in the coalition's own time zone."""

    def __init__(self, **kwargs: Any) -> None:
        look = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        kwargs.setdefault("widget", look)
        super().__init__(**kwargs)

    default_error_messages = {
        "required": gettext_lazy("Please choose a day and an hour."),
        "invalid": gettext_lazy(
            "This is not a day and hour. It should look like 2027-05-31T17:00."
        ),
    }


class PhotoInput(forms.FileInput):
    """Chooses a photograph; where scripts run, faces may be blurred in it before it is sent."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": PICTURES})

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-blur-hint": _(
                "Does everybody agree to be seen? Draw over faces, license plates and house "
                "numbers: they are blurred before the photograph leaves this device."
            ),
            "data-blur-label": _(
                "The photograph. Arrow keys move the circle, the space bar blurs what is in it."
            ),
            "data-blur-size": _("Size of the circle"),
            "data-blur-undo": _("Undo the last one"),
            "data-blur-done": _("What you see is what will be sent."),
        }
        return context

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """With its script, which needs no place in the page's head."""
        script = static("desk/blur.js")
        field = super().render(*args, **kwargs)
        return format_html('{}<script type="module" src="{}"></script>', field, script)


class PictureField(forms.FileField):
    """A picture, made anew at once: what leaves this field holds pixels and nothing else."""

    def __init__(self, *, longest: int, is_photo: bool = True, **kwargs: Any) -> None:
        self.longest = longest
        plain = forms.FileInput(attrs={"accept": PICTURES})
        kwargs.setdefault("widget", PhotoInput() if is_photo else plain)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return None
        try:
            return remake(sent.read(), longest=self.longest, into="WEBP")
        except CannotRead as error:
            raise forms.ValidationError(_picture_trouble(error.reason), code=error.reason) from None


class NamedChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not at run time
    """A choice among rows whose `__str__` names nobody; `name_of` says what to show."""

    def __init__(self, *, name_of: Callable[[Any], str], **kwargs: Any) -> None:
        self.name_of = name_of
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return self.name_of(obj)


class NamedChoicesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """Several of such rows."""

    def __init__(self, *, name_of: Callable[[Any], str], **kwargs: Any) -> None:
        self.name_of = name_of
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return self.name_of(obj)


class PeopleField(NamedChoicesField):
    """Some of those who log in."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", User.objects.who_can_log_in())
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(name_of=attrgetter("full_name"), **kwargs)


class OrganizationsField(NamedChoicesField):
    """Some organizations of the directory."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Organization.objects.with_names())
        kwargs.setdefault("widget", forms.SelectMultiple(attrs={"size": 5}))
        super().__init__(name_of=attrgetter("name"), **kwargs)


class ReasonForm(forms.Form):
    """Why, for the log, which outlives what it tells of. `hint` says what a reason looks like."""

    reason = LineField(label=gettext_lazy("Why"), max_length=200)

    def __init__(self, *args: Any, hint: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint
        self.fields["reason"].required = is_needed


class CitingField(ProseField):
    """Prose whose marks become notes. One that leads nowhere is refused while it can be mended."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        lost = unknown_marks(value or "")
        if lost:
            said = _("No claim or source has this key: %(marks)s") % {"marks": ", ".join(lost)}
            raise forms.ValidationError(said, code="unknown")


class BodyField(CitingField):
    """The text of a page; what text cannot say stands in it as lines of their own (pages.plain)."""

    body: Iterable[Any] = ()

    def __init__(self, *, rows: int = 14, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.help_text = gettext_lazy(
            "An empty line begins a paragraph, a hyphen a point, ## a heading. Addresses become "
            "links. *Bold*, _italics_, [words](address)."
        )

    def change(self, body: Iterable[Any]) -> str:
        """Take this body to be changed; return its text."""
        self.body = list(body)
        if holds_lines(self.body):
            self.help_text = format_lazy(
                "{} {}",
                self.help_text,
                gettext_lazy(
                    "A line as [2 · Photograph · …] stands for what text cannot show: leave it, "
                    "move it, or take it out."
                ),
            )
        return text_of(self.body)

    def validate(self, value: Any) -> None:
        super().validate(value)
        lost = strange_lines(value or "", self.body)
        if lost:
            said = _("Nothing here belongs to this line: %(lines)s. Write it as it was, or take it "
                     "out.") % {"lines": " ".join(lost)}  # fmt: skip
            raise forms.ValidationError(said, code="strange")


class WordsForm(forms.Form):
    """Words in one language; subclasses declare the fields. `language` leads the field names."""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        kwargs["prefix"] = language
        super().__init__(*args, **kwargs)
        self.language = language
        self.heading = language_name(language).capitalize()
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def _post_clean(self) -> None:
        """A mark becomes a note in some prose; everywhere else it would stand as it was typed."""
        for name, given in list(self.cleaned_data.items()):
            is_citing = isinstance(self.fields[name], CitingField)
            if isinstance(given, str) and not is_citing and (marks := marks_in(given)):
                said = _("%(mark)s cannot become a note here. Please take it out.")
                self.add_error(name, said % {"mark": "[{}:{}]".format(*marks[0])})

    @property
    def is_empty(self) -> bool:
        """Has nobody typed anything in this language?"""
        return self.is_bound and not any(
            self.fields[name].widget.value_from_datadict(
                self.data, self.files, self.add_prefix(name)
            )
            for name in self.fields
        )


def sent(request: HttpRequest) -> Mapping[str, Any]:
    """What a form is bound to: the POST with its files, or nothing yet."""
    if request.method != "POST":
        return {"data": None, "files": None}
    return {"data": request.POST, "files": request.FILES}


def all_valid(*groups: forms.BaseForm) -> bool:
    """Look at every form, so that every mistake is shown at once."""
    return not [form for form in groups if not form.is_valid()]


def window_error(starts_on: date | None, ends_on: date | None) -> str:
    """What is wrong with two days, "" where nothing is."""
    if starts_on and ends_on and ends_on < starts_on:
        return _("The last day is before the first.")
    return ""


def _picture_trouble(reason: str) -> str:
    return {
        "too-heavy": _("This file is too heavy: at most 20 megabytes."),
        "too-large": _("This picture has too many dots. Please make it smaller first."),
    }.get(reason, _("This is not a picture that we can read: JPEG, PNG or WebP, please."))
