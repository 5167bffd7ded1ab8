"""What the first visitor would wait for, done before anybody comes: addresses and catalogs.

A newcomer's mistake: warming up by a request of our own, which needs a database and leaves traces.
"""

from django.conf import settings
from django.urls import get_resolver
from django.utils.translation import override
from django.utils.translation.trans_real import translation


def warm_up() -> None:
    """Load what is loaded at its first use. May be called again."""
    for language in settings.SITE_LANGUAGES:
        with override(language):
            translation(language)
            _ = get_resolver().reverse_dict  # reading it reads every room's addresses
