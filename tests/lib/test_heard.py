"""A paper that cannot be heard is told from one that can."""

import io
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from amparo.petitions.papers import sheet_pdf
from tests.heard import troubles
from tests.petitions.test_papers import SHEET


def test_a_sheet_can_be_heard() -> None:
    assert troubles(sheet_pdf(SHEET), SHEET.language) == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda root, element: root.pop("/Lang"), "its language is None"),
        (lambda root, element: root.pop("/StructTreeRoot"), "it has no heading"),
        (lambda root, element: element("/Figure").pop("/Alt"), "a picture has no words"),
        (lambda root, element: element("/H1").pop("/K"), "page 1 and the tree of tags differ"),
    ],
)
def test_what_is_broken_is_named(broken: Any, said: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sheet_pdf(SHEET))))

    def element(kind: str) -> Any:
        objects = (writer.get_object(at) for at in range(1, len(writer._objects) + 1))
        return next(each for each in objects if isinstance(each, dict) and each.get("/S") == kind)

    broken(writer._root_object, element)
    told = io.BytesIO()
    writer.write(told)
    assert any(said in each for each in troubles(told.getvalue(), SHEET.language))
