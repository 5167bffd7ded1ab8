"""A coalition with two organizers, keys, and a mail server that keeps what it is handed."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from amparo.web.models import Coalition
from tests.mailouts.world import World
from tests.makers import (
    forget_keys,
    make_alma,
    make_keys,
    make_open_petition,
    make_teo,
    reboot,
    unlock_as,
)
from tests.outbox.conftest import Catcher, catcher

__all__ = ["Catcher", "catcher"]


@pytest.fixture
def world(db: None) -> Iterator[World]:
    now = timezone.now()
    forget_keys()
    keys = make_keys(now)
    Coalition.forget_kept()
    alma, teo = make_alma(now), make_teo(now)
    yield World(now, alma, teo, unlock_as(keys.alma, now), make_open_petition(now))
    reboot()
    forget_keys()
