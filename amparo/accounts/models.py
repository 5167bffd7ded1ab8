"""People who log in (organizers, volunteers, attorneys), invitations to become one, and sessions.

Logging in opens no supporter's card: that takes a key holder's passphrase (room keyring). Nothing
here keeps an address of the network, a browser's name or a time finer than a day.
"""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from amparo.audit.actors import Actor


class Role(models.TextChoices):
    """What a person may do: change / help and see counts / open clinic bookings, she alone."""

    ORGANIZER = "organizer", _("Organizer")
    VOLUNTEER = "volunteer", _("Volunteer")
    ATTORNEY = "attorney", _("Attorney")


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the person by e-mail, in whatever case she typed it."""
        return self.get(email__iexact=username)

    def who_can_log_in(self) -> models.QuerySet["User"]:
        return self.filter(is_active=True)

    def with_address(self, email: str) -> models.QuerySet["User"]:
        """The account of this address in any case, active or not."""
        return self.filter(email__iexact=email)

    def organizers(self) -> models.QuerySet["User"]:
        return self.who_can_log_in().filter(role=Role.ORGANIZER)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # of Wagtail
    """A person who logs in. Her permissions come from the group of her role and nowhere else."""

    last_login = None  # Django would keep the second in which she logged in

    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    preferred_language = models.CharField(_("language"), max_length=10)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    is_active = models.BooleanField(_("can log in"), default=True)
    joined_on = models.DateField(_("since"))
    left_on = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person who logs in")
        verbose_name_plural = _("people who log in")
        ordering = ["full_name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="a_role_is_one_of_three"
            ),
            models.CheckConstraint(
                condition=models.Q(is_superuser=False), name="nobody_stands_above_the_roles"
            ),
            models.CheckConstraint(
                condition=models.Q(is_active=True, left_on__isnull=True)
                | models.Q(is_active=False, left_on__isnull=False),
                name="who_cannot_log_in_has_left_on_a_day",
            ),
        ]

    class Sensitivity:
        public = ()
        internal = (
            "id", "password", "is_superuser", "groups", "user_permissions", "email", "full_name",
            "preferred_language", "role", "is_active", "joined_on", "left_on",
        )  # fmt: skip
        sealed = ()

    def __str__(self) -> str:
        return f"Account {self.pk}"

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]

    @property
    def first_name(self) -> str:
        """What Wagtail's sidebar calls her."""
        return self.get_short_name()

    @property
    def actor(self) -> Actor:
        """How the log names her."""
        return Actor.person(self.pk, self.full_name)

    @property
    def is_organizer(self) -> bool:
        return self.role == Role.ORGANIZER

    @property
    def is_volunteer(self) -> bool:
        return self.role == Role.VOLUNTEER

    @property
    def is_attorney(self) -> bool:
        return self.role == Role.ATTORNEY


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable_on(self, today: date) -> "InvitationQuerySet":
        return self.filter(expires_on__gte=today)


class Invitation(models.Model):
    """A link mailed to somebody who may become an account; gone as soon as it is used."""

    email = models.EmailField(_("e-mail"))
    full_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=10)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the link's token
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations_sent"
    )
    invited_on = models.DateField(_("invited"))
    expires_on = models.DateField(_("valid until"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_on", "full_name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_open_invitation_per_address"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="an_invited_role_is_one_of_three"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("invited_on")),
                name="an_invitation_ends_after_it_begins",
            ),
        ]

    class Sensitivity:
        public = ()
        internal = (
            "id", "email", "full_name", "language", "role", "token_hash", "invited_by",
            "invited_on", "expires_on",
        )  # fmt: skip
        sealed = ()

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class SessionQuerySet(models.QuerySet["Session"]):
    def open_on(self, today: date) -> "SessionQuerySet":
        return self.filter(ends_on__gt=today)

    def of(self, user: User, today: date) -> "SessionQuerySet":
        """Her open sessions, the latest seen first."""
        return self.open_on(today).filter(user=user)


class Session(models.Model):
    """A browser that is logged in, or about to be.

    The row holds the SHA-256 of the cookie's key, and its data under a key made of the cookie's,
    so that a stolen table neither logs anybody in nor tells at what hour she came.
    """

    key_hash = models.CharField(max_length=64, primary_key=True)
    sealed_data = models.BinaryField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    started_on = models.DateField(_("since"))
    last_seen_on = models.DateField(_("last seen"))
    ends_on = models.DateField(_("until"), db_index=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-last_seen_on", "-started_on", "key_hash"]

    class Sensitivity:
        public = ()
        internal = ("key_hash", "user", "started_on", "last_seen_on", "ends_on")
        sealed = ("sealed_data",)

    def __str__(self) -> str:
        return "Session"


class ProgramToken(models.Model):
    """What a program shows to act for somebody who logs in; the table has its hash only."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="program_tokens")
    label = models.CharField(max_length=60)  # which program it is
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256
    made_on = models.DateField()
    used_on = models.DateField(null=True)

    class Meta:
        ordering = ["-made_on", "label", "id"]

    class Sensitivity:
        internal = ("id", "user", "label", "token_hash", "made_on", "used_on")

    def __str__(self) -> str:
        return f"Program token {self.pk}"
