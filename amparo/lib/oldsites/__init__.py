"""Old sites read: WordPress exports, HTML pages, plain texts; what each says, in which language.

Everything here takes what strangers made. Nothing is fetched, no entity is followed, and whatever
is larger than a blog can be is refused before it fills the memory.
"""

from amparo.lib.oldsites.bodies import Block, blocks_of
from amparo.lib.oldsites.loose import read_loose
from amparo.lib.oldsites.records import CannotParse, Limits, OldSite, Record
from amparo.lib.oldsites.tongues import Split, split
from amparo.lib.oldsites.wxr import read_wxr

__all__ = [
    "Block",
    "CannotParse",
    "Limits",
    "OldSite",
    "Record",
    "Split",
    "blocks_of",
    "read_loose",
    "read_wxr",
    "split",
]
