"""Near copies: sentences by what is left of them without digits, names and marks; texts by the sentences they share.

For two texts `shared` names the copied sentences; for many, `pairs` finds those that share most of the shorter one. A copy whose
every figure was changed is found; one reworded inside every sentence is not.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jixiao.patterns import regex

_SENTENCE = regex(r"[^。！？!?；;\n]+")
_NOT_KEPT = regex(r"[^一-鿿]+")
_LEAST = 8
"""A sentence of fewer Chinese characters (无。, 具体如下) proves nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: `key` without digits, names and marks; `exact` with its digits."""

    key: int
    exact: int
    text: str


def lines(text: str, names: Sequence[str] = ()) -> list[Line]:
    """The sentences of `text` that are long enough to prove something. `names` (of the agency, of the project) do not count."""
    return [found for sentence in sentences_in(text) if (found := line(sentence, names)) is not None]


def sentences_in(text: str) -> Iterator[str]:
    """The sentences of `text`, without what ends them."""
    return (match.group().strip() for match in _SENTENCE.finditer(text))


def line(sentence: str, names: Sequence[str] = ()) -> Line | None:
    """One sentence, or None where it is too short."""
    bare = _without(sentence, names)
    kept = _NOT_KEPT.sub("", bare)
    if len(kept) < _LEAST:
        return None
    return Line(_hash(kept), _hash(re.sub(r"\s", "", bare)), sentence)


def key_of(sentence: str, names: Sequence[str] = ()) -> int | None:
    """The key of one sentence alone, for a corpus; None where it is too short."""
    kept = _NOT_KEPT.sub("", _without(sentence, names))
    return _hash(kept) if len(kept) >= _LEAST else None


def _without(sentence: str, names: Sequence[str]) -> str:
    for name in names:
        sentence = sentence.replace(name, "")
    return sentence


def keys(text: str, names: Sequence[str] = ()) -> frozenset[int]:
    """The keys of the sentences of `text`, eight bytes each: what a corpus keeps of it."""
    return frozenset(key for one in sentences_in(text) if (key := key_of(one, names)) is not None)


def shared(one: Iterable[Line], other: Iterable[Line]) -> list[tuple[Line, Line]]:
    """The sentences of `one` that stand in `other`, each with its counterpart there."""
    there: dict[int, Line] = {}
    for its in other:
        there.setdefault(its.key, its)
    return [(mine, there[mine.key]) for mine in one if mine.key in there]


def pairs(
    corpus: Mapping[str, Collection[int]], least: Fraction = Fraction(3, 5), common: int = 50
) -> Iterator[tuple[str, str, int, int]]:
    """Pairs of texts that share at least `least` of the shorter one's sentences: both ids, sentences shared, sentences of the shorter.

    A sentence that more than `common` texts have is the form's, not copied from anybody, and counts nowhere.
    """
    having: dict[int, list[str]] = {}
    for id, these in corpus.items():
        for key in these:
            having.setdefault(key, []).append(id)
    form = {key for key, ids in having.items() if len(ids) > common}
    size = {id: sum(1 for key in these if key not in form) for id, these in corpus.items()}
    together: Counter[tuple[str, str]] = Counter()
    for key, ids in having.items():
        if key not in form:
            together.update((first, second) for at, first in enumerate(ids) for second in ids[at + 1 :])
    for (first, second), count in together.items():
        shorter = min(size[first], size[second])
        if shorter and count >= least * shorter:
            yield first, second, count, shorter


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
