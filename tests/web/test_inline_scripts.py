"""At the desk only scripts run that hand plain data to a widget; what a person typed does not."""

import pytest

from amparo.web.inlinescripts import harmless_hashes, is_harmless

HARMLESS = [
    'initDateChooser("id_from_0", {"dayOfWeekStart": 0, "format": "Y-m-d"});',
    'new PageChooser("id_page", {"modalUrl": "/desk/choose-page/", "x": [1, null, "(2);"]});',
    'createTaskChooser("id_task");',
    """
        (function() {
            var panel = new InlinePanel(JSON.parse("{\\u0022prefix\\u0022: 1}"));
        })();
    """,
]
HARMFUL = [
    "alert(1)",
    'initDateChooser("x", alert(1));',
    'initDateChooser("x");alert(1);',
    'initDateChooser("x", {});alert(({}));',
    'initDateChooser("x", {"a": `${alert(1)}`});',
    'evil("x");',
    'window.x.Chooser("x");',
    'new InlinePanel(JSON.parse("{}"));alert(1)',
    '(function() { var panel = new InlinePanel(JSON.parse("" + alert(1) + "")); })();',
    '(function() { var panel = new InlinePanel(JSON.parse("\\x22")); })();',
    "",
]


@pytest.mark.parametrize("script", HARMLESS)
def test_a_widget_may_start(script: str) -> None:
    assert is_harmless(script)


@pytest.mark.parametrize("script", HARMFUL)
def test_nothing_else_may(script: str) -> None:
    assert not is_harmless(script)


def test_only_harmless_scripts_are_named_in_the_policy() -> None:
    markup = f"<p><script>{HARMLESS[0]}</script><script>alert(1)</script><script src='/x'></script>"

    assert len(harmless_hashes(markup)) == 1
    assert harmless_hashes(markup)[0].startswith("'sha256-")
