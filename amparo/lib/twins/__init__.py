"""Languages in step: what one twin of a text says and the other does not.

`facts` finds the dates, times, figures, telephones and bills that a text states; `differences`
compares two texts by them; `missing` and `older` say which languages lag behind.
"""

from amparo.lib.twins.comparing import Difference, Twin, differences, missing, older
from amparo.lib.twins.facts import Fact, Kind, facts

__all__ = ["Difference", "Fact", "Kind", "Twin", "differences", "facts", "missing", "older"]
