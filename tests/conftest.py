"""What every test stands on: a data directory and a RAM directory of its own, and no network.

The environment is set before Django reads its settings; nothing outside those folders is touched.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

pytest_plugins = ["tests.browsing"]

RAM = Path("/dev/shm")  # noqa: S108 - the point is that it is RAM
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
_home = Path(tempfile.mkdtemp(prefix=f"amparo-test-{_worker}-", dir=RAM if RAM.is_dir() else None))

os.environ |= {
    # here, so that the rest is set before it is read; another one below the fence (tests/house)
    "DJANGO_SETTINGS_MODULE": os.environ.get("AMPARO_TESTED_AS", "amparo.settings"),
    "DATA_DIR": str(_home / "data"),
    "RUNTIME_DIR": str(_home / "runtime"),
    "ALLOW_DISK_RUNTIME": str(not RAM.is_dir()),
    "ALLOW_PLAIN_SWAP": "True",
    "SECRET_KEY": "only-the-tests-use-this-key-and-nothing-else-does",
    "SITE_URL": "http://localhost",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "SITE_LANGUAGES": "en,es",
    "TIME_ZONE": "America/Chicago",
}
(_home / "data" / "static").mkdir(parents=True)
(_home / "runtime").mkdir(mode=0o700)

import django  # noqa: E402
from django.utils import translation  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402

from amparo.lib.catalogs import compile_catalogs  # noqa: E402

django.setup()  # now: the conftest of a room tested alone is read before pytest-django does it

from amparo.committees import remembered  # noqa: E402 - these need what was set up
from amparo.web.models import Coalition  # noqa: E402
from tests.lighter import lighten, settle  # noqa: E402

lighten()

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


hypothesis_settings.register_profile("the same every time", derandomize=True, database=None)


def pytest_configure(config: pytest.Config) -> None:
    if "proof" not in (config.getoption("markexpr") or ""):  # there chance may look further
        hypothesis_settings.load_profile("the same every time")
    if not hasattr(config, "workerinput"):  # once, before the workers start
        compile_catalogs(Path(__file__).resolve().parents[1] / "amparo")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each worker set its own directories: pytest-django would read ours before it could."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_collection_finish() -> None:
    settle()


def pytest_unconfigure() -> None:
    shutil.rmtree(_home, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave proofs at full count to `make proofs`; skip data tests only where there is no data."""
    wants_proofs = "proof" in (config.getoption("markexpr") or "")
    for item in items:
        _bring_back_what_migrations_made(item)
        if item.get_closest_marker("proof") and not wants_proofs:
            item.add_marker(pytest.mark.skip(reason="full count: make proofs"))
        if item.get_closest_marker("data") and not SHARED_DATA.is_dir():
            if os.environ.get("AMPARO_REQUIRE_DATA"):
                raise pytest.UsageError(f"{SHARED_DATA} is not there")
            item.add_marker(pytest.mark.skip(reason="no ../shared/data beside this clone"))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """First what asks no database, the long proofs among it, so that no worker ends alone with one;
    then what rolls back; then what empties the tables: it would leave the others without roots.

    pytest-django has sorted them already, but before the folders marked what is theirs.
    """
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        return 2
    return 1 if marker or "db" in getattr(item, "fixturenames", ()) else 0


def _bring_back_what_migrations_made(item: pytest.Item) -> None:
    """Emptying the tables takes away Wagtail's roots too: every test that commits restores them."""
    marker = item.get_closest_marker("django_db")
    asked = dict(marker.kwargs) if marker else {}
    if asked.get("transaction") or "transactional_db" in getattr(item, "fixturenames", ()):
        asked |= {"transaction": True, "serialized_rollback": True}
        asked.setdefault("databases", ["default", "keyring"])
        item.add_marker(pytest.mark.django_db(**asked), append=False)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if host is not None and host not in LOOPBACK:
            raise OSError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def shared_data() -> Path:
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _no_language_of_an_earlier_test() -> None:
    """Django's client leaves the language of its last page active in the test's thread."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _no_quarter_of_an_earlier_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of one test strikes for no other: counts wait for a batch, or for a new quarter."""
    monkeypatch.setattr("amparo.supporters.operations.tallying._quarter", None)


@pytest.fixture(autouse=True)
def _nothing_kept_of_an_earlier_test() -> None:
    """What stands on every page is kept for seconds, which end in the middle of the next test."""
    Coalition.forget_kept()
    remembered.forget_all()


@pytest.fixture(autouse=True)
def _plain_static(request: pytest.FixtureRequest) -> None:
    """Outside of journeys nobody gathers static files, so their names are plain."""
    if request.node.get_closest_marker("browser"):
        return
    settings = request.getfixturevalue("settings")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Databases copied from migrated ones."""
    from tests.database import put_in_place, put_in_place_on_postgres, take_away
    from tests.putback import put_back_from_now_on

    aliases, is_postgres = ["default", "keyring"], bool(os.environ.get("DATABASE_URL"))
    with django_db_blocker.unblock():
        if is_postgres:
            put_in_place_on_postgres(aliases, worker=_worker)
        else:
            put_in_place(aliases)
            put_back_from_now_on(aliases)
    yield
    with django_db_blocker.unblock():
        if not is_postgres:  # that server goes with what it holds
            take_away(aliases)
