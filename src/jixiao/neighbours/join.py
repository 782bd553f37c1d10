"""joins.yaml carried out: each figure of a report against that of its neighbours; then what is no figure. Everything is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from jixiao.datafile import own_data
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.neighbour import Beside, Crossing, Joined, Neighbour, Served, Unlike, Use
from jixiao.model.quantity import Quantity
from jixiao.neighbours import copies, indicators, papers
from jixiao.neighbours.compare import Held, hold
from jixiao.neighbours.figures import Figures, Stated
from jixiao.neighbours.match import Placed, clashes, doubts, place, same_project, shown

OWN_TEXT = "CS24"
"""The check that speaks of a disclosure's text against its own tables."""
IMPLIED = "implied"
"""A figure that only a change tells: never more than asked about."""
_FISCAL = ("财政拨款", "年末财政拨款", "年初财政拨款")
"""The names of a basis, among those of a join, that words such as 财政拨款支出 and 年末财政拨款结转和结余 name."""
_HOLDS = (Verdict.CONSISTENT, Verdict.ROUNDING)


@dataclass(frozen=True, slots=True)
class Join:
    """A line of joins.yaml."""

    id: str
    code: str
    title: str
    left: str
    right: tuple[tuple[str, str], ...]
    back: int
    of: frozenset[str]
    last: bool
    test: str
    other: Mapping[str, tuple[str, ...]]
    plus: tuple[tuple[str, str], ...]
    plus_maybe: tuple[tuple[str, str], ...]
    exact: bool
    may_err: bool
    own: bool
    project: bool
    told: bool


@lru_cache(maxsize=1)
def joins() -> tuple[Join, ...]:
    """All joins, in the order of the file."""
    data = own_data("neighbours", "joins.yaml")
    return tuple(map(_join, data["joins"]))


def _join(raw: Mapping[str, Any]) -> Join:
    return Join(
        raw["id"], raw["code"], raw["what"], raw["left"], _pairs(raw["right"]), raw.get("back", 0), frozenset(raw.get("in", ())),
        raw.get("from") == "last", raw.get("test", "equal"), {name: tuple(keys) for name, keys in raw.get("other", {}).items()},
        _pairs(raw.get("plus", ())), _pairs(raw.get("plus_maybe", ())), raw.get("exact", False), raw.get("may_err", False),
        raw.get("own", False), raw.get("project", False), raw.get("told", False),
    )  # fmt: skip


def _pairs(these: Iterable[str]) -> tuple[tuple[str, str], ...]:
    pairs = (one.partition(" ") for one in these)
    return tuple((kind, key) for kind, _, key in pairs)


def join(report: Neighbour, beside: Sequence[Neighbour]) -> Joined:
    """`report` held against those of `beside` that are its own; each of them accounted for."""
    placed = place(report, beside)
    used = tuple(one.neighbour for one in placed if one.use is Use.CURRENT)
    last = tuple(one.neighbour for one in placed if one.use is Use.LAST_YEAR)
    units = tuple(one.neighbour for one in placed if one.use is Use.UNIT)
    work = _Work(report, used, last)
    crossings = [one for line in joins() for one in work.carry_out(line)]
    unlike: list[Unlike] = []
    for one, paper, served in (
        *indicators.against_approved(report, used), *indicators.against_monitoring(report, used), *indicators.against_recheck(report, used),
        *indicators.against_last_year(report, last), *papers.projects(report, used, work.figures), *papers.units(report, used, units, work.figures),
        *papers.denied(report, used, work.figures), *copies.against_last_year(report, last),
    ):  # fmt: skip
        unlike += [one] if one is not None else []
        work.serve(paper, served)
    unlike += copies.against_others(report, [one.neighbour for one in placed if one.reason == "other_agency"])
    joined = Joined((), used, last, units, tuple(crossings), tuple(unlike))
    return replace(joined, beside=tuple(_told(one, joined, work, used) for one in placed))


_Matched = tuple[Stated, Stated, Held, tuple[Stated, ...]]
"""The report's figure, the neighbour's, how they compare, and what was added to the neighbour's."""


