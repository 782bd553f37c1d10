"""What several papers say together: projects beside the project total, units beside the department, 无 beside a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from jixiao.catalog.items import plain
from jixiao.datafile import own_data
from jixiao.model.claim import Operand, Verdict
from jixiao.model.fact import Fact
from jixiao.model.neighbour import Neighbour, Served, Unlike
from jixiao.model.place import NOWHERE, Place
from jixiao.model.quantity import half_up
from jixiao.neighbours.compare import hold, span
from jixiao.neighbours.figures import Figures, Stated
from jixiao.neighbours.indicators import Found
from jixiao.neighbours.match import bare_project, doubts, of_own_body
from jixiao.patterns import regex

FiguresOf = Callable[[Neighbour], Figures]
"""The figures of a paper, worked out once for all joins."""

_SPENT = "project_funds/executed"
_PROJECTS = ("final_accounts accounts/T3/合计/项目支出", "report project_expenditure/executed")
_TOTALS = ("accounts/T3/合计/本年支出合计", "accounts/T1/本年支出合计", "total_expenditure/executed")
_DENIED = r"(?:无|没有|未发生|未安排|未使用|不涉及|未发生过|未列支|未开展|不存在|暂无)"
_TRANSFER = regex(r"抵销|内部往来|抵消|转拨|对附属单位补助(?!支出)")
_NOT_THAT = regex(r"无(?:预算|超|违|计划|关|故|效|序)|没有(?:超|违)|是否|若|如无")
_LEAST_PROJECT = 4
_COUNTED = regex(r"(?:项目支出|专项|预算项目|共(?:有|实施|安排|涉及)?|实施|安排)[^,;。\d]{0,12}?(\d{1,3})个(?:预算)?项目")
_UNITS = regex(r"(?:所属|下属|下辖|二级|直属)[^,;。\d]{0,10}?(\d{1,3})\s*(?:个|家)")


def head(report: Neighbour) -> Place:
    """The first line of a report."""
    reading = report.reading
    return reading.places[0] if reading is not None and reading.places else NOWHERE


def projects(report: Neighbour, used: Sequence[Neighbour], figures_of: FiguresOf) -> Iterator[Found]:
    """B08: the forms of projects together beside the project total; projects that were filed and have no self-evaluation."""
    forms = [one for one in (report, *used) if "self_evaluation" in one.kinds]
    spent: dict[str, Stated] = {}
    for paper in forms:
        named = iter(paper.projects)
        for one in (one for one in figures_of(paper).of(_SPENT, report.year) if one.by_form and "本年" not in one.fact.by):
            spent.setdefault(bare_project(next(named, "")) or f"{paper.file} {one.fact.place}", one)
    for paper in used:
        for operand in paper.listed:
            spent.setdefault(bare_project(operand.label), _stated(paper, operand))
    others = [one for one in spent.values() if one.paper is not report]
    for paper in {one.paper.file: one.paper for one in others}.values():
        yield None, paper, Served("项目全年执行数", sum(1 for one in others if one.paper is paper))
    total = _total(report, used, figures_of)
    if total is not None and others:
        low = sum((span(one.quantity)[0] for one in spent.values()), Fraction(0))
        whole = sum((Fraction(one.quantity.value) for one in spent.values()), Fraction(0))
        if low > span(total.quantity)[1]:
            rests = tuple(one.operand("项目全年执行数", away=one.paper is not report) for one in spent.values())
            place = total.fact.place if total.paper is report else head(report)
            args = {
                "variant": "over", "n": str(len(spent)), "sum": f"{half_up(whole / Fraction(total.quantity.factor), 2)}{total.quantity.printed_unit}",
                "total": str(total.quantity), "where": str(total.fact.place if total.paper is report else total.paper.at(total.fact.place)),
            }  # fmt: skip
            yield (
                Unlike(
                    "CS12",
                    place,
                    total.fact.raw,
                    args,
                    (*rests, total.operand("项目支出", away=total.paper is not report)),
                    others[0].paper.name,
                ),
                others[0].paper,
                Served("项目支出", 1, 1),
            )
    yield from _amounts(report, spent)
    yield from _missing(report, used, forms)


def _stated(paper: Neighbour, operand: Operand) -> Stated:
    """What a list says that a project spent."""
    assert operand.quantity is not None
    return Stated(
        paper, Fact("project_funds", operand.quantity, paper.year, "executed", "", operand.quote, operand.place, "form:list")
    )


def _amounts(report: Neighbour, spent: Mapping[str, Stated]) -> Iterator[Found]:
    """What the report says each project spent beside that project's form."""
    reading = report.reading
    for name, form in spent.items():
        if form.paper is report or len(name) < _LEAST_PROJECT or reading is None:
            continue
        told = [
            one for one in reading.figures
            if one.mention.unit == "元" and one.mention.quantity and one.zone != "table" and not one.change and one.phase != "plan"
            and one.role in ("", "spent") and name in plain(one.label)
        ]  # fmt: skip
        if not told:
            continue
        held = [hold(one.mention.quantity, (form.quantity,)) for one in told if one.mention.quantity is not None]
        differs = all(one.verdict is Verdict.INCONSISTENT for one in held)
        yield None, form.paper, Served("项目支出数", 1, int(differs))
        if differs:
            first = told[0]
            args = {
                "variant": "amount", "name": name, "stated": first.quote, "spent": str(form.quantity), "where": str(form.paper.at(form.fact.place)),
            }  # fmt: skip
            operand = form.operand("全年执行数", away=True)
            yield (
                Unlike("CS12", first.place, first.quote, args, (operand,), form.paper.name),
                form.paper,
                Served("项目支出数", 0),
            )


