"""What is being spoken of where a figure stands: the item of its sentence, the budget it is part of, the thing its heading names."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from jixiao.catalog.items import Item
from jixiao.extract.naming import bare_basis, basis_of, is_whole, item_of, prior_item, says_basis, says_nothing
from jixiao.extract.prose import Prose
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_HEAD = regex(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)[、.]?|\d{1,2}[、.](?!\d)|第[一二三四五六七八九十]+[、,部项]|[①-⑳⑴-⒇])\s*(?P<head>[^。:,;\n]{2,24}?)(?P<end>[。:]|\s*$)"
)
"""A heading: a list mark and a few words, on a line of their own or before the first full stop."""
_STATE_OF = regex(r"(?:支出|使用|开支|执行|管理|安排|完成|的)*(?:决算)?情况$")
_TASK = regex(r"(?:项目|专项|工程|经费|资金|补助|补贴|任务|计划)$")
_GENERAL_HEAD = regex(
    r"一般公共预算|整体|总体|全部|收支|预算执行|^资金(?:情况)?$|资金(?:安排|使用|到位|管理|投入)|预决算|预算(?:安排|执行|及|和|与)|年度项目|项目(?:资金|绩效)"
)
_SURELY_WHOLE = regex(r"总支出|支出合计|支出总计|支出总额|整体支出|年度资金总额")
_BARE_SPENT = regex(
    r"(?:(?:19|20)\d\d年度?|全年|年度|实际|完成|决算|共计?|累计)*(?:支出|开支|使用|总额|金额)(?:总额|合计|总计|决算数?|金额|数|共计?|为)*"
)
"""Words of spending and nothing else: under a heading of one thing (四、政府采购) its first figure called so is that thing's."""
_SOMETHING_S_MONEY = regex(r"预算|支出|安排|投入|经费|资金$|费$|项目$|[费款]用")
"""Labels of money that is to be spent or was; what came in (其他收入) is no thing that money is spent on."""
_OPENS_PARTS = regex(r"其中|包括|包含|含|[(:]|分别")
_GENERAL_SPENT = regex(
    r"^(?:全年|实际|共|共计|累计|已|合计|当年|本年)*(?:支出|开支|使用|执行|支付|完成)(?:了|数|共|为|共计|合计)*$"
)

_RATE = regex(r"(?:预算)?(?:执行|完成|控制|支付|使用|到位)?率$")
_ANY_BUDGET = regex(r"(?:(?:19|20)\d\d年度?|本年度?|当年)?预算(?:数|为)?")
"""A budget of nobody knows which state, where nothing is named: the first or the adjusted one."""
_MARKS = regex(r"[,:;、。()\n]")
_HEAD_MARK = regex(r"^\s*(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}[、是]|其中)+")


class _Head(NamedTuple):
    """A heading of something narrower than the whole: the item of the catalog, where it names one, its words and its line."""

    item: Item | None
    words: str
    line: int


_QUOTES = regex(r"[“”\"]")
_FAR = 40
_LEAST = 3


