"""The words of a PDF. A scanned one has none, and says so instead of passing for an empty bill."""

import io
import logging

from amparo.bills.importers.errors import CannotRead

MOST_PAGES = 4000


def words_of_pdf(content: bytes) -> str:
    """The words of all its pages. Raises CannotRead."""
    from pypdf import PdfReader  # here: it takes 16 MB of a process
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every odd font
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted or len(reader.pages) > MOST_PAGES:
            raise CannotRead("pdf")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        if isinstance(error, CannotRead):
            raise
        raise CannotRead("pdf") from error
    words = "\n".join(pages).replace("\0", "").strip()
    if len(words.split()) < 3:
        raise CannotRead("pdf")
    return words