def _missing(report: Neighbour, used: Sequence[Neighbour], forms: Sequence[Neighbour]) -> Iterator[Found]:
    """Projects with a form of targets and none of self-evaluation, where others have one."""
    evaluated = {bare_project(name) for paper in forms for name in paper.projects}
    counted = {
        int(match[1]): sentence
        for sentence in (report.reading.sentences if report.reading is not None else ())
        for match in _COUNTED.finditer(sentence.text)
    }
    if evaluated and len(counted) == 1 and not report.project:
        ((count, sentence),) = counted.items()
        first = next((paper for paper in forms if paper is not report), None)
        if first is not None and len(evaluated) < count:
            args = {"variant": "fewer", "n": str(count), "forms": str(len(evaluated))}
            yield Unlike("CS12", sentence.place, sentence.text, args, (), first.name), first, Served("项目个数", 1, 1)
    if not evaluated or (len(forms) == 1 and report.project):
        return
    for paper in used:
        filed = paper.projects if "targets" in paper.kinds else tuple(operand.label for operand in paper.listed)
        lacking = [name for name in filed if bare_project(name) not in evaluated]
        if filed:
            yield None, paper, Served("项目自评表", len(filed), len(lacking))
        if lacking:
            args = {"variant": "missing", "names": "、".join(f"“{name}”" for name in lacking), "n": str(len(lacking))}
            yield Unlike("CS12", head(report), "", args, (), paper.name), paper, Served("项目自评表", 0)


def _total(report: Neighbour, used: Sequence[Neighbour], figures_of: FiguresOf) -> Stated | None:
    """The project spending of the whole agency: that of the final accounts, else what the report says."""
    for entry in _PROJECTS:
        kind, _, key = entry.partition(" ")
        sources = [report] if kind == "report" else [one for one in (*used, report) if kind in one.kinds]
        for paper in sources:
            found = next((one for one in figures_of(paper).of(key, report.year) if not one.part_of_money), None)
            if found is not None and found.quantity.value:
                return found
    return None


def units(
    report: Neighbour, used: Sequence[Neighbour], below: Sequence[Neighbour], figures_of: FiguresOf
) -> Iterator[Found]:
    """B21: the units' spending together beside the department's; equal where as many papers are there as the report counts units."""
    totals = [(paper, one) for paper in below if (one := _first(figures_of(paper), report.year)) is not None]
    own = next((one for paper in (report, *used) if (one := _first(figures_of(paper), report.year)) is not None), None)
    if own is None or not totals:
        return
    for paper, _ in totals:
        yield None, paper, Served("总支出", 1)
    if any(_TRANSFER.search(text) for paper in (report, *used, *below) for text in _texts(paper)):
        return  # what one unit paid another was taken out of the department's total: only the accountant knows how much
    low, high = (sum((span(one.quantity)[at] for _, one in totals), Fraction(0)) for at in (0, 1))
    bodies = sum(1 for paper, _ in totals if of_own_body(paper))
    complete = len(totals) > bodies and (bodies > 0 or _count(report) == len(totals))
    over, short = low > span(own.quantity)[1], complete and high < span(own.quantity)[0]
    if not (over or short):
        return
    whole = sum((Fraction(one.quantity.value) for _, one in totals), Fraction(0))
    args = {
        "variant": "over" if over else "short", "n": str(len(totals)), "total": str(own.quantity),
        "sum": f"{half_up(whole / Fraction(own.quantity.factor), 2)}{own.quantity.printed_unit}",
    }  # fmt: skip
    rests = tuple(one.operand("总支出", away=True) for _, one in totals)
    place = own.fact.place if own.paper is report else head(report)
    yield Unlike("CS23", place, own.fact.raw, args, rests, totals[0][0].name), totals[0][0], Served("总支出", 0, 1)