class Spoken:
    """One walk over the figures of a prose: `reach` the next one, then ask what it is `of`."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.last: Figure | None = None
        self.subject: Item | None = None
        self.subject_basis = ""
        self.subject_depth = 0
        self.main: Item | None = None
        self.main_depth = 0
        self.other_thing = False
        self.bases: set[str] = set()
        self.first = True
        self.in_parts = False
        self.semicolon = False
        self.unknown = False

    def pass_over(self, figure: Figure) -> None:
        """A figure that states nothing by itself: a change, a standard, a cell."""
        self._open(figure)
        self._topic(figure)
        self.last = figure

    def reach(self, figure: Figure) -> None:
        """Comes to a figure that states something."""
        self._open(figure)
        self.first = self.last is None
        if self.last is not None and self.last.sentence == figure.sentence:
            gap = self.prose.gap(self.last, figure)
            self.semicolon = self.semicolon or ";" in gap
            self.in_parts = self.in_parts or _OPENS_PARTS.search(gap) is not None
        else:
            self.in_parts = False
        self._topic(figure)
        self.last = figure

    def _topic(self, figure: Figure) -> None:
        """What the words before the first figure of a sentence speak of: 政府采购：预算72.60万元."""
        if self.last is not None:
            return
        start = max(self.prose.sentence_span(figure)[0], figure.mention.words_start - _FAR)
        before = self.prose.string[start : figure.mention.words_start].removesuffix(figure.label)
        for words in _MARKS.split(before):
            if len(words) >= _LEAST and not self.other_thing and self.subject is None:
                self._named_topic(words, thing=before.rstrip().endswith(":") and words != before)

    def _named_topic(self, words: str, *, thing: bool = True) -> None:
        item = item_of(_HEAD_MARK.sub("", words.strip()))
        if item is not None and item.unit == "元" and not is_whole(item):
            self._remember(item, "")
        elif item is None and thing and _TASK.search(words) is not None and not says_nothing(words):
            self.other_thing = True

    def _open(self, figure: Figure) -> None:
        if self.last is None or self.last.sentence != figure.sentence:
            self.last = None
            self.subject, self.subject_basis, self.other_thing, self.main = None, "", False, None
            self.bases = set()
            self.in_parts = self.semicolon = self.unknown = False
        elif figure.depth < self.subject_depth:
            if self.main_depth > figure.depth:
                self.main = None
            self.subject, self.subject_basis = self.main, ""
        self.subject_depth = figure.depth

    def of(self, figure: Figure, clause: str, whole: Item) -> tuple[Item | None, str]:
        """The item and the basis of a figure of this year; no item where it cannot be told."""
        named = item_of(figure.label)
        if named is None and figure.mention.unit == "%":  # a rate may name what is spoken of: 政府采购预算执行率
            if self.subject is None and _RATE.search(figure.label):
                self._named_topic(_RATE.sub("", figure.label))
            return None, ""
        if (named is None or is_whole(named)) and (item := self._of_head(figure)) is not None:
            self._state("executed")
            return self._remember(item, "executed"), "executed"
        if named is None:
            return self._unnamed(figure, whole)
        basis = basis_of(clause)
        if is_whole(named) and not self._surely_whole(figure) and (narrowed := self._narrowed()) is not None:
            return narrowed
        said = says_basis(figure.label.removeprefix("其中"))
        if not said and basis == "executed" and not is_whole(named) and self.bases and "executed" not in self.bases:
            if not self.in_parts:
                return self._remember(named, ""), ""  # 年初预算567万元，基本支出372万元: of the budget or of what was spent
            return self._remember(named, ""), max(self.bases)
        if figure.mention.unit == "元":
            self._state(basis)
        return self._remember(named, basis), basis

    def _unnamed(self, figure: Figure, whole: Item) -> tuple[Item | None, str]:
        basis, in_parts = bare_basis(figure.label), self.in_parts
        if not basis and _GENERAL_SPENT.match(figure.label) and self.subject is not None and not is_whole(self.subject):
            basis = "executed"
        if figure.mention.unit == "元" and _SOMETHING_S_MONEY.search(figure.label) and not says_nothing(figure.label):
            self.subject, self.subject_basis, self.other_thing = None, "", True
            self.main = None
        spent = "executed" if figure.role == "spent" and "预算" not in figure.label else ""
        stated = basis or (says_basis(figure.label) or spent if figure.mention.unit == "元" else "")
        if stated:
            self._state(stated)
        if figure.mention.unit == "元":
            self.unknown = not basis and not says_nothing(figure.label)
        if not basis or self.other_thing or (self.subject is None and _ANY_BUDGET.fullmatch(figure.label)):
            return None, ""
        if self.subject is None and self._head_of(figure) is not None:
            return None, ""
        if self.subject is not None and basis not in self.subject.bases:
            return None, ""  # 上年结转10万元，支出640万元: what was spent is no carryover
        if in_parts and not self.subject_basis and self.subject is not self.main:  # of the whole again, or of its last part?
            return (self.main, basis) if self.semicolon else (None, "")
        if self.main is None:
            self.main, self.main_depth = self.subject or whole, figure.depth
        self.subject_basis = basis
        return self.subject or whole, basis

    def _surely_whole(self, figure: Figure) -> bool:
        """总支出, 支出合计; but 支出总额 under a heading of one thing is of nobody knows what."""
        if not _SURELY_WHOLE.search(figure.label):
            return False
        head = self._head_of(figure)
        return head is None or head.item is None or not _BARE_SPENT.fullmatch(figure.label)

    def _narrowed(self) -> tuple[Item | None, str] | None:
        """What 全年支出 is where something narrower is spoken of: of that, if its budget stands just before; else of nobody knows."""
        if self.other_thing:
            return None, ""
        if self.subject is not None and not is_whole(self.subject):
            after_budget = self.subject_basis in ("initial_budget", "adjusted_budget")
            return (self.subject, "executed") if after_budget else None
        return (None, "") if self.last is not None and self._head_of(self.last) is not None else None

    def _state(self, basis: str) -> None:
        """A whole begins: what follows as its parts has its basis."""
        if self.in_parts or self.semicolon:
            self.bases = set()
            self.in_parts = False
        self.bases.add(basis)

    def _remember(self, item: Item, basis: str) -> Item:
        self.subject, self.subject_basis, self.other_thing = item, basis, False
        if self.main is None:
            self.main, self.main_depth = item, self.subject_depth
        self.unknown = False
        return item

    def before_prior(self, figure: Figure, whole: Item) -> tuple[Item | None, bool]:
        """The item of an earlier year's figure: the one named before the words of comparison, else that of its sentence."""
        item, other = prior_item(figure.label)
        if item is not None or other:
            return item, other
        if self.subject is None and self._head_of(figure) is not None:
            return None, True
        return self.subject or whole, self.other_thing or (self.subject is None and self.unknown)

    def _of_head(self, figure: Figure) -> Item | None:
        """The item of the heading just above, where a figure that opens a sentence is called nothing but 支出, 总额."""
        head = self._head_of(figure)
        if head is None or head.item is None or not self.first or self.subject is not None:
            return None
        if figure.mention.unit != "元" or figure.paragraph > head.line + 1 or not _BARE_SPENT.fullmatch(figure.label):
            return None
        start, end = self.prose.sentence_span(figure)
        start = max(start, figure.mention.words_start)
        named_again = head.words in _QUOTES.sub("", self.prose.string[start:end])  # 支出总额640万元，其中政府采购33万元
        return None if named_again or "executed" not in head.item.bases else head.item

    def _head_of(self, figure: Figure) -> _Head | None:
        """The heading over a figure if it speaks of something narrower than the whole."""
        return self._heads[figure.paragraph]

    @cached_property
    def _heads(self) -> list[_Head | None]:
        """For each line the narrow thing that its own heading, or the last heading before it, speaks of."""
        found: list[_Head | None] = []
        current = None
        for number, line in enumerate(self.prose.lines):
            match = _HEAD.match(line.text.string)
            if match is not None:
                current = _narrow(match["head"].strip(), number)
            found.append(current)
        return found


def _narrow(head: str, line: int) -> _Head | None:
    short = _STATE_OF.sub("", head) if head.endswith("情况") else head
    if _GENERAL_HEAD.search(head):
        return None
    item = item_of(short) or item_of(head)
    if item is None:
        return _Head(None, short, line) if _TASK.search(short) is not None else None
    return None if is_whole(item) else _Head(item, _QUOTES.sub("", short), line)
