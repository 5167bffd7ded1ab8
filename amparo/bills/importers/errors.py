"""Why a file cannot be read, in the words of whoever chose it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _


class CannotRead(ValueError):
    """`why` is one of the codes below; `detail` names the place in the file, as it stands there."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why} {detail}".strip())
        self.why = why
        self.detail = detail[:200]

    def __str__(self) -> str:
        return said(self.why, self.detail)

    @property
    def kept(self) -> str:
        """As a table keeps it, whoever will read it: `said_again` makes a sentence of it."""
        return f"{self.why} {self.detail}".strip()


@contextmanager
def of_record(name: str) -> Iterator[None]:
    """Within it a record of a stranger is taken apart: where it is made otherwise than we know,
    that is an error of the file, which names the record.

    Anything may stand where a list or a number is expected, so this stands around each record and
    not around each field.
    """
    try:
        yield
    except CannotRead:
        raise
    except (AttributeError, TypeError, ValueError, LookupError, ArithmeticError) as error:
        raise CannotRead("shape", name) from error


def said_again(kept: str, otherwise: str = "") -> str:
    """The sentence for what was kept; anything else, as the class of an exception, as it is."""
    why, _blank, detail = kept.partition(" ")
    return said(why, detail) if why in _sentences() else otherwise or kept


def said(why: str, detail: str = "") -> str:
    """The sentence for a code, in the language of the moment."""
    sentences = _sentences()
    sentence = sentences.get(why, sentences["unknown"])
    return f"{sentence}: {detail}" if detail else sentence


def _sentences() -> dict[str, str]:
    return {
        "empty": _("There is nothing in this file."),
        "json": _("This is no whole JSON file: it may have been cut off. Download it again."),
        "xml": _("This is no whole XML file: it may have been cut off. Download it again."),
        "entities": _("This XML file declares entities of its own. We do not read such files."),
        "yaml": _("This is no whole YAML file: it may have been cut off. Download it again."),
        "zip": _("This ZIP file is damaged or protected. Download it again."),
        "zstd": _("This server cannot unpack Zstandard. Unpack the file and bring what comes out."),
        "cut": _("This packed file is damaged or was cut off. Download it again."),
        "bomb": _("This ZIP file unpacks into far more than bills would. We do not open it."),
        "encoding": _("We cannot read these letters. Save the file as UTF-8 and try again."),
        "pdf": _("This PDF cannot be read: it is damaged, locked, or holds pictures only."),
        "unknown": _("We do not know this kind of file. See which ones we read, below."),
        "field": _("Something that every bill has is missing or makes no sense"),
        "shape": _("A record is made otherwise than its source makes them"),
        "date": _("A date makes no sense"),
        "duplicate": _("Two different things in this file have one id"),
        "nested": _("This page is built of more layers than we can read."),
        "long": _("This text is longer than any bill."),
        "state": _("We cannot tell which state this is from"),
        "interrupted": _("The server stopped in the midst of it. Please import the file again."),
        "csv": _("A table of this file lacks columns that we need"),
    }
