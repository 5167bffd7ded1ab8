"""What the desk does with the directory: add, change, check, remove."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from amparo.accounts.models import User
from amparo.audit.operations import record
from amparo.clinics.models import Provider, ProviderText
from amparo.web.pagecache import bump


class NameTaken(Exception):
    """Another provider has this name."""


def save_provider(
    provider: Provider,
    *,
    facts: Mapping[str, Any],
    words: Mapping[str, Mapping[str, str]],
    by: User,
    today: date,
) -> None:
    """Write a provider and its words; whoever saves has checked it today. Raises NameTaken."""
    is_new = provider.pk is None
    for name, value in facts.items():
        setattr(provider, name, value)
    provider.checked_on, provider.checked_by = today, by
    try:
        with transaction.atomic():
            provider.save()
            for language, told in words.items():
                _save_words(provider, language, told)
            verb = "clinics.add_provider" if is_new else "clinics.change_provider"
            record(verb, actor=by.actor, about=provider)
            transaction.on_commit(bump)
    except IntegrityError:
        raise NameTaken from None


@transaction.atomic
def check_provider(provider: Provider, *, by: User, today: date) -> None:
    """Note that somebody called and found everything as it is listed."""
    changed = Provider.objects.filter(pk=provider.pk).update(checked_on=today, checked_by=by)
    if changed:
        record("clinics.check_provider", actor=by.actor, about=provider)
        transaction.on_commit(bump)


@transaction.atomic
def remove_provider(provider: Provider, *, by: User) -> None:
    """Take a provider out of the directory for good."""
    record("clinics.remove_provider", actor=by.actor, about=provider)
    provider.delete()
    transaction.on_commit(bump)


def _save_words(provider: Provider, language: str, told: Mapping[str, str]) -> None:
    there = ProviderText.objects.filter(provider=provider, language=language)
    if any(told.values()):
        ProviderText.objects.update_or_create(
            provider=provider, language=language, defaults=dict(told)
        )
    else:
        there.delete()
