"""Takes people out of log lines: addresses, numbers, tokens, and whatever an exception quotes.

A newcomer's mistake: logging `exc_info` and trusting that a traceback is harmless. Its last line
often quotes what a person typed; here only the class and the places in the code are kept.
"""

import logging
import re
import traceback
from types import TracebackType

# What a person can be told by: e-mail, IPv6, IPv4, a long number, a long random-looking word.
_TELLING = re.compile(
    r"""[\w.+%-]+@[\w-]+(?:\.[\w-]+)+
      | (?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])
      | (?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])
      | (?<!\d)(?!\d{4}-\d\d-\d\d\b)\+?\(?\d[\d\s().-]{7,}\d
      | (?<![\w/.-])[\w-]{22,}(?![\w.])
      | (?<=/)[\w-]{22,}(?=/|\s|$)""",
    re.VERBOSE | re.IGNORECASE,
)
_HIDDEN = "[…]"


class Redact(logging.Filter):
    """Rewrite every record before it is written; never drop one."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0]:
            record.exc_text = describe_exception(record.exc_info[0], record.exc_info[2])
        record.exc_info = None
        record.stack_info = None
        record.msg, record.args = redact(_message(record)), None
        return True


def redact(text: str) -> str:
    """`text` without what a person could be told by, and on one line."""
    return _TELLING.sub(_HIDDEN, text.replace("\r", " ").replace("\n", " "))


def describe_exception(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The exception's class and where it came from; not its message."""
    places = [
        f"  {frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([f"{kind.__module__}.{kind.__qualname__}", *places])


def _message(record: logging.LogRecord) -> str:
    if record.name == "django.request":
        # Its argument is the path, and paths hold the tokens of confirmation links.
        return f"request failed with status {getattr(record, 'status_code', '?')}"
    return record.getMessage()
