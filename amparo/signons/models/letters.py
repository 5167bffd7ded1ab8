"""What is signed: a letter to somebody or a statement to everybody, its addressees, its hosts.

A newcomer's mistake: `closes_at` for the day by which we want the names. That day is
`deadline_on`, which only the desk sees; the ask closes later.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo.campaigns.actions import (
    ACTION_PUBLIC,
    ACTION_TEXT_PUBLIC,
    Action,
    ActionQuerySet,
    ActionText,
)
from amparo.organizations.models import Organization
from amparo.web.languages import in_language


class Form(models.TextChoices):
    LETTER = "letter", _("Letter")
    STATEMENT = "statement", _("Statement")


class Arrangement(models.TextChoices):
    """How the list of who signed is put in order."""

    STATES = "states", _("National first, then by state from A to Z")
    STATES_ENTERED = "entered-by", _("The same, but under each heading as they were entered")
    ALPHABET = "alphabet", _("One list from A to Z")
    ENTERED = "entered", _("One list, in the order in which they were entered")


class Letter(Action):
    """An ask that organizations sign. Its words are in `texts`, one row per language."""

    KIND: ClassVar[str] = "letter"

    form = models.CharField(_("kind"), max_length=10, choices=Form, default=Form.LETTER)
    dated_on = models.DateField(_("date on the letter"), null=True, blank=True)
    deadline_on = models.DateField(_("internal deadline"), null=True, blank=True)
    takes_organizations = models.BooleanField(_("organizations"), default=True)
    takes_offices = models.BooleanField(_("officials and clergy, by their office"), default=False)
    takes_individuals = models.BooleanField(_("individuals"), default=False)
    arrangement = models.CharField(
        _("order of the list"), max_length=12, choices=Arrangement, default=Arrangement.STATES
    )

    objects = ActionQuerySet.as_manager()

    class Meta(Action.Meta):
        constraints = [
            *Action.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(takes_organizations=True)
                | models.Q(takes_offices=True)
                | models.Q(takes_individuals=True),
                name="somebody_may_sign_a_letter",
            ),
        ]

    class Sensitivity:
        public = (
            *ACTION_PUBLIC, "form", "dated_on", "takes_organizations", "takes_offices",
            "takes_individuals", "arrangement",
        )  # fmt: skip
        internal = ("deadline_on",)

    @property
    def is_statement(self) -> bool:
        return self.form == Form.STATEMENT


class LetterText(ActionText):
    """What a letter says in one language."""

    NEEDED: ClassVar[tuple[str, ...]] = ("title", "ask", "body")
    BOUND: ClassVar[tuple[str, ...]] = ("title", "addressee", "ask", "salutation", "body")

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="texts")
    salutation = models.CharField(_("salutation"), max_length=200, blank=True)
    closing = models.CharField(_("closing"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "language"], name="one_letter_text_per_language"
            ),
        ]

    class Sensitivity:
        public = (*ACTION_TEXT_PUBLIC, "letter", "salutation", "closing")


class Role(models.TextChoices):
    """Does a letter go to her, or a copy of it?"""

    TO = "to", _("The letter goes to")
    COPY = "copy", _("A copy goes to")


class Recipient(models.Model):
    """Somebody to whom the letter or a copy goes; a public office, by its own address."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="recipients")
    role = models.CharField(max_length=4, choices=Role, default=Role.TO)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=120, blank=True)
    address = models.TextField(_("address"), blank=True)

    class Meta:
        ordering = ["order", "id"]

    class Sensitivity:
        public = ("id", "letter", "role", "order", "name", "address")

    def __str__(self) -> str:
        return f"Recipient {self.pk}"

    def text_in(self, language: str) -> "RecipientText | None":
        return in_language(self.texts.all(), language)

    def lines_in(self, language: str) -> list[str]:
        """Name, title and office in a language, each on a line; then the address."""
        text = self.text_in(language)
        said = (self.name, text.title if text else "", text.office if text else "")
        return [line for line in (*said, *self.address.splitlines()) if line.strip()]

    def line_in(self, language: str) -> str:
        """The same in one line and without the address, as a copy is announced."""
        text = self.text_in(language)
        said = (self.name, text.title if text else "", text.office if text else "")
        return ", ".join(part for part in said if part)


class RecipientText(models.Model):
    """A recipient's title and office in one language."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(_("title"), max_length=200, blank=True)
    office = models.CharField(_("office"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "language"], name="one_recipient_text_per_language"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Recipient text {self.pk}"


class Host(models.Model):
    """An organization that collects the names with us."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="hosts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="hosted_letters")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "organization"], name="an_organization_hosts_a_letter_once"
            ),
        ]

    class Sensitivity:
        public = {"*"}

    def __str__(self) -> str:
        return f"Host {self.pk}"
