"""What a scoring run came to, on one page: how many, how totals are spread, where points are lost, what is lacking, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from jixiao.batch.scored import EXCUSED, KNOWN, LACKING, PLACES, REFUSED, LeafColumns, TotalColumns
from jixiao.model.document import Bar, Block, Cell, Chart, Document, Heading, Paragraph, Table
from jixiao.model.quantity import half_up, trim
from jixiao.model.question import Question
from jixiao.model.rulebook import Rulebook
from jixiao.reference.questions import questions as kinds
from jixiao.writers.plain import breadth

_SHOWN = 50


@dataclass(slots=True)
class _Leaf:
    name: str
    weight: Fraction | None
    known: int = 0
    lacking: int = 0
    excused: int = 0
    points: int = 0
    below: int = 0


@dataclass(slots=True)
class Seen:
    """Counts over all blocks; points are exact."""

    rulebook: Rulebook
    count: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    grades: Counter[int] = field(default_factory=Counter)
    bins: Counter[int] = field(default_factory=Counter)
    points: int = 0
    leaves: dict[str, _Leaf] = field(default_factory=dict)

    def add(self, columns: Sequence[LeafColumns], totals: TotalColumns) -> None:
        """One block."""
        self.count += len(totals.status)
        for status, number in zip(*np.unique(totals.status, return_counts=True), strict=True):
            self.statuses[int(status)] += int(number)
        known = totals.status == KNOWN
        for grade, number in zip(*np.unique(totals.grade[known], return_counts=True), strict=True):
            self.grades[int(grade)] += int(number)
        tens = np.minimum(totals.total[known] // (10 * 10**PLACES), 9)
        for at, number in zip(*np.unique(tens, return_counts=True), strict=True):
            self.bins[int(at)] += int(number)
        self.points += int(totals.total[known].sum())
        for one in columns:
            leaf = self.leaves.setdefault(one.id, _Leaf(one.name, one.weight))
            scored = one.status == KNOWN
            leaf.known += int(scored.sum())
            leaf.lacking += int((one.status == LACKING).sum())
            leaf.excused += int((one.status == EXCUSED).sum())
            leaf.points += int(one.score[scored].sum())
            full = int((one.weight or 0) * 10**PLACES)
            leaf.below += int((one.score[scored] < full).sum())


def score_page(seen: Seen, questions: Sequence[Question], by_unit: Sequence[str], recalled: bool) -> Document:
    """The page as a document."""
    return Document("得分汇总", tuple(_blocks(seen, questions, by_unit, recalled)))


def _blocks(seen: Seen, questions: Sequence[Question], by_unit: Sequence[str], recalled: bool) -> Iterator[Block]:
    book = seen.rulebook
    yield Heading(f"{book.title}：{seen.count} 个单位的得分", 0)
    if recalled:
        yield _said("采用了凭记忆录入、未经核实的分值或标准，核实前不能作为正式结果。")
    known = seen.statuses[KNOWN]
    yield _said(
        f"算出总分的 {known} 个；缺数、总分未定的 {seen.statuses[LACKING]} 个；数据不能用、没有计分的 {seen.statuses[REFUSED]} 个。"
    )
    if known:
        yield _said(f"算出总分的平均 {_points(Fraction(seen.points, known * 10**PLACES))} 分。")
        names = [grade.name for grade in book.grades]
        graded = [(name, seen.grades[at]) for at, name in enumerate(names)]
        if any(number for _, number in graded):
            yield _counts("等级", graded, known)
        spans = [(f"{10 * at}—{10 * at + 10} 分", seen.bins[at]) for at in range(9, -1, -1)]
        first, last = min(seen.bins), max(seen.bins)
        yield _counts("总分的分布（含下限，不含上限；末段含满分）", spans[9 - last : 10 - first], known)
    yield Heading("各项指标", 1)
    yield _leaves(seen)
    if by_unit:
        yield _said(f"逐个单位计算的指标 {len(by_unit)} 个（没有成批的算法，或由案卷计算），结果相同。")
    yield Heading("同类比较的疑点", 1)
    if not questions:
        yield _said("没有疑点，或同类单位太少不能比较。")
        return
    yield _said("只提问，不断定有错。全部在 疑点.csv。")
    yield _table(
        ("编码", "疑点", "条数"),
        [(code, kinds()[code].title, str(n)) for code, n in sorted(Counter(one.code for one in questions).items())],
    )
    yield _table(("单位", "编码", "疑点"), [(one.agency or "—", one.code, one.sentence) for one in questions[:_SHOWN]])


def _said(words: str) -> Paragraph:
    return Paragraph((words,))


def _counts(title: str, counted: Sequence[tuple[str, int]], of: int) -> Chart:
    bars = tuple(
        Bar(name, float(number), f"{number} 个（{_points(Fraction(100 * number, of))}%）") for name, number in counted
    )
    return Chart(title, "个", bars, "parts")


def _leaves(seen: Seen) -> Table:
    rows = []
    for leaf in seen.leaves.values():
        mean = Fraction(leaf.points, leaf.known * 10**PLACES) if leaf.known else None
        rate = "" if mean is None or not leaf.weight else f"{_points(100 * mean / leaf.weight)}%"
        rows.append(
            (
                leaf.name, "" if leaf.weight is None else _points(leaf.weight), "" if mean is None else _points(mean), rate,
                str(leaf.below), str(leaf.lacking), str(leaf.excused),
            )
        )  # fmt: skip
    return _table(("指标", "分值", "平均得分", "得分率", "没有满分", "缺数", "不适用"), rows)


def _points(value: Fraction) -> str:
    return f"{trim(half_up(value, 2)):f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    cells = [Cell((text,), 0, column, kind="head") for column, text in enumerate(heads)]
    cells += [Cell((text,), row, column) for row, line in enumerate(rows, 1) for column, text in enumerate(line)]
    widths = tuple(max(breadth(line[column]) for line in (heads, *rows)) for column in range(len(heads)))
    return Table(tuple(cells), widths=tuple(max(8, min(round(one) + 4, 60)) for one in widths))
