"""What the server runs: the page cache, behind it the public's short way, and behind that Django.

A newcomer's mistake: serving `get_wsgi_application()` itself. It works, and every reload of a
petition page then costs a rendering.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings")
django_application = get_wsgi_application()  # first: what follows needs the settings

from amparo.web.pagecache import PageCache  # noqa: E402
from amparo.web.shortway import ShortWay  # noqa: E402
from amparo.web.warming import warm_up  # noqa: E402

application = PageCache(ShortWay(django_application))
warm_up()
gc.collect()
gc.freeze()  # or a collection of all that the start left stands in somebody's way for 0.2 s
