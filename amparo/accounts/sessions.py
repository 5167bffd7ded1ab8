"""Where Django keeps sessions (SESSION_ENGINE): a table that is of no use to who steals it.

The cookie holds a random key; the row holds its SHA-256 and the data encrypted under a key derived
from it. A newcomer's mistake: looking up a row by the cookie's key instead of its hash.
"""

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.accounts.models import Session
from amparo.lib.sealing.suites import CannotUnseal
from amparo.lib.sealing.symmetric import derive, seal_with, unseal_with

_INFO = b"session"


def hash_of(session_key: str) -> str:
    """What the table knows of a cookie's key."""
    return hashlib.sha256(session_key.encode()).hexdigest()


class SessionStore(SessionBase):
    """Django's session interface over `Session`."""

    def load(self) -> dict[str, Any]:
        today = timezone.localdate()
        row = (
            Session.objects.open_on(today).filter(key_hash=hash_of(self.session_key or "")).first()
        )
        if row is None:
            self._session_key = None
            return {}
        if row.last_seen_on < today:
            Session.objects.filter(key_hash=row.key_hash).update(last_seen_on=today)
        return self._opened(bytes(row.sealed_data))

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(key_hash=hash_of(session_key)).exists()

    def create(self) -> None:
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the session. Raise UpdateError where it was ended meanwhile."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        today = timezone.localdate()
        values = {
            "sealed_data": self._sealed(data),
            "user_id": data.get(SESSION_KEY),
            "last_seen_on": today,
            "ends_on": today + timedelta(seconds=self.get_expiry_age()),
        }
        if must_create:
            return self._insert(started_on=today, **values)
        if not Session.objects.filter(key_hash=hash_of(self.session_key)).update(**values):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(key_hash=hash_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(ends_on__lte=timezone.localdate()).delete()

    def _insert(self, **values: Any) -> None:
        try:
            with transaction.atomic():
                Session.objects.create(key_hash=hash_of(self.session_key or ""), **values)
        except IntegrityError:
            raise CreateError from None

    def _sealed(self, data: dict[str, Any]) -> bytes:
        return seal_with(self._key(), self.serializer().dumps(data), info=_INFO)

    def _opened(self, sealed: bytes) -> dict[str, Any]:
        try:
            plain = unseal_with(self._key(), sealed, info=_INFO)
        except CannotUnseal:
            return {}
        data: dict[str, Any] = self.serializer().loads(plain)
        return data

    def _key(self) -> bytes:
        return derive((self.session_key or "").encode(), "session data")
