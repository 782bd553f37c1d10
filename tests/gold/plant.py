"""A planted fault, and what a reader of the labels says of it: must it be found?

* must: a labelled relation no longer holds, whatever the printed digits allow.
* coarse: only the width of whole figures saves a sum (642 for 640万元): to warn is right, and to be silent too.
* inside: every labelled relation the figure stands in still holds within the printed digits.
* free: the figure stands in no labelled relation, so nobody can say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.gold.labels import PRINTED, Edit, Label
from tests.gold.sources import Span, Text


@dataclass(frozen=True)
class Plant:
    """A planted fault. `money`: the changed figure is an amount. `broken`: the labelled relations that no longer hold.

    `figure`: the figure it is about, where the change is not in its digits.
    """

    kind: str
    text: Text
    edit: Edit
    grade: str
    money: bool = False
    broken: tuple[Label, ...] = ()
    figure: Span | None = None

    @property
    def planted(self) -> str:
        return self.edit.apply(self.text.text)

    def span(self) -> Span:
        """The changed place in the changed text."""
        return Span(self.edit.start, self.edit.start + len(self.edit.new))

    def moved(self, span: tuple[int, int]) -> Span:
        """A place of the sound text in the changed one."""
        by = len(self.edit.new) - (self.edit.end - self.edit.start)
        return Span(*(one + by if one >= self.edit.end else one for one in span))

    def back(self, at: int) -> int:
        """A place of the changed text in the sound one."""
        by = len(self.edit.new) - (self.edit.end - self.edit.start)
        return at - by if at >= self.edit.start + len(self.edit.new) else at

    def __str__(self) -> str:
        before, after = line_around(self.text.text, self.edit)
        old = self.text.text[self.edit.start : self.edit.end]
        return f"{self.text.name}: {self.kind} {self.grade}: …{before}[{old}→{self.edit.new}]{after}…"


def line_around(text: str, edit: Edit, reach: int = 40) -> tuple[str, str]:
    before, after = text[: edit.start].rpartition("\n")[2], text[edit.end :].partition("\n")[0]
    return before[-reach:], after[:reach]


Plan = Callable[[Text, Random], Iterator[Plant]]
"""All plants of one kind in a text."""


# —— figures ——

MONEY = re.compile(
    r"[ ]?(?:\([a-zà-ǜ]+\))?(?:万亿|亿|百万|[万萬]|千)?(?:\([a-zà-ǜ]+\))?元|[ ]?[亿万](?=[,，。;；、)）\s]|$)"
)
OTHER = re.compile(
    r" ?(?:[%％‰]|个?百分点|分(?![钟别配批类项局公管之散支期布析解为队会行成数级])|"
    "[万千]?(?:人次|批次|平方米|公里|[人名个家户件处项台套辆次场起亩批期份头只羽株间所座册吨天双元]))"
)
NOT_A_FIGURE = re.compile(r"[〔\[第\-−–—~～A-Za-z/.:：\d]\s?$")
"""Before a number: marks of document numbers, ordinals, ranges, codes, clock times."""


@dataclass(frozen=True)
class Number:
    start: int
    end: int
    money: bool


def numbers(text: Text) -> list[Number]:
    """The figures of a text: numbers with a unit, and those that a label speaks of."""
    labelled = {one.number for label in text.labels for one in label.quotes if one.number}
    found = []
    for one in PRINTED.finditer(text.text):
        money = bool(MONEY.match(text.text, one.end()))
        if one.span() in labelled:
            found.append(Number(*one.span(), money or is_money(text, one.span())))
        elif (money or OTHER.match(text.text, one.end())) and not NOT_A_FIGURE.search(text.text[: one.start()]):
            found.append(Number(*one.span(), money))
    return found


def is_money(text: Text, span: tuple[int, int]) -> bool:
    """Whether a labelled figure is read as an amount though its unit stands elsewhere."""
    return any("元" in one.reading for label in text.labels for one in label.quotes if one.number == span)


def grade(text: Text, edit: Edit, figure: Span) -> tuple[str, tuple[Label, ...]]:
    """Whether labelled relations break with the figure: must · coarse · inside · free; and those that do."""
    standing = [label for label in text.labels if label.sure and any(one.number == figure for one in label.quotes)]
    judged = [(label, label.judged(edit, text.text)) for label in standing]
    broken = tuple(label for label, verdict in judged if verdict == "inconsistent")
    verdicts = {verdict for _, verdict in judged} - {""}
    return "must" if broken else "coarse" if "coarse" in verdicts else "inside" if verdicts else "free", broken


def of_number(kind: str, text: Text, number: Number, edit: Edit) -> Plant:
    label_grade, broken = grade(text, edit, Span(number.start, number.end))
    return Plant(kind, text, edit, label_grade, number.money, broken)
