"""What has to be true before the site can be served: tables, catalogs, fonts, static files, groups.

Safe to run at every start; a start where nothing changed does almost nothing.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from amparo.accounts.operations import set_up_groups
from amparo.hosting.environment import make_runtime_directory
from amparo.hosting.tables import migrate_keyring, migrate_main
from amparo.lib.catalogs import compile_catalogs
from amparo.web.fonts import make_fonts

PACKAGE = Path(__file__).resolve().parents[1]


def prepare() -> None:
    make_runtime_directory(settings.RUNTIME_DIR)
    for root in (PACKAGE, *settings.LOCALE_PATHS):
        compile_catalogs(Path(root))
    migrate_keyring()
    migrate_main()
    make_fonts(settings.GENERATED_STATIC, languages=settings.SITE_LANGUAGES)
    _collect_static()
    set_up_groups()


def _collect_static() -> None:
    """Gather and compress the static files, unless the same ones are gathered already."""
    mark = settings.STATIC_ROOT / ".gathered"
    state = _static_state()
    if mark.exists() and mark.read_text(encoding="ascii") == state:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(state, encoding="ascii")


def _static_state() -> str:
    """Tell by names, sizes and times whether our own static files or the packages changed."""
    ours = [*PACKAGE.glob("*/static/**/*"), *settings.GENERATED_STATIC.glob("**/*")]
    lock = PACKAGE.parent / "requirements.lock"
    digest = hashlib.sha256()
    for path in sorted([*ours, *([lock] if lock.exists() else [])]):
        if path.is_file():
            status = path.stat()
            digest.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
