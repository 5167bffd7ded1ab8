"""Codes that tell where people came from: `?source=poster-lake-st`."""

import re

LONGEST = 40

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]*")


def clean_source(text: str) -> str:
    """Return a code fit to keep, or "" for anything that is not one."""
    code = text.strip().lower()[:LONGEST]
    return code if _CODE.fullmatch(code) else ""
