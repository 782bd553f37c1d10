"""Points of the first level, told by name wherever they stand: what 投入, 过程, 产出, 效益 are worth makes up a hundred, what they
got makes up the whole score.

Lists under a scope word are read in `sums`; these need none. A miss is asked about, and only where what they are worth shows that
none of them is left out, or where one digit closes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.extract.judge import amount, close_sum, edit_of, like
from jixiao.extract.points.grades import score_figure
from jixiao.extract.points.scores import SCALED
from jixiao.extract.prose import Prose, value_of
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_NAME = regex(
    r"(?:^|[一二三四五六七八九十\d、.,;:()\s]|其中|包括|由|为|设|项目|部门|一级)(?P<name>预算执行|决策|投入|过程|管理|产出|效益|效果|满意度)"
    r"(?:类|方面|部分|情况|指标|维度)*(?:(?:自评)?(?P<got>实?得)?分?|满分|分值|权重|标准分)(?:为|是|:)?\s*$"
)
_GOT = regex(r"(?:(?<![扣不难取获])得分?|自评(?:分|为)?)(?:为|是|:|\s)*$")
_LOST = regex(r"(?:扣|减|加|少|每|满分|总分)[^,，。;、\d]{0,4}$")
_HUNDRED = Decimal(100)
_LEAST = 3
_NEEDED = "产出"
_REACH = 12
_FAR = 10
_HALF = Decimal("0.5")

Named = dict[str, Figure]


def first_level_relations(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """The hundred of the weights and the whole of the points, where no list told them already."""
    if not prose.of("score") or SCALED.search(prose.string) or "加分" in prose.string:
        return []
    worth, got = _named(prose)
    judged = {
        one.stated.place
        for one in known
        if one.kind in (Kind.SCORE_SUM, Kind.WEIGHT_SUM)
        and one.verdict is not Verdict.UNVERIFIABLE
        and len(one.operands) >= _LEAST
    }
    found: list[Relation] = []
    whole = score_figure(prose, sure=True)
    if whole is not None and whole.place not in judged and _enough(got) and whole not in got.values():
        closed = got.keys() == worth.keys() and sum(map(value_of, worth.values())) == _HUNDRED
        found += _judged(prose, whole, got, Kind.SCORE_SUM, closed=closed)
    full = _full(prose, worth)
    if full is not None and full.place not in judged and _enough(worth):
        whole_got = whole is not None and got.keys() == worth.keys() and sum(map(value_of, got.values())) == value_of(whole)
        found += _judged(prose, full, worth, Kind.WEIGHT_SUM, closed=whole_got)
    return found


def _enough(named: Mapping[str, Figure]) -> bool:
    return len(named) >= _LEAST and _NEEDED in named


def _named(prose: Prose) -> tuple[Named, Named]:
    """What each name is worth and what it got; none of a kind where one name bears two values of it."""
    worth: Named = {}
    got: Named = {}
    last: tuple[str, Figure] | None = None
    twice: set[int] = set()
    for _, figure in prose.of("score"):
        if figure.mention.quantity is None or figure.zone == "table" or figure.change:
            continue
        floor = prose.lines[figure.paragraph].start
        before = prose.quote(max(floor, figure.mention.words_start - _REACH * 2), figure.mention.words_start)
        match = _NAME.search(before.rstrip("( "))
        scored = _GOT.search(before) is not None
        if match is not None:
            into = got if scored or match["got"] else worth
            last = (match["name"], figure)
            _put(into, match["name"], figure, twice)
        elif scored and last is not None and last[1].sentence == figure.sentence and not _LOST.search(before):
            _put(got, last[0], figure, twice)
            last = None
        elif not _LOST.search(before):
            last = None
    return ({} if id(worth) in twice else worth), ({} if id(got) in twice else got)


def _put(into: Named, name: str, figure: Figure, twice: set[int]) -> None:
    first = into.setdefault(name, figure)
    if value_of(first) != value_of(figure) or figure.paragraph - first.paragraph > _FAR:
        twice.add(id(into))


def _full(prose: Prose, worth: Mapping[str, Figure]) -> Figure | None:
    """The hundred that the weights are said to make up, in a paragraph of theirs."""
    lines = {one.paragraph for one in worth.values()}
    for _, figure in prose.of("score"):
        if figure.mention.quantity is not None and value_of(figure) == _HUNDRED:
            near = any(abs(figure.paragraph - line) <= 1 for line in lines)
            if near and re.search(
                r"(?:满分|总分|共计?|合计|总计)[^,，。;\d]{0,6}$", prose.before(figure.mention.words_start, 10)
            ):
                return figure
    return None


def _judged(prose: Prose, whole: Figure, named: Mapping[str, Figure], kind: Kind, *, closed: bool) -> Iterator[Relation]:
    parts = sorted(named.values(), key=lambda one: one.mention.start)
    total = whole.mention.quantity
    assert total is not None
    closing = close_sum(amount(total), [amount(one.mention.quantity) for one in parts if one.mention.quantity is not None])
    verdict = closing.verdict
    edit = ""
    opened: tuple[str, ...] = ()
    if verdict is Verdict.INCONSISTENT:
        edits = [edit_of(total, closing.total)]
        edits += [
            edit_of(one.mention.quantity, value_of(one) - closing.difference)
            for one in parts
            if one.mention.quantity is not None
        ]
        edit = next((one for one in edits if one), "")
        if not (closed or edit) or abs(closing.difference) > total.value * _HALF:
            return
        opened = ("各项按名称在文中找到",)
    start = prose.sentence_span(min((whole, *parts), key=lambda one: one.mention.start))[0]
    end = max(one.mention.end for one in (whole, *parts))
    yield Relation(
        kind, prose.operand(whole), tuple(prose.operand(one) for one in parts), verdict, prose.quote(start, end).strip(), whole.place,
        like(total, closing.total), "", "first_level", "", opened, near=bool(edit), edit=edit,
    )  # fmt: skip
