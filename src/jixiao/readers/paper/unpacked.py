"""How large the streams of a PDF become, found out before pdfium unpacks them: a small file may ask for gigabytes."""

from __future__ import annotations

import zlib

from jixiao.patterns import regex
from jixiao.readers import limits

_STREAM = regex(rb"(?<!end)stream\r?\n")
_DEFLATED = regex(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = regex(rb"/Subtype\s*/Image\b")
_FONT = regex(rb"/Length1\b|/Subtype\s*/(?:CIDFontType0C|Type1C|OpenType)\b")
_DICTIONARY = 1 << 16
"""Bytes before a stream that are searched for its dictionary."""
_BITE = 1 << 16


def asks_too_much(data: bytes) -> bool:
    """Whether one deflated stream, or all together, unpack beyond the limits. Pictures are left out: they are never unpacked.

    Streams that are packed otherwise, or encrypted, are not measured.
    """
    total = 0
    for found in _STREAM.finditer(data):
        begin = data.rfind(b" obj", max(0, found.start() - _DICTIONARY), found.start())
        dictionary = data[max(begin, 0) : found.start()]
        packed = len(_DEFLATED.findall(dictionary))
        if not packed or _PICTURE.search(dictionary):
            continue
        limit = limits.PART if _FONT.search(dictionary) else limits.PDF_STREAM
        size = _size(data, found.end(), limit)
        total += size
        if packed > 1 or size > limit or total > limits.UNPACKED:
            return True
    return False


def _size(data: bytes, at: int, limit: int) -> int:
    """Bytes a deflated stream unpacks to, counted no further than just past `limit`; up to the fault of a damaged one."""
    machine = zlib.decompressobj()
    size = 0
    while size <= limit and at < len(data) and not machine.eof:
        bite = data[at : at + _BITE]
        at += len(bite)
        while bite and size <= limit:
            try:
                size += len(machine.decompress(bite, 1 << 20))
            except zlib.error:
                return size
            bite = machine.unconsumed_tail
    return size
