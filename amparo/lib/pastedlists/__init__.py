"""Lists of organizations as people paste them: from a spreadsheet, an e-mail, an old web page.

One name a line, under headings of states or beside its town; `read_list` says line by line what it
understood. A newcomer's mistake: dropping what looks like dirt. Every line that is not blank comes
back with its own words, understood or not, so that a person can put it right.
"""

from amparo.lib.pastedlists.lines import Line, Said, read_list
from amparo.lib.pastedlists.parts import Parts, StateFrom, understand
from amparo.lib.pastedlists.states import NAMES, state_name, state_of

__all__ = [
    "NAMES",
    "Line",
    "Parts",
    "Said",
    "StateFrom",
    "read_list",
    "state_name",
    "state_of",
    "understand",
]
