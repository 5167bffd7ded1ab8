"""Nobody waits for what the server could have done before she came."""

import gc
import subprocess
import sys

from django.utils.translation import trans_real

from amparo.web.warming import warm_up


def test_addresses_and_catalogs_are_read_before_the_first_visitor() -> None:
    trans_real._translations.clear()  # type: ignore[attr-defined]
    warm_up()
    assert set(trans_real._translations) >= {"en", "es"}  # type: ignore[attr-defined]


def test_a_collection_never_walks_through_what_the_start_left() -> None:
    code = "import amparo.web.wsgi, gc; print(gc.get_freeze_count())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) > len(gc.get_objects()) // 10
