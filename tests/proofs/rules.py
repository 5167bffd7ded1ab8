"""Who may come in at an address, in a word: the rules that the tables of policy are written in.

Who: P the public, V a volunteer, A an attorney, O an organizer. In an address that is about one
campaign, "O" means an organizer of that campaign, and V sees only what is not kept to its roles.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

EVERYBODY = "PVAO"
Of = Callable[[Any, Any], Any]  # of the world and a corner of it (worlds.py)
DESK = "VAO"


@dataclass(frozen=True)
class Rule:
    """Who gets an answer of their own to GET and to POST; everybody else is turned away."""

    get: str
    post: str = ""
    of_campaign: bool = False  # the answer depends on whose campaign it is
    may_be_absent: bool = False  # there only once somebody has put it there

    def allows(self, method: str) -> str:
        return self.get if method == "GET" else self.post


PUBLIC_PAGE = Rule(EVERYBODY, EVERYBODY)  # where nothing is to be sent, a POST is answered 405
FORM = Rule(EVERYBODY, EVERYBODY)
OWN_ACCOUNT = Rule(DESK, DESK)  # about oneself only
OWN_SECOND_STEP = Rule(DESK, DESK, may_be_absent=True)
IN_MID_LOGIN = Rule(EVERYBODY, EVERYBODY, may_be_absent=True)
NOBODY = Rule("", "")
HOLDERS = Rule("AO", "AO")
ORGANIZERS = Rule("O", "O")
HELPERS = Rule("VO", "VO")
CAMPAIGN_SEEN = Rule("VO", "VO", of_campaign=True)
CAMPAIGN_CHANGED = Rule("O", "O", of_campaign=True)


def ask_rules(
    name: str, folder: str, *, updates: bool = True, deliveries: bool = True, win: bool = True
) -> dict[str, Rule]:
    """Who may come in at what the desk makes for every kind of ask (amparo.desk.asks)."""
    changed = ["edit", "delete", "open", "close"]
    changed += ["win"] if win else []
    changed += ["update-new", "update", "update-remove"] if updates else []
    changed += ["delivery-new", "delivery-remove"] if deliveries else []
    return {
        f"desk:{folder}": HELPERS,
        f"desk:{name}": CAMPAIGN_SEEN,
        f"desk:{name}-preview": CAMPAIGN_SEEN,
        f"desk:{name}-new": ORGANIZERS,
        **{f"desk:{name}-{each}": CAMPAIGN_CHANGED for each in changed},
    }


def ask_pks(name: str, ask: Of) -> tuple[tuple[str, Of], ...]:
    """What stands in the addresses that the desk makes for a kind of ask (amparo.desk.asks)."""
    return (
        (f"desk:{name}-update-new", lambda world, corner: ask(world, corner).pk),
        (f"desk:{name}-update", lambda world, corner: ask(world, corner).updates.get().pk),
        (f"desk:{name}-delivery-new", lambda world, corner: ask(world, corner).pk),
        (f"desk:{name}-delivery", lambda world, corner: ask(world, corner).deliveries.get().pk),
        (f"desk:{name}", lambda world, corner: ask(world, corner).pk),
    )
