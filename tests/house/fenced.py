"""The settings of an Amparo where nobody can import Wagtail, and what needs it is not there.

`AMPARO_TESTED_AS=tests.house.fenced pytest ...` runs the tests of the rooms below so. A
newcomer's mistake: to let a name through the fence because a test asks for it.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

CMS = ("wagtail", "modelcluster", "taggit")
ABOVE = ("amparo.archive", "amparo.pages", "amparo.desk", "amparo.hosting", "amparo.demo")


class Fence:
    """Finds nothing, and says so before anybody else is asked."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.split(".")[0] in CMS:
            raise ImportError(f"{name} was imported below the fence")
        return None


assert not set(CMS) & set(sys.modules), "somebody was over the fence before it stood"
sys.meta_path.insert(0, Fence())

from amparo.settings import *  # noqa: E402, F403
from amparo.settings import INSTALLED_APPS, MIDDLEWARE  # noqa: E402

INSTALLED_APPS[:] = [app for app in INSTALLED_APPS if not app.startswith((*CMS, *ABOVE))]
MIDDLEWARE[:] = [name for name in MIDDLEWARE if not name.startswith(CMS)]
ROOT_URLCONF = "tests.house.fenced_urls"
