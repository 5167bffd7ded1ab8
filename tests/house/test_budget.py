"""How long a file and a function may be, and that the floors hold."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

from tests.house.plan import PACKAGE, ROOT, python_files

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60


def functions() -> list[tuple[Path, str, int]]:
    return [
        (path, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_file_is_too_long_to_read_at_once() -> None:
    files = [*python_files(), *PACKAGE.rglob("*.html"), *(ROOT / "tests").rglob("*.py")]
    too_long = {
        path.relative_to(ROOT).as_posix(): count
        for path in files
        if (count := path.read_text().count("\n")) > MOST_LINES_OF_A_FILE
    }

    assert not too_long


def test_functions_are_short() -> None:
    found = functions()
    lengths = sorted(length for _path, _name, length in found)

    too_long = [
        (path.name, name) for path, name, length in found if length > MOST_LINES_OF_A_FUNCTION
    ]
    assert not too_long
    assert statistics.median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25


def test_every_file_says_what_is_in_it() -> None:
    for path in python_files():
        tree = ast.parse(path.read_text())
        if tree.body and path.name not in ("__init__.py", "apps.py", "urls.py"):
            assert ast.get_docstring(tree), f"{path.relative_to(ROOT)} has no docstring"


def test_the_floors_hold() -> None:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout
