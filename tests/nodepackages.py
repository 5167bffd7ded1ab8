"""Packages of Node that a few tests use, fetched on the first run into tests/node/node_modules.

No lock file is written. Of several processes one fetches and the others wait: half a list would be
other tests in each of them.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

NODE = Path(__file__).parent / "node"
INSTALL = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
DONE = NODE / "node_modules" / ".package-lock.json"  # npm writes it when all is there


@cache
def missing() -> str:
    """Fetch them where they are not; return what stands in the way."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "Node is not installed"
    with (Path(tempfile.gettempdir()) / f"amparo-node-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not DONE.is_file():
            subprocess.run(INSTALL, cwd=NODE, capture_output=True, timeout=120, check=False)
        return "" if DONE.is_file() else "the packages could not be fetched"
