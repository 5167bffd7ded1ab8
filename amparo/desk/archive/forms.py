"""What organizers fill in about an old site. Forms judge and save nothing."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from amparo.archive.models import EVERY, NONE, Item, OldAuthor
from amparo.archive.operations import Corrected
from amparo.archive.telling import refusal
from amparo.campaigns.models import Campaign
from amparo.desk.archive.uploads import LARGEST
from amparo.desk.fields import DayField, NamedChoiceField
from amparo.lib.markup import clean_line
from amparo.lib.oldsites import CannotParse
from amparo.lib.oldsites.uploads import Uploads, from_zip
from amparo.web.forms import LineField
from amparo.web.templatetags.web import day, language_name, language_said

ENDINGS = {".xml", ".zip", ".html", ".htm", ".txt"}
ALL = "all"  # in a form, where an empty value would mean "not chosen"
MOST_TAGS = 12


class BringForm(forms.Form):
    """The export, and the pictures that belong to it."""

    file = forms.FileField(
        label=gettext_lazy("The export"),
        help_text=gettext_lazy(
            "From WordPress: Tools, Export, All content. An .xml file, the .zip of it, or saved "
            "pages (.html, .txt or a .zip of them), up to 12 MB. Comments and e-mail addresses in "
            "it are not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,.zip,.html,.htm,.txt"}),
    )
    uploads = forms.FileField(
        label=gettext_lazy("Its pictures"),
        required=False,
        help_text=gettext_lazy(
            "A zip of the folder wp-content/uploads, up to 300 MB. Only pictures that posts show "
            "are kept, without place and time."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if PurePosixPath(sent.name or "").suffix.lower() not in ENDINGS:
            raise forms.ValidationError(_("An .xml, .zip, .html or .txt file, please."))
        if (sent.size or 0) > LARGEST["file"]:
            raise forms.ValidationError(
                _("This is more than 12 MB. Put it in a zip, or bring it by “amparo import”.")
            )
        return sent

    def clean_uploads(self) -> Uploads | None:
        sent = self.cleaned_data["uploads"]
        if not sent:
            return None
        if (sent.size or 0) > LARGEST["uploads"]:
            raise forms.ValidationError(
                _("This is more than 300 MB. Leave years out, or bring it by “amparo import”.")
            )
        try:
            return from_zip(sent.file)
        except CannotParse as error:
            raise forms.ValidationError(refusal(error)) from None


class AuthorsForm(forms.Form):
    """How each author of the old site is named here."""

    def __init__(self, *args: Any, authors: list[OldAuthor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for author in authors:
            self.fields[f"author-{author.pk}"] = LineField(
                label=author.name, required=False, max_length=80, initial=author.pen_name
            )

    def pen_names(self) -> dict[int, str]:
        return {int(name.partition("-")[2]): said for name, said in self.cleaned_data.items()}


class ItemForm(forms.Form):
    """A post of the old site as it will stand here: languages, day, tags, each part's place."""

    posted_on = DayField(label=gettext_lazy("Posted on"), required=False)
    labels = LineField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Parted by commas."),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(item)
        super().__init__(*args, **kwargs)
        self.item = item
        self._add_titles()
        public = Campaign.objects.public(timezone.localdate()).with_texts()
        self.fields["campaign"] = NamedChoiceField(
            queryset=public,
            label=_("Part of the campaign"),
            required=False,
            empty_label=_("None"),
            name_of=lambda campaign: campaign.title,
        )
        elsewhere = [(ALL, _("every language")), (NONE, pgettext("block", "leave out"))]
        choices = [*_languages(), *elsewhere]
        for at in range(len(item.blocks)):
            self.fields[f"block-{at}"] = forms.ChoiceField(
                label=_("Language of part %(number)d") % {"number": at + 1}, choices=choices
            )

    def _add_titles(self) -> None:
        for code, _name in _languages():
            self.fields[f"title-{code}"] = LineField(
                label=_("Title in %(language)s") % {"language": language_said(code)},
                required=False,
                max_length=250,
                help_text=_("Empty: the post is not in this language."),
            )

    def heads(self) -> Iterator[forms.BoundField]:
        """Everything but the places of its parts."""
        titles = [f"title-{code}" for code, _name in _languages()]
        return (self[name] for name in (*titles, "posted_on", "labels", "campaign"))

    def places(self) -> list[forms.BoundField]:
        return [self[f"block-{at}"] for at in range(len(self.item.blocks))]

    def clean_labels(self) -> list[str]:
        said = [clean_line(each)[:80] for each in self.cleaned_data["labels"].split(",")]
        return list(dict.fromkeys(each for each in said if each))[:MOST_TAGS]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        titled = {code for code, _name in _languages() if given.get(f"title-{code}")}
        if not titled:
            first = f"title-{settings.SITE_LANGUAGES[0]}"
            self.add_error(first, _("A title in at least one language, please."))
        spoken = {given.get(name) for name in self.fields if name.startswith("block-")}
        for code, _name in _languages():
            if titled and code in spoken - titled:
                words = _("Some of it is in %(language)s: write a title, or choose for each part.")
                self.add_error(f"title-{code}", words % {"language": language_said(code)})
            if code in titled and code not in spoken and ALL not in spoken and self.item.blocks:
                words = _("Nothing of it is in %(language)s: empty this, or choose for each part.")
                self.add_error(f"title-{code}", words % {"language": language_said(code)})
        return given

    def corrected(self) -> Corrected:
        given = self.cleaned_data
        order = sorted(_languages(), key=lambda pair: self._first_place(pair[0]))
        titles = {code: given[f"title-{code}"] for code, _name in order}
        places = [given[f"block-{at}"] for at in range(len(self.item.blocks))]
        return Corrected(
            titles={code: title for code, title in titles.items() if title},
            by_block=[EVERY if place == ALL else place for place in places],
            posted_on=given["posted_on"],
            labels=given["labels"],
            campaign=given["campaign"],
        )

    def _first_place(self, code: str) -> int:
        places = [self.cleaned_data[f"block-{at}"] for at in range(len(self.item.blocks))]
        return places.index(code) if code in places else len(places)


class TwinForm(forms.Form):
    """Which other post says the same in another language."""

    def __init__(self, *args: Any, item: Item, others: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(each.pk), f"{day(each.posted_on, 'year')} · {each.title}") for each in others
        ]
        self.fields["other"] = forms.ChoiceField(
            label=_("The same post in another language"),
            choices=[("", _("None")), *choices],
            initial=str(item.proposed_id or ""),
        )


def _initial(item: Item) -> dict[str, Any]:
    places = {f"block-{at}": each["language"] or ALL for at, each in enumerate(item.blocks)}
    titles = {f"title-{piece.language}": piece.title for piece in item.pieces.all()}
    facts = {"posted_on": item.posted_on, "labels": ", ".join(item.labels)}
    return {**places, **titles, **facts, "campaign": item.campaign_id}


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code).capitalize()) for code in settings.SITE_LANGUAGES]
