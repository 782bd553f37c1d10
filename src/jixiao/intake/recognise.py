"""Our own collection workbook, told from any other document. Every check asks: nothing of reading one is loaded here."""

from __future__ import annotations

from jixiao.intake.layout import GUIDE, TEMPLATE_CODE
from jixiao.model.document import Document


def is_workbook(document: Document) -> bool:
    """Whether `document` is a collection workbook of ours, of whatever version, filled in or not."""
    guide = next((table for table in document.tables() if table.title == GUIDE), None)
    return guide is not None and any(cell.text == TEMPLATE_CODE for cell in guide.cells)
