"""What kind of step a legislature's own words tell of.

A newcomer's mistake: the order. "Conference committee report adopted, bill repassed" is a passing,
so the rarer words are asked first.
"""

import re

_BY_CLASS = {  # Open States, schemas of actions, read 2026-11-22
    "introduction": "introduced",
    "filing": "introduced",
    "referral-committee": "referred",
    "committee-passage": "reported",
    "committee-passage-favorable": "reported",
    "committee-passage-unfavorable": "reported",
    "passage": "passed",
    "failure": "failed",
    "amendment-passage": "amended",
    "executive-receipt": "presented",
    "executive-signature": "signed",
    "executive-veto": "vetoed",
    "executive-veto-line-item": "vetoed",
    "veto-override-passage": "overridden",
    "became-law": "law",
}
_BY_WORDS = [
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("overridden", r"veto overrid|overrid\w+ (?:of )?(?:the )?veto|notwithstanding the veto"),
        ("vetoed", r"\bvetoe?d?\b(?! sustained)"),
        ("law", r"became law|chapter(?:ed)? (?:number )?\d+|effective date|secretary of state"),
        ("signed", r"governor'?s? (?:action )?(?:approv|sign)|signed by (?:the )?governor"),
        ("presented", r"present(?:ed|ment) to (?:the )?governor|sent to (?:the )?governor"),
        ("repassed", r"re-?passed|third reading.* as amended by conference"),
        ("conference_report", r"conference committee report|conference report"),
        ("conference", r"conference committee|conferees|refuses to concur|request\w* .*conference"),
        ("failed", r"failed|not passed|defeated|indefinitely postponed|voted down"),
        (
            "passed",
            r"(?:bill was |^|and )passed\b|third reading.* passed|passage\b|adopted on final",
        ),
        ("amended", r"\bamended\b|amendment.*(?:adopted|offered)|substitut"),
        ("reported", r"committee report|reported (?:favorabl|out|back)|\bRPT\b|do pass|to adopt"),
        ("referred", r"referred|re-referred|REFERRALS?|assigned to"),
        ("introduced", r"introduc|prefile|first reading|read the first time"),
        ("heard", r"hearing|heard in|testimony"),
        ("received", r"received from|transmitted to"),
        ("reading", r"second reading|third reading|read the (?:second|third)|calendar"),
    )
]


def kind_of(words: str, classes: object = ()) -> str:
    """The kind of a step; "other" where the words tell none."""
    for each in classes if isinstance(classes, list | tuple) else ():
        if each in _BY_CLASS:
            return _BY_CLASS[each]
    return next((kind for kind, pattern in _BY_WORDS if pattern.search(words)), "other")


_OPTIONS = {"yea": "yes", "aye": "yes", "nay": "no", "nv": "not_voting", "abstain": "not_voting",
            "excused": "absent", "not voting": "not_voting", "other": "not_voting",
            "paired": "not_voting"}  # fmt: skip


_SAID = {
    "yes": ("yes", "yea", "aye", "sí", "si", "a favor"),
    "no": ("no", "nay", "en contra"),
    "absent": ("absent", "excused", "ausente", "con excusa"),
    "not_voting": (
        "not voting", "did not vote", "nv", "abstain", "abstained", "present", "no votó", "no voto",
        "sin votar", "se abstuvo", "abstención", "presente",
    ),
}  # fmt: skip
_TYPED = {word: option for option, words in _SAID.items() for word in words}


def option_typed(said: str) -> str:
    """The option that a person typed, in English or Spanish; "" where it is none."""
    return _TYPED.get(" ".join(said.replace("_", " ").lower().split()), "")


def option_of(said: str) -> str:
    """ "Yea" is yes; whoever neither said yes nor no was absent or did not vote."""
    low = said.strip().lower()
    low = _OPTIONS.get(low, low)
    return low if low in ("yes", "no", "absent") else "not_voting"


def chamber_of(said: object) -> str:
    low = str(said or "").strip().lower()
    if low in ("h", "house", "lower", "assembly", "a"):
        return "lower"
    if low in ("s", "senate", "upper"):
        return "upper"
    if low in ("j", "joint", "legislature"):
        return "joint"
    return "executive" if low in ("executive", "governor", "g") else ""