class _Work:
    """The papers of one report and what each has served for."""

    def __init__(self, report: Neighbour, used: Sequence[Neighbour], last: Sequence[Neighbour]) -> None:
        self.report = report
        self.own = Figures(report)
        self.used = [Figures(one) for one in used]
        self.last = [Figures(one) for one in last]
        self.served: dict[str, dict[str, Served]] = {}
        self._known = {id(one.paper): one for one in (self.own, *self.used, *self.last)}

    def figures(self, paper: Neighbour) -> Figures:
        """The figures of a paper: worked out once, whatever asks for them."""
        return self._known.setdefault(id(paper), Figures(paper))

    def carry_out(self, line: Join) -> Iterator[Crossing]:
        """The crossings of one line: one for each class of statements (text, each form) of the report."""
        year = self.report.year
        for group in self._left(line, year - line.back if year is not None else None):
            right = self._right(line, year - line.last if year is not None else None, group[0])
            if right:
                for found in self._cross(line, group, right, year):
                    self._serve(line, found, right)
                    yield found

    def _left(self, line: Join, year: int | None) -> Iterator[list[Stated]]:
        sources = [self.own]
        if line.of:
            sources = [one for one in (self.own, *self.used) if line.of & set(one.paper.kinds)]
        for source in sources:
            groups: dict[str, list[Stated]] = {}
            if line.told and source is self.own:
                continue  # its own tables: `own`
            for one in source.of(line.left, year):
                if line.told and one.by_form:
                    continue
                groups.setdefault(one.fact.by.partition("/")[0], []).append(one)
            if groups and line.of:
                yield next(iter(groups.values()))
                return
            yield from groups.values()

    def _right(self, line: Join, year: int | None, left: Stated) -> list[Stated]:
        """The neighbours' figures of the first of the line's sources that any of them has; those of tables before those of texts."""
        pool = self.last if line.last else self.used
        for kind, key in line.right:
            found: list[Stated] = []
            if (
                kind == "self"
                and self._first_of(line.plus, year)
                and any(one.paper is not self.report for one in self._first_of(line.plus, year))
            ):
                found = _best(self.own.of(key, year))[:1]
            for source in pool:
                if kind not in source.paper.kinds or (
                    source.paper is left.paper and not (line.told or line.test != "equal")
                ):
                    continue
                if line.project and not same_project(self.report, source.paper):
                    continue
                found += [one for one in _best(source.of(key, year)) if one.by_form or not line.told]
            if not found and line.own and kind in self.report.kinds and left.paper is self.report:
                wanted = [one for one in self.own.of(key, year) if one.by_form and one.fact.place != left.fact.place]
                found = [] if left.by_form else wanted
            if found:
                return found if _agree(found) else []
        return []

    def _cross(self, line: Join, group: Sequence[Stated], right: Sequence[Stated], year: int | None) -> Iterator[Crossing]:
        """The report's statement that agrees, with those beside it that are a slip of it; or the first that does not agree.

        What the report says again otherwise may be of a part or another scope: only a slip of the pen in it is spoken of.
        """
        held: list[_Matched] = []
        known: dict[tuple[Quantity, ...], Held] = {}  # a long report states one figure many times
        for one in group:
            for other in right:
                extra = self._plus(line, year, other)
                if extra is None or one.quantity.unit != other.quantity.unit:
                    continue
                for more in ((), *((maybe,) for maybe in self._first_of(line.plus_maybe, year))):
                    others = tuple(part.quantity for part in (other, *extra, *more))
                    result = known.get((one.quantity, *others))
                    if result is None:
                        result = known[one.quantity, *others] = hold(one.quantity, others, line.test, exact=line.exact)
                    held.append((one, other, result, (*extra, *more)))
        good = next((one for one in held if one[2].verdict in _HOLDS), None)
        if good is not None:
            yield self._crossing(line, good, year)
            fine = {id(one[0]) for one in held if one[2].verdict in _HOLDS}
            again = {
                id(one[0]): one
                for one in reversed(held)
                if id(one[0]) not in fine and one[2].slip and not one[0].part_of_money
            }
            crossings = [self._crossing(line, one, year) for one in again.values()]
            yield from (one for one in crossings if not one.same_as)
            yield from self._of_part(line, [one for one in group if id(one) not in fine], good[1], year)
            return
        wholes = [one for one in held if not one[0].part_of_money]
        if held and not wholes:
            yield from self._of_part(line, group, held[0][1], year)
        if not wholes or len({other.quantity.value for other in right}) > 1:
            return
        found = self._crossing(line, wholes[0], year)
        if not (found.same_as and wholes[0][0].part_of_money):
            yield found

    def _of_part(self, line: Join, group: Sequence[Stated], whole: Stated, year: int | None) -> Iterator[Crossing]:
        """A figure that says it is of 财政拨款, against that basis in the neighbour: spoken of only where it is a slip of the pen of it."""
        source = next((one for one in (*self.used, *self.last) if one.paper is whole.paper), None)
        when = year - line.last if year is not None else None
        if source is None or line.plus or line.test != "equal":
            return
        keys = [key for name, these in line.other.items() if name.startswith(_FISCAL) for key in these]
        for stated in (one for one in group if self.own.is_fiscal(one)):
            found = [one for key in keys for one in source.of(key, when) if one.quantity.unit == stated.quantity.unit]
            matched = [(stated, one, hold(stated.quantity, (one.quantity,), exact=line.exact), ()) for one in found]
            if found and all(one[2].verdict is Verdict.INCONSISTENT for one in matched) and matched[0][2].slip:
                yield replace(self._crossing(line, matched[0], year), slip=False)
                return

    def _crossing(self, line: Join, matched: _Matched, year: int | None) -> Crossing:
        figures = {id(one): one for one in (self.own, *self.used, *self.last)}
        of = {one.paper.file: one for one in figures.values()}
        stated, other, result, extra = matched
        same_as = self._same_as(line, stated, of[other.paper.file], year) if result.verdict not in _HOLDS else ""
        operands = (other, *extra)
        away = any(one.paper is not self.report for one in operands)
        beside = next((one.paper for one in operands if one.paper is not self.report), other.paper)
        why = () if result.verdict in _HOLDS else tuple(self._doubts(other, of[other.paper.file]))
        relation = Relation(
            Kind.IDENTITY, stated.operand(line.title, away=stated.paper is not self.report),
            tuple(one.operand(line.title, away=one.paper is not self.report) for one in operands), result.verdict,
            self._quote(stated), stated.fact.place, result.expected, result.detail, f"beside:{line.id}", line.title, near=result.slip,
        )  # fmt: skip
        code = line.code if away else OWN_TEXT
        return Crossing(
            line.id, code, line.title, relation, beside.name, result.slip and line.may_err and stated.fact.by != IMPLIED and not why and not same_as, same_as,
            stated.paper is not self.report, why, line.test == "at_least",
        )  # fmt: skip

    def _plus(self, line: Join, year: int | None, other: Stated) -> tuple[Stated, ...] | None:
        """What is to be added to the neighbour's figure; None where a line asks for it and there is none."""
        return self._first_of(line.plus, year) or (None if line.plus else ())

    def _first_of(self, entries: Sequence[tuple[str, str]], year: int | None) -> tuple[Stated, ...]:
        """The figures of the first entry that any paper has: one of each paper."""
        for kind, key in entries:
            sources = [self.own] if kind == "report" else [one for one in self.used if kind in one.paper.kinds]
            found = [stated for source in sources for stated in _best(source.of(key, year))[:1]]
            if found:
                return tuple(found)
        return ()

    def _same_as(self, line: Join, stated: Stated, source: Figures, year: int | None) -> str:
        when = year - line.last if year is not None else None
        for name, keys in line.other.items():
            if any(hold(stated.quantity, (one.quantity,)).verdict in _HOLDS for key in keys for one in source.of(key, when)):
                return name
        return ""

    def _doubts(self, other: Stated, source: Figures) -> Iterator[str]:
        if other.fact.place in source.broken:
            yield "broken"
        yield from doubts(self.report, other.paper)

    def _quote(self, stated: Stated) -> str:
        """The sentence the report's figure stands in; a cell's own words."""
        where, reading = stated.fact.place, stated.paper.reading
        if where.span is None or reading is None:
            return stated.fact.raw
        for one in reading.sentences:
            span = one.place.span
            if (one.place.part, one.place.ref) == (where.part, where.ref) and span and span[0] <= where.span[0] < span[1]:
                return one.text
        return stated.fact.raw

    def _serve(self, line: Join, found: Crossing, right: Sequence[Stated]) -> None:
        differ = found.relation.verdict is Verdict.INCONSISTENT
        for paper in {one.paper.file: one.paper for one in right}.values():
            if paper is self.report:
                continue
            self.serve(paper, Served(line.title, 1, int(differ)))
        for paper in {one.paper.file: one.paper for one in self._first_of(line.plus, self.report.year)}.values():
            if paper is not self.report:
                self.serve(paper, Served(line.title, 1, int(differ)))

    def serve(self, paper: Neighbour, served: Served) -> None:
        """Counts what a paper was used for."""
        mine = self.served.setdefault(paper.file, {})
        so_far = mine.get(served.thing, Served(served.thing, 0))
        if so_far.compared + served.compared:
            mine[served.thing] = Served(served.thing, so_far.compared + served.compared, so_far.differ + served.differ)


