"""The house as the machine knows it: floors from pyproject.toml, our models, our templates."""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "amparo"


@cache
def floor_of() -> dict[str, int]:
    """Each room's floor; 0 is the top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = next(each for each in contracts["contracts"] if each["id"] == "floors")
    return {
        room.strip(" ()"): height
        for height, layer in enumerate(floors["layers"])
        for room in re.split(r"[|:]", layer)
    }


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("amparo.")]


def room_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def python_files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))