def _texts(paper: Neighbour) -> Sequence[str]:
    return paper.reading.paragraphs if paper.reading is not None else ()


def _first(figures: Figures, year: int | None) -> Stated | None:
    return next((one for key in _TOTALS for one in figures.of(key, year) if not one.part_of_money), None)


def _count(report: Neighbour) -> int:
    reading = report.reading
    found = [int(match[1]) for text in reading.paragraphs for match in _UNITS.finditer(text)] if reading is not None else []
    return found[0] if len(set(found)) == 1 else 0


@dataclass(frozen=True, slots=True)
class Denial:
    """A thing that may be denied in words, and the figures that say whether there was any."""

    name: str
    pattern: re.Pattern[str]
    figures: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def denials() -> tuple[Denial, ...]:
    """All denials, in the order of the file."""
    data = own_data("neighbours", "denials.yaml")
    return tuple(_denial(one["what"], one["words"], one["figures"]) for one in data["denials"])


def _denial(name: str, words: str, figures: Iterable[str]) -> Denial:
    pattern = re.compile(
        rf"{_DENIED}(?:[^,;。\n]{{0,6}}?)(?:{words})(?![^,;。\n]{{0,8}}(?:超|违))|(?:{words})(?:均)?(?::|为)?{_DENIED}(?=[,;。\n]|$)"
    )
    pairs = tuple((kind, key) for kind, _, key in (one.partition(" ") for one in figures))
    return Denial(name, pattern, pairs)


def denied(report: Neighbour, used: Sequence[Neighbour], figures_of: FiguresOf) -> Iterator[Found]:
    """B18: a report denies what the tables show, or a disclosure denies what the report has figures of."""
    papers = [report, *used]
    for line in denials():
        for speaker in papers:
            said = _said(speaker, line)
            if said is None:
                continue
            for kind, key in line.figures:
                sources = [one for one in papers if kind in one.kinds and (one is not speaker or one is report)]
                found = next(
                    (one for paper in sources for one in figures_of(paper).of(key, report.year) if one.quantity.value > 0),
                    None,
                )
                found = found or _of_report(report, speaker, key, figures_of)
                if found is None or (speaker is not report and found.paper is not report):
                    continue
                yield from _contradicted(report, line, speaker, said, found)
                break


def _of_report(report: Neighbour, speaker: Neighbour, key: str, figures_of: FiguresOf) -> Stated | None:
    if speaker is report:
        return None
    return next((one for one in figures_of(report).of(key, report.year) if one.quantity.value > 0), None)


def _said(speaker: Neighbour, line: Denial) -> tuple[str, Place, str] | None:
    """The denial's words, their place and their sentence."""
    reading = speaker.reading
    for one in reading.sentences if reading is not None else ():
        match = line.pattern.search(one.text)
        if (
            match is not None
            and not _NOT_THAT.search(one.text[max(0, match.start() - 4) : match.end() + 2])
            and "上年" not in one.text
        ):
            return match.group(), one.place, one.text
    return None


def _contradicted(
    report: Neighbour, line: Denial, speaker: Neighbour, said: tuple[str, Place, str], found: Stated
) -> Iterator[Found]:
    words, place, sentence = said
    own = speaker is report
    other = found.paper if own else speaker
    shown = str(found.quantity)
    where = str(found.fact.place if found.paper is report else found.paper.at(found.fact.place))
    firm = found.by_form and other is not report
    figure = found.operand(line.name, away=found.paper is not report)
    denial = Operand(None, words, place, "") if own else speaker.placed(Operand(None, words, place, ""))
    at, quote = (place, sentence) if own else (found.fact.place, found.fact.raw)
    args = {
        "variant": "own" if other is report else "" if own else "reverse", "said": words, "figure": shown, "where": where if own else str(denial.place),
        "name": line.name, "firm": "y" if firm else "",
    }  # fmt: skip
    one = Unlike("CS20", at, quote, args, (figure if own else denial,), other.name, tuple(doubts(report, other)))
    yield one, other, Served(line.name, 0 if other is report else 1, 1)
