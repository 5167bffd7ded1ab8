"""Photographs: made anew on the way in, so that no place, time or camera stays in the file.

A newcomer's mistake: trusting the form. Wagtail saves images by several ways (one, many, in a
chooser); all of them end in `save`, so the remaking stands there.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from amparo.lib.pictures import CannotRead, remake

LONGEST = 2_400  # pixels


class Photograph(AbstractImage):
    """A picture for pages. What it shows is said in words, for who cannot see it."""

    file: Any  # Wagtail's field, which has no type

    shown = models.CharField(
        _("what it shows"),
        max_length=250,
        blank=True,
        help_text=_(
            "In words, for people who cannot see it. Look at the faces: has everybody said yes? "
            "Is there a child, a license plate, a house number?"
        ),
    )
    credit = models.CharField(_("photographer"), max_length=120, blank=True)

    admin_form_fields = ("title", "file", "shown", "credit", "collection", "tags")

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        super().clean()
        if self._is_new_file():
            self._make_anew()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._is_new_file() and not getattr(self, "_is_remade", False):
            self._make_anew()
        super().save(*args, **kwargs)

    @property
    def default_alt_text(self) -> str:
        return self.shown

    def _is_new_file(self) -> bool:
        return bool(self.file) and not self.file._committed

    def _make_anew(self) -> None:
        try:
            picture = remake(self.file.read(), longest=LONGEST)
        except CannotRead as reason:
            raise ValidationError({"file": gettext("This picture cannot be read.")}) from reason
        stem = (self.file.name or "").rpartition(".")[0] or "photograph"
        self.file = ContentFile(picture.data, name=f"{stem}{picture.suffix}")
        self.width, self.height = picture.width, picture.height
        self.file_size = len(picture.data)
        self._is_remade = True


class PhotographRendition(AbstractRendition):
    image = models.ForeignKey(Photograph, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="one_rendition_of_each_kind",
            )
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Rendition {self.pk}"
