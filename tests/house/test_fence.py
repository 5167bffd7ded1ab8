"""Without Wagtail, pages and desk the rest still stands: the domain never grows into the CMS."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

WITHOUT_CMS = """
import sys
from amparo import settings
above = ("amparo.archive", "amparo.pages", "amparo.desk", "amparo.hosting", "amparo.demo")
gone = ("wagtail", "modelcluster", "taggit", *above)
settings.INSTALLED_APPS[:] = [app for app in settings.INSTALLED_APPS if not app.startswith(gone)]
settings.MIDDLEWARE[:] = [name for name in settings.MIDDLEWARE if not name.startswith("wagtail")]

class Fence:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("wagtail", "modelcluster", "taggit"):
            raise ImportError(f"{name} was imported below the fence")

sys.meta_path.insert(0, Fence())
import django
django.setup()
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
graph = MigrationLoader(None).graph  # raises where a migration needs one of the CMS
assert all(graph.forwards_plan(leaf) for leaf in graph.leaf_nodes())
# The tables straight from the models: migrations one by one are run by every other test.
from django.conf import settings as live
live.MIGRATION_MODULES = {app: None for app, _name in graph.leaf_nodes()}
call_command("migrate", run_syncdb=True, verbosity=0)
call_command("migrate", run_syncdb=True, database="keyring", verbosity=0)
from amparo.supporters import urls
from amparo.petitions import urls
from amparo.campaigns import urls
print("the rest stands")
"""


def test_the_rest_stands_without_the_cms(tmp_path: Path) -> None:
    import os

    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "amparo.settings",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "KEYRING_URL": "",
    }
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_CMS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stdout.strip() == "the rest stands", run.stderr
