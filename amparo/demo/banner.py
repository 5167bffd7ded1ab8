"""The strip on every page of the demo: these people are invented, and here is their mail.

The panel is registered only where IS_DEMO is set; a real installation has no banner and no mail
page at all.
"""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def banner(request: HttpRequest, about: Any) -> SafeString:
    return render_to_string("demo/_banner.html", request=request)
