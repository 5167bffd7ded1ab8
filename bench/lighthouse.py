"""`make bench-lighthouse`: what Lighthouse says of a running demo's pages, as a phone sees them.

Needs npx, and a Chromium as the journeys do; PORT says where `make demo` runs. A hundred is all.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.table import Row, show

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = (
    "/en/",
    "/es/campaigns/north-star/",
    "/es/petitions/marisol-stays/",
    "/en/gatherings/vigil/",
    "/es/policies/mn/",
)
KINDS = ("performance", "accessibility", "best-practices", "seo")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def run() -> Iterator[Row]:
    site = f"http://localhost:{os.environ.get('PORT', '8000')}"
    for page in PAGES:
        for kind, score in _scores(site + page).items():
            yield Row(f"{kind} {page}", score, "of 100", score / 100, "100")


def _scores(address: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        subprocess.run(
            [
                *("npx", "--yes", LIGHTHOUSE, address, "--quiet"),
                *("--output=json", f"--output-path={told}"),
                "--chrome-flags=--headless --no-sandbox",
                f"--only-categories={','.join(KINDS)}",
            ],
            env=os.environ | {"CHROME_PATH": _browser()},
            check=True,
        )
        categories = json.loads(told.read_text(encoding="utf-8"))["categories"]
    return {kind: 100 * categories[kind]["score"] for kind in KINDS}


def _browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None or shutil.which("npx") is None:
        raise SystemExit("Lighthouse needs npx and a Chromium")
    return found


if __name__ == "__main__":
    show(run())
