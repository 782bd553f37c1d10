"""What has to be answered for, as tables: problems with measures, owner and date; last year's problems; who judged what and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from jixiao.compose import scores
from jixiao.compose.aims import judged
from jixiao.compose.columns import Line, lines
from jixiao.errors import Fault
from jixiao.model.case import Case, FollowUp, Problem
from jixiao.model.document import TO_FILL, Cell, Table
from jixiao.model.outcome import Scorecard
from jixiao.model.rulebook import Rulebook
from jixiao.text.dates import deadline

PROBLEMS, FOLLOWUPS, JUDGEMENTS = "问题整改台账", "上年问题整改情况表", "评定记录"
_DATED = "写成 2022-06-30 或 2022年6月底 的样子"


def problem_table(case: Case) -> Table | None:
    """本年问题整改台账: each problem with cause, measures, who answers for it and until when; None where there is no problem."""
    heads = ("序号", "存在的问题", "原因", "改进措施", "责任人", "完成时限")
    rows = [
        (one.problem, one.cause, _joined(one.measures) or TO_FILL, one.owner or TO_FILL, one.due or TO_FILL)
        for one in case.problems
    ]
    return _table(PROBLEMS, heads, rows, (5, 26, 24, 38, 13, 17))


def followup_table(case: Case) -> Table | None:
    """上年问题整改情况: what became of each; None where the case names none."""
    heads = ("序号", "上年的问题", "整改措施", "整改状态", "整改情况", "责任人", "完成时限")
    rows = [(one.problem, one.measure, one.status, one.result, one.owner, one.due) for one in case.followups]
    return _table(FOLLOWUPS, heads, rows, (6, 30, 30, 10, 38, 14, 14))


def judgement_table(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> Table | None:
    """评定记录: what a person decided — tiers, checklists, what does not apply, own indicators — with who, why and on what evidence."""
    heads = ("序号", "指标", "评定结果", "分值", "得分", "评定人", "评定理由", "佐证材料")
    rows = [_judgement(line) for line in lines(case, scorecard, rulebook) if _was_judged(line)]
    return _table(JUDGEMENTS, heads, rows, (6, 24, 26, 7, 9, 16, 40, 26))


def _was_judged(line: Line) -> bool:
    if line.row is not None:
        return line.row.measure == "定性" or bool(line.row.by)
    given = line.judgement
    return given is not None and (bool(given.not_applicable) or bool(line.node and judged(line.node, given)))


def _judgement(line: Line) -> tuple[str, ...]:
    leaf, given, row = line.leaf, line.judgement, line.row
    if row is not None:
        found = "，".join(one for one in (row.tier, row.ratio) if one) or row.actual
        by, why, evidence = row.by, row.why, row.evidence
    else:
        assert given is not None
        found = f"不适用：{given.not_applicable}" if given.not_applicable else judged(line.node, given) if line.node else ""
        by, why, evidence = given.by, given.why, given.evidence
    fact = scores.score_fact(leaf, line.scorecard)
    points = fact.shown.removesuffix("分") if fact is not None else TO_FILL
    return leaf.name, found, scores.weight_text(leaf), points, by or TO_FILL, why or TO_FILL, evidence


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[int, ...]) -> Table | None:
    if not rows:
        return None
    cells = [Cell((head,), 0, column, kind="head", align="center") for column, head in enumerate(heads)]
    for number, row in enumerate(rows, 1):
        cells.append(Cell((str(number),), number, 0, align="center"))
        cells += [
            Cell((text,) if text else (), number, column, align="center" if widths[column] <= 17 else "")
            for column, text in enumerate(row, 1)
        ]
    return Table(tuple(cells), title=title, head_rows=1, widths=widths)


def lacking(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """What these tables wait for, each with the table: owner and date of a problem, who judged and why."""
    for number, problem in enumerate(case.problems, 1):
        if not (problem.owner and problem.due):
            names = [name for name, words in (("责任人", problem.owner), ("完成时限", problem.due)) if not words]
            yield f"第{number}个问题的{'、'.join(names)}", PROBLEMS
    for line in lines(case, scorecard, rulebook):
        source = line.row or line.judgement
        if _was_judged(line) and source is not None and not (source.by and source.why):
            names = [name for name, words in (("评定人", source.by), ("评定理由", source.why)) if not words]
            yield f"“{line.leaf.name}”的{'、'.join(names)}", JUDGEMENTS


def _joined(measures: Sequence[str]) -> str:
    """One measure as it is, several numbered, each a line."""
    if len(measures) < 2:
        return "".join(measures)
    return "\n".join(f"（{number}）{measure}" for number, measure in enumerate(measures, 1))


# —— 责任人、时限 ——


def told_due(one: Problem | FollowUp) -> str:
    """责任人：办公室，完成时限：2022年6月底; what is not given is left out."""
    parts = (("责任人", one.owner), ("完成时限", one.due))
    return "，".join(f"{name}：{words}" for name, words in parts if words)


def reminders(case: Case, on: date | None) -> tuple[Fault, ...]:
    """What to look at again before the papers go out; `on` is the day the report bears (None: nothing is past).

    A date that is none or is past already, and a correction called done of which nothing is told.
    """
    return (*_of_problems(case.problems, on), *_of_followups(case.followups, on))


def _of_problems(problems: Sequence[Problem], on: date | None) -> Iterator[Fault]:
    for number, one in enumerate(problems, 1):
        where, until = f"第{number}个问题", deadline(one.due)
        if one.due and until is None:
            yield Fault(where, f"完成时限“{one.due}”不是日期", _DATED)
        elif until is not None and on is not None and until < on:
            yield Fault(where, f"完成时限“{one.due}”早于报告日期", "请核对；已经完成的，写进措施")


def _of_followups(followups: Sequence[FollowUp], on: date | None) -> Iterator[Fault]:
    for number, one in enumerate(followups, 1):
        where, until = f"上年第{number}个问题", deadline(one.due)
        if one.due and until is None:
            yield Fault(where, f"完成时限“{one.due}”不是日期", _DATED)
        if one.status == "已完成":
            if not one.result:
                yield Fault(where, "写了已完成，没有写整改情况", "请写明做了什么、结果如何")
        elif not one.due:
            yield Fault(where, "没有整改完，也没有写完成时限", "请写明新的时限")
        elif until is not None and on is not None and until < on:
            yield Fault(where, f"完成时限“{one.due}”已过，仍没有整改完", "请写明原因和新的时限")