def _agree(found: Sequence[Stated]) -> bool:
    """Whether papers that claim to be the same state the same: else none of them is held against the report."""
    first = {one.paper.file: one for one in reversed(found)}
    some = next(iter(first.values()))
    return all(hold(some.quantity, (one.quantity,)).verdict in _HOLDS for one in first.values())


def _best(found: Iterable[Stated]) -> list[Stated]:
    """Figures of tables where there are any, else those of the text that are of all the money."""
    these = list(found)
    return [one for one in these if one.by_form] or [one for one in these if not one.part_of_money]


def _told(placed: Placed, joined: Joined, work: _Work, used: Sequence[Neighbour]) -> Beside:
    one = placed.neighbour
    serves = tuple(work.served.get(one.file, {}).values()) if placed.use in (Use.CURRENT, Use.LAST_YEAR, Use.UNIT) else ()
    remarks = [*placed.remarks, *_clash(one, used, work)]
    if (
        placed.use not in (Use.LEFT_OUT, Use.UNREADABLE)
        and one.reading is not None
        and one.reading.tables
        and not (one.reading.forms or one.listed)
    ):
        remarks.append(("tables_unread", {"n": str(one.reading.tables)}))
    return Beside(
        one.file, one.sha256, one.kinds, shown(one), one.year, placed.use, placed.reason, placed.args, serves, tuple(remarks), one.faults,
    )  # fmt: skip


def _clash(one: Neighbour, used: Sequence[Neighbour], work: _Work) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What is said of a paper that claims to be the same as one before it."""
    for first, second in clashes(used):
        if second is one:
            differing = _differing(work.figures(first), work.figures(second))
            if differing:
                yield "same_kind_differs", {"file": first.name, "what": "、".join(differing)}
            elif differing is not None:
                yield "same_kind", {"file": first.name}


def _differing(one: Figures, other: Figures) -> list[str] | None:
    """What two papers of one kind state differently in their tables; None where no table of both states the same thing."""
    found: list[str] = []
    common = False
    for line in (line for line in joins() if not line.last and not line.told):
        for kind, key in line.right:
            if kind not in one.paper.kinds or kind not in other.paper.kinds:
                continue
            mine, its = ([stated for stated in paper.of(key, None) if stated.by_form] for paper in (one, other))
            if not mine or not its:
                continue
            common = True
            if not any(hold(a.quantity, (b.quantity,)).verdict in _HOLDS for a in mine for b in its):
                found.append(line.title)
                break
    return list(dict.fromkeys(found)) if common else None
