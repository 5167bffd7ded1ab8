"""An announcement in the words of every channel, made from a few facts: pure text in, text out.

`Facts` says what is announced, in one language and in finished phrases; `Words` are the labels of
that language. A newcomer's mistake: asking here what a gathering is. Whoever announces (a
gathering, a petition, a call-in day) fills in the facts, and leaves out what it has not.
"""

from amparo.lib.announcing.facts import Facts, Words, wording
from amparo.lib.announcing.sms import Sms, counted, plain_letters
from amparo.lib.announcing.texts import Channel, Text, shortened, texts

__all__ = [
    "Channel",
    "Facts",
    "Sms",
    "Text",
    "Words",
    "counted",
    "plain_letters",
    "shortened",
    "texts",
    "wording",
]
