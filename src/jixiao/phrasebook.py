"""What the code says in Chinese, said in English: the sentences of faults and notes, found again by their form.

The code writes its sentences where it finds the fault, in Chinese, as format strings. `english.yaml` holds the same
strings with numbered slots and what they are in English; nothing here is read until somebody asks for English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from string import Formatter
from typing import ClassVar

from jixiao.datafile import read_data
from jixiao.errors import Fault, RulesError
from jixiao.patterns import regex

Part = tuple[str, str, str]
"""(words, name of the slot after them, how the slot is told); the name is "" after the last words."""


class EnglishFault(Fault):
    """A fault with English marks between its parts; what no sentence of the phrasebook fits stays in Chinese."""

    __slots__ = ()
    marks: ClassVar[tuple[str, str, str]] = (": ", ". ", "; ")


def in_english(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """`faults` as told with --lang en. Places, and what people wrote themselves, stay as they are."""
    return tuple(EnglishFault(one.where, english(one.what), english(one.hint)) for one in faults)


def english(text: str) -> str:
    """`text` in English; as it is where no sentence fits."""
    return _english().say(text) or text


def english_words() -> dict[str, str]:
    """Every sentence of english.yaml with its English."""
    file = read_data(resources.files("jixiao").joinpath("english.yaml").read_bytes(), "english.yaml")
    if file.faults:
        raise RulesError(file.faults)
    return {sentence: words for group in file.data.values() for sentence, words in group.items()}


@lru_cache(maxsize=1)
def _english() -> Phrasebook:
    return Phrasebook(english_words(), is_chinese)


class Phrasebook:
    """Sentences with slots, and what they are in another language.

    Told with `{0}`, a slot's text stays as it is, between `marks` if it is foreign; `{0:said}` must itself be a sentence
    of this book, if it is foreign; `{0:list}` is a list with 、 whose members are either; `{0:drop}` is left out.
    `foreign` says whether a text is not yet in the other language.
    """

    def __init__(self, words: Mapping[str, str], foreign: Callable[[str], bool], marks: str = "“”") -> None:
        self.foreign = foreign
        self.marks = marks
        self.templates = [_Template(*one) for one in words.items()]

    def say(self, text: str) -> str | None:
        """`text` in the other language; None where nothing fits. Of several sentences that fit, the one leaving least untold."""
        found = self._best(text)
        return found and found[1]

    def _best(self, text: str) -> tuple[int, str] | None:
        tries = (
            self._fill(template, slots)
            for template in self.templates
            if template.anchor in text
            for slots in template.read(text)
        )
        best = min(filter(None, tries), key=lambda one: one[0], default=None)
        return (0, text) if best is None and not self.foreign(text) else best

    def _fill(self, template: _Template, slots: Mapping[str, str]) -> tuple[int, str] | None:
        """(characters left as they are, the sentence); None where a slot should be a sentence of this book and is not."""
        left, told = 0, ""
        for words, name, how in template.told:
            told += words
            if name:
                piece = self._slot(slots[name], how, quoted=words.endswith("“"))
                if piece is None:
                    return None
                left += piece[0]
                told += piece[1]
        return left, told.strip()

    def _slot(self, text: str, how: str, *, quoted: bool) -> tuple[int, str] | None:
        match how:
            case "said":
                return self._best(text)
            case "list":
                members = [self._slot(one, "said", quoted=quoted) or self._as_is(one, quoted) for one in text.split("、")]
                return sum(left for left, _ in members), ", ".join(words for _, words in members)
            case "drop":
                return len(text), ""
        return self._as_is(text, quoted)

    def _as_is(self, text: str, quoted: bool) -> tuple[int, str]:
        before, after = self.marks[:1], self.marks[1:]
        return len(text), f"{before}{text}{after}" if self.foreign(text) and not quoted else text


@dataclass(frozen=True)
class _Template:
    """One sentence: how it is written, and what it is in the other language."""

    written: str
    wanted: str

    @cached_property
    def anchor(self) -> str:
        """The longest words without a slot: a text that does not hold them is not this sentence."""
        return max((words for words, _, _ in parts(self.written)), key=len, default="")

    @cached_property
    def told(self) -> list[Part]:
        return list(parts(self.wanted))

    def read(self, text: str) -> Iterator[dict[str, str]]:
        """What stands in the slots, if `text` is this sentence: each slot as short as can be, or else as long."""
        for shape in (".*?", ".*"):
            found = _form(self.written, shape).fullmatch(text)
            if found is None:
                return
            yield {name[1:]: value for name, value in found.groupdict().items()}


@cache
def _form(written: str, shape: str) -> re.Pattern[str]:
    pattern = ""
    seen: set[str] = set()
    for words, name, _ in parts(written):
        pattern += re.escape(words)
        if name:
            pattern += f"(?P=_{name})" if name in seen else f"(?P<_{name}>{shape})"
            seen.add(name)
    return re.compile(pattern, re.DOTALL)


def parts(template: str) -> Iterator[Part]:
    """The words and slots of a template in their order."""
    for words, name, how, _ in Formatter().parse(template):
        yield words, name or "", how or ""


CHINESE = regex(r"[\u3400-\u9fff]")


def is_chinese(text: str) -> bool:
    """Whether Chinese characters stand in `text` outside “quotation marks” (which may hold others)."""
    depth, outside = 0, False
    for mark in text:
        depth += {"“": 1, "”": -1}.get(mark, 0)
        if depth < 0:
            break
        outside = outside or (depth == 0 and bool(CHINESE.match(mark)))
    return bool(CHINESE.search(text)) if depth else outside
