"""The copy of a source, wherever at the desk a source is written down."""

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.lib.pictures import CannotRead, remake

LONGEST_COPY = 20_000_000  # bytes
PICTURES = {".png", ".jpg", ".jpeg", ".webp"}
COPIES = {".pdf", ".txt", *PICTURES}


class CopyField(forms.FileField):
    """(ending, content); of a picture the pixels alone, so that no place stays in it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("A copy of it"))
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "PDF, text or picture, up to 20 megabytes. Only the desk sees it; the public sees "
                "a code by which a copy can be compared."
            ),
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes] | None:
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return None
        suffix = PurePosixPath(sent.name or "").suffix.lower()
        if suffix not in COPIES or (sent.size or 0) > LONGEST_COPY:
            raise forms.ValidationError(_("A PDF, a text or a picture of up to 20 MB, please."))
        content = sent.read()
        if suffix == ".pdf" and not content.startswith(b"%PDF-"):
            raise forms.ValidationError(_("This file says PDF and is none."))
        return _picture(content) if suffix in PICTURES else (suffix, content)


def _picture(content: bytes) -> tuple[str, bytes]:
    try:
        picture = remake(content)
    except CannotRead:
        raise forms.ValidationError(_("This picture cannot be read.")) from None
    return picture.suffix, picture.data
