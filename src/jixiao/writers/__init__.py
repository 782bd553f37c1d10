"""Document, Scorecard, Review → bytes. A writer of documents is registered under the ending of the files it makes."""

from __future__ import annotations

from collections.abc import Callable

from jixiao.model.document import Document
from jixiao.registry import Registry

WRITERS: Registry[Callable[[Document], bytes]] = Registry("文件格式", "jixiao.writers")


def write(document: Document, ending: str) -> bytes:
    """`document` as a file of the format `ending` (docx, xlsx, html); `UsageError` lists the formats there are."""
    return WRITERS.get(ending)(document)


__all__ = ["WRITERS", "write"]
