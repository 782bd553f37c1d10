"""Words of bound and approximation beside a number: 不低于 … 以上, 约 … 左右 (`words.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, get_args

from jixiao.model.quantity import Approx, Bound
from jixiao.text.lexicon import lexicon


class Words(NamedTuple):
    """What stands around a number: from where to where, and what it makes of the number."""

    start: int
    end: int
    bound: Bound
    approx: Approx


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    bound: Bound
    approx: Approx
    unless: tuple[str, ...] = ()
    time_only: bool = False


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, tuple[_Word, ...]], dict[str, tuple[_Word, ...]], tuple[str, ...]]:
    """Words before a number by last character, words behind it by first character, longest first; and what 以上 … is not."""
    data = lexicon("words.yaml")
    before: dict[str, list[_Word]] = {}
    after: dict[str, list[_Word]] = {}
    groups: list[tuple[Bound, Approx, dict[str, list[str]]]] = [
        *((bound, "", data["bounds"][bound]) for bound in get_args(Bound)),
        *(("=", approx, data["approximations"][approx]) for approx in get_args(Approx) if approx),
    ]
    for bound, approx, raw in groups:
        unless = tuple(raw.get("unless", ()))
        for text in raw.get("before", ()):
            before.setdefault(text[-1], []).append(_Word(text, bound, approx, unless))
        for text in raw.get("after", ()):
            after.setdefault(text[0], []).append(_Word(text, bound, approx))
        for text in raw.get("time_only", ()):
            after.setdefault(text[0], []).append(_Word(text, bound, approx, (), True))
    return _longest_first(before), _longest_first(after), tuple(data["not_before"])


def _longest_first(groups: dict[str, list[_Word]]) -> dict[str, tuple[_Word, ...]]:
    return {key: tuple(sorted(group, key=lambda word: -len(word.text))) for key, group in groups.items()}


@lru_cache(maxsize=2)
def _touching(before: bool) -> frozenset[str]:
    """What may stand right before a number, or right behind it, where one of the words does: their last or first characters, and a blank."""
    return frozenset((*_words()[0 if before else 1], " "))


def words_around(text: str, start: int, end: int, inner: Approx = "", time: bool = False) -> Words:
    """The bound and approximation of the number at `start`…`end`; `inner` is what stands inside it (10余个).

    At most two words before (不超过约), one behind. What stands before wins over what stands behind; 约 with 余 is about.
    """
    bound: Bound = "="
    approx = inner
    before, after, not_after = _words()
    first, last = start, end
    if text[start - 1 : start] not in _touching(True) and text[end : end + 1] not in _touching(False):
        return Words(first, last, bound, approx)  # hardly any number stands beside such a word
    for _ in range(2):
        end_of_word = first - (text[first - 1 : first] == " ")
        word = _before(text, end_of_word, before) if end_of_word > 0 else None
        if word is None:
            break
        first = end_of_word - len(word.text)
        bound, approx = (word.bound if bound == "=" else bound), _both(approx, word.approx)
    at = last + 1 if text[last : last + 1] == " " else last
    behind = _after(text, at, after, not_after, time)
    if behind is not None:
        last = at + len(behind.text)
        bound, approx = (behind.bound if bound == "=" else bound), _both(approx, behind.approx)
    return Words(first, last, bound, approx)


def _before(text: str, end: int, words: dict[str, tuple[_Word, ...]]) -> _Word | None:
    """The longest such word that ends at `end`. 节约 and 节约为 are none of 约 and 约为: the word may begin with the tail of another."""
    for word in words.get(text[end - 1], ()):
        head = end - len(word.text) + 1
        within = word.unless and (text.endswith(word.unless, 0, end) or text.endswith(word.unless, 0, head))
        if text.endswith(word.text, 0, end) and not within:
            return word
    return None


def _after(text: str, at: int, words: dict[str, tuple[_Word, ...]], not_after: tuple[str, ...], time: bool) -> _Word | None:
    for word in words.get(text[at : at + 1], ()):
        if text.startswith(word.text, at) and (time or not word.time_only) and not text.startswith(not_after, at):
            return word
    return None


def _both(one: Approx, other: Approx) -> Approx:
    return one or other if not (one and other) or one == other else "about"
