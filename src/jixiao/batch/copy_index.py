"""Which of many texts share sentences: keys on disk by their first bits, sorted part by part, pairs counted part by part.

The same as `text.copies.pairs`, in memory that grows by a few bytes a text: 100,000 texts or three million.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

_PARTS = 32
_HELD = 1 << 18
"""Entries that are held before they are written."""

_ENTRY = np.dtype([("key", "<u8"), ("text", "<u4")])


class Index:
    """Texts by the keys of their sentences. Texts have numbers from 0, and may come in any order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self._top = 0
        self._keys: list[Any] = []
        self._numbers: list[int] = []
        self._lengths: list[int] = []
        self._held = 0
        self._files: list[BinaryIO] = [(folder / f"keys-{part}").open("wb") for part in range(_PARTS)]

    def add(self, number: int, keys: Collection[int] | bytes) -> None:
        """A text with these keys, each once: numbers, or eight bytes each."""
        held = np.frombuffer(keys, "<u8") if isinstance(keys, bytes) else np.fromiter(keys, np.uint64, len(keys))
        self._keys.append(held)
        self._numbers.append(number)
        self._lengths.append(len(held))
        self._held += len(held)
        self.count += 1
        self._top = max(self._top, number + 1)
        if self._held >= _HELD:
            self._write()

    def _write(self) -> None:
        """What is held, each key to the file of its part."""
        if self._held:
            entries = np.empty(self._held, _ENTRY)
            entries["key"] = np.concatenate(self._keys)
            entries["text"] = np.repeat(np.array(self._numbers, np.uint32), self._lengths)
            parts = (entries["key"] >> np.uint64(59)).astype(np.intp)
            entries = entries[np.argsort(parts, kind="stable")]
            ends = np.cumsum(np.bincount(parts, minlength=_PARTS))
            for part, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
                self._files[part].write(entries[start:end].tobytes())
        self._keys, self._numbers, self._lengths, self._held = [], [], [], 0

    def pairs(self, least: Fraction, common: int, sentences: int = 1) -> Iterator[tuple[int, int, int, int]]:
        """Pairs that share at least `least` of the shorter one's sentences and at least so many: both, shared, of how many.

        A sentence that more than `common` texts have is the form's and counts nowhere. Pairs come in rising order of their parts.
        """
        sizes = np.zeros(self._top, np.int64)
        writers = [(self.folder / f"pairs-{part}").open("wb") for part in range(_PARTS)]
        try:
            self._write()
            for part in range(_PARTS):
                self._files[part].close()
                entries = np.fromfile(self.folder / f"keys-{part}", _ENTRY)
                for codes in _together(entries, common, sizes):
                    homes = (codes % np.uint64(_PARTS)).astype(np.intp)
                    for home in np.unique(homes):
                        writers[home].write(codes[homes == home].tobytes())
        finally:
            for one in writers:
                one.close()
        for part in range(_PARTS):
            yield from self._counted(part, sizes, least, sentences)

    def _counted(self, part: int, sizes: Any, least: Fraction, sentences: int) -> Iterator[tuple[int, int, int, int]]:
        codes, counts = np.unique(np.fromfile(self.folder / f"pairs-{part}", "<u8"), return_counts=True)
        first, second = (codes >> np.uint64(32)).astype(np.intp), (codes & np.uint64(0xFFFFFFFF)).astype(np.intp)
        shorter = np.minimum(sizes[first], sizes[second])
        kept = (counts * least.denominator >= shorter * least.numerator) & (counts >= sentences)
        for one, other, shared, of in zip(first[kept], second[kept], counts[kept], shorter[kept], strict=True):
            yield int(one), int(other), int(shared), int(of)


def _together(entries: Any, common: int, sizes: Any) -> Iterator[Any]:
    """Codes (first × 2³² + second) of every two texts that have a key in common; `sizes` counts the keys of each that are not the form's."""
    entries = entries[np.lexsort((entries["text"], entries["key"]))]  # the smaller number first, in whatever order they came
    keys, texts = entries["key"], entries["text"]
    if not len(keys):
        return
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    lengths = np.diff(np.r_[starts, len(keys)])
    own = np.repeat(lengths <= common, lengths)
    sizes += np.bincount(texts[own], minlength=len(sizes))
    for length in np.unique(lengths[(lengths > 1) & (lengths <= common)]):
        rows = texts[starts[lengths == length][:, None] + np.arange(length)].astype(np.uint64)
        left, right = np.triu_indices(int(length), 1)
        yield ((rows[:, left] << np.uint64(32)) | rows[:, right]).ravel()
