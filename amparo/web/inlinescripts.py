"""Which inline scripts of the desk may run: those that only hand plain data to Wagtail's widgets.

A newcomer's mistake: 'unsafe-inline' for the desk, where supporters' cards are open. Wagtail writes
a few scripts into its pages (date pickers, choosers, inline panels), always in one of two forms.
Whatever has such a form can do nothing else, whoever wrote it; its hash goes into the policy.
"""

import base64
import json
import re
from hashlib import sha256

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# initDateChooser("id", {…});  new PageChooser("id", {…});
_CALL = re.compile(r"(?:new )?[A-Za-z]\w*Chooser\((.*)\);", re.DOTALL)
# (function() { var panel = new InlinePanel(JSON.parse("…")); })();  with every quote escaped
_PANEL = re.compile(
    r"\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"
    r"""\(JSON\.parse\("((?:[^"\\<>&\n\r]|\\u[0-9A-Fa-f]{4})*)"\)\);\s*\}\)\(\);"""
)


def harmless_hashes(markup: str) -> list[str]:
    """Sources for script-src: one per inline script that only starts a widget with plain data."""
    scripts = {script for script in _SCRIPT.findall(markup) if is_harmless(script)}
    return sorted(f"'sha256-{_digest(script)}'" for script in scripts)


def is_harmless(script: str) -> bool:
    """Whether a script is one call of a widget, all of whose arguments are literal data."""
    said = script.strip()
    if _PANEL.fullmatch(said):
        return True
    call = _CALL.fullmatch(said)
    return call is not None and _is_data(call[1])


def _is_data(arguments: str) -> bool:
    try:
        json.loads(f"[{arguments}]")
    except (ValueError, RecursionError):
        return False
    return True


def _digest(script: str) -> str:
    return base64.b64encode(sha256(script.encode()).digest()).decode()
