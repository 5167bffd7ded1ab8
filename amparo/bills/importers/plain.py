"""A text by itself: plain words, a PDF, a page of HTML, or what somebody pasted.

A newcomer's mistake: asking the text for its bill. Whoever imports it says which bill it is of, and
which printing.
"""

from amparo.bills.importers.errors import CannotRead
from amparo.bills.importers.markup import Text, read_page, read_words
from amparo.bills.importers.pdf import words_of_pdf
from amparo.bills.importers.reading import text_of


def read_file(content: bytes) -> tuple[Text, str]:
    """(words and marks, media type) of a document. Raises CannotRead."""
    if content[:5] == b"%PDF-":
        return read_words(words_of_pdf(content)), "application/pdf"
    words = text_of(content)
    if is_page(words):
        return _with_words(read_page(words)), "text/html"
    return _with_words(read_words(words)), "text/plain"


def is_page(words: str) -> bool:
    low = words[:2000].lower()
    return "<html" in low or "<!doctype html" in low or "<body" in low or "<p>" in low


def _with_words(text: Text) -> Text:
    if not text.body.strip():
        raise CannotRead("empty")
    return text
