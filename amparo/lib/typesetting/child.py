"""The child that sets one document: reads a question from stdin, answers on stdout, ends.

Run by path in isolated mode (`python -I child.py`), so that it imports nothing of ours: it knows
the standard library, Typst and fontTools, and could not reach a database if it tried.
"""

import json
import re
import resource
import sys
import unicodedata
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import typst

NO_FONT = "could not be displayed"
BOX = "□"
# Scripts of the fonts that Typst carries itself; names of other letters begin otherwise.
CARRIED = {
    *("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "ARABIC", "LAO"),
    *("COMBINING", "MODIFIER", "BOX", "WHITE"),
}


def main() -> None:
    question = json.load(sys.stdin)
    _limit(question["memory"], question["seconds"])
    try:
        answer = _set_with_boxes(question)
    except typst.TypstError as error:
        answer = {"error": _without_words(error)}
    json.dump(answer, sys.stdout)


def _limit(memory: int, seconds: int) -> None:
    """No file may be written, no core may be dumped, and there is an end to everything."""
    for kind, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
    ):
        resource.setrlimit(kind, (most, most))


def _set_with_boxes(question: dict[str, Any]) -> dict[str, Any]:
    """Set the document; where a letter has no font, set it again with boxes in its place."""
    for allowed in (None, CARRIED, set[str]()):
        try:
            return _set(question, allowed)
        except typst.TypstError as error:
            if NO_FONT not in error.message:
                raise
    return {"error": "letters of the template have no font"}


def _set(question: dict[str, Any], allowed: set[str] | None) -> dict[str, Any]:
    inputs, warnings = dict(question["inputs"]), []
    if allowed is not None:
        inputs["data"] = _boxed(json.loads(inputs["data"]), question["fonts"], allowed)
        warnings.append("Letters without a font were replaced by boxes.")
    made, found = typst.compile_with_warnings(
        {name: b64decode(body) for name, body in question["files"].items()},
        root=question["fonts"],  # a place without secrets; templates read what they are given
        font_paths=[question["fonts"]],
        ignore_system_fonts=True,
        format=question["format"],
        ppi=question.get("ppi"),
        sys_inputs=inputs,
        pdf_standards=["ua-1"] if question["format"] == "pdf" else [],
        package_path="/nonexistent",
        package_cache_path="/nonexistent",
        timestamp=0,
    )
    pages = made if isinstance(made, list) else [made]
    return {
        "pages": [b64encode(page).decode() for page in pages],
        "warnings": warnings + [warning.message for warning in found],
    }


def _boxed(data: Any, fonts: str, allowed: set[str]) -> str:
    from fontTools.ttLib import TTFont

    known = set(TTFont(Path(fonts) / "AtkinsonHyperlegible-Regular.ttf").getBestCmap())

    def letter(match: re.Match[str]) -> str:
        shown = ord(match[0]) in known or unicodedata.name(match[0], "").split(" ")[0] in allowed
        return match[0] if shown or match[0] == "\n" else BOX

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(r"[^ -~]", letter, value)
        if isinstance(value, list):
            return [walk(each) for each in value]
        return (
            {key: walk(each) for key, each in value.items()} if isinstance(value, dict) else value
        )

    return json.dumps(walk(data))


def _without_words(error: typst.TypstError) -> str:
    """The first line of what went wrong, with everything quoted left out: it may be data."""
    place = re.search(r"┌─ (?:\S*/)?(\S+)", error.diagnostic)
    message = re.sub(r"[`\"].*[`\"]", "…", error.message.split("\n")[0])
    return f"{message} ({place[1]})" if place else message


if __name__ == "__main__":
    main()
