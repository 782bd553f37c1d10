"""The report (自评报告, 评价报告) as a document, after the outline of its rulebook; outlines/<id>.yaml says what stands where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from jixiao.compose import ledger, scores
from jixiao.compose.figures import Figures
from jixiao.compose.filled import filled_form
from jixiao.compose.parts import Parts
from jixiao.compose.sentences import Gaps, Speaker, load, merge, phrasebook
from jixiao.compose.tables import base_table, fine_print
from jixiao.model.case import Case
from jixiao.model.document import Block, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact
from jixiao.model.outcome import Scorecard
from jixiao.model.rulebook import Rulebook

USUAL = {"department": "hunan-2020", "project": "project-2020"}
"""The outline of a rulebook that names none."""
_CHINESE = "〇一二三四五六七八九十"
_LEVELS = {"h1": 1, "h2": 2, "h3": 3}
_WIDE = 7
"""A table of so many columns stands on a page turned round."""


def compose_report(case: Case, scorecard: Scorecard, rulebook: Rulebook, date: date | None = None) -> Document:
    """The report of `case`: every figure a fact, every point lost explained, everything lacking marked and listed.

    `date` is the day the report bears; None leaves it to be written by hand.
    """
    return _Report(case, scorecard, rulebook).document(date)


@lru_cache(maxsize=8)
def _plan(outline: str) -> dict[str, Any]:
    return load(f"outlines/{outline}.yaml")


@dataclass(slots=True)
class _Open:
    """A heading not yet written: its mark is given when it is known to stand. `plain`: it bears none."""

    heading: Heading
    if_any: bool
    plain: bool = False


class _Report:
    """One report in the making; blocks come in the order of the outline."""

    def __init__(self, case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
        self.case = case
        self.scorecard = scorecard
        self.rulebook = rulebook
        self.outline = rulebook.outline or USUAL[rulebook.kind]
        self.plan = _plan(self.outline)
        self.gaps = Gaps()
        book = phrasebook()
        figures = Figures(case, book.slots, book.derivations, _score_facts(scorecard))
        self.speaker = Speaker(figures, _words(case, scorecard), self.gaps)
        placed = tuple(block["indicator"] for block in self.plan["blocks"] if "indicator" in block)
        self.parts = Parts(case, scorecard, self.speaker, placed)
        self.texts = _texts(self.outline)

    def document(self, day: date | None) -> Document:
        title = self.speaker.fill(self.plan["title"])
        body = list(_numbered(self._body(self.plan["blocks"])))
        annexes = [annex for one in self.plan["annexes"] if (annex := self._annex(**one)) is not None]
        for name, where in ledger.lacking(self.case, self.scorecard, self.rulebook):
            self.gaps.add(name, f"附件“{where}”")
        for leaf in scores.pending(self.scorecard):
            for need in leaf.score.needs:  # type: ignore[union-attr]  # pending leaves are Missing
                self.gaps.add(need, f"指标{quoted(leaf.name)}计分")
        told = ledger.reminders(self.case, day)
        if self.gaps.by_name or told:
            annexes.append(("待补充事项", list(self._to_fill([str(one) for one in told]))))
        blocks: list[Block] = [
            Heading(title, 0),
            *body,
            *_list_of_annexes([name for name, _ in annexes]),
            *self._signature(day),
        ]
        for number, (_, content) in enumerate(annexes, 1):
            wide = any(isinstance(block, Table) and block.n_columns >= _WIDE for block in content)
            name = f"附件{number}" if len(annexes) > 1 else "附件"
            blocks += [Heading(name, 1, new_page=True, landscape=wide), *content]
        return Document(title, tuple(blocks), kind="report")

    # —— the body ——

    def _body(self, plan: list[dict[str, Any]]) -> Iterator[_Open | Paragraph]:
        for one in plan:
            match one:
                case {"given": name} if not getattr(self.case, name):
                    continue
                case {"h1": text} | {"h2": text} | {"h3": text}:
                    level = next(_LEVELS[key] for key in _LEVELS if key in one)
                    self.parts.where = f"{quoted(self.speaker.fill(text))}一节"
                    heading = Heading(self.speaker.fill(text), level)
                    yield _Open(heading, one.get("if_any", False), one.get("plain", False))
                case {"say": keys}:
                    keys = one["then"] if "with" in one and self._reckoned(one["with"]) else keys
                    runs = merge(run for key in keys for run in self.speaker.say(key, self.parts.where))
                    if runs:
                        yield Paragraph(runs)
                case {"words": key}:
                    yield from self._own_words(key, one)
                case {"make": name}:
                    yield from self.parts.make(name, one)
                case _:
                    raise ValueError(f"outline block {one}")

    def _reckoned(self, name: str) -> bool:
        """Whether the score of an indicator so named is worked out from figures, which its sentence then tells."""
        return any(name in leaf.name and leaf.trace.substituted for leaf in self.scorecard.indicators)

    def _own_words(self, key: str, one: dict[str, Any]) -> Iterator[Paragraph]:
        lead = one.get("lead", "")
        text = self.case.texts.get(key, "").strip()
        for line in text.split("\n"):
            if line.strip():
                yield Paragraph((lead + line.strip(),))
                lead = ""
        judged = self.parts.indicator(one["indicator"]) if "indicator" in one else []
        yield from judged
        if text or judged:
            return
        figures = self.speaker.figures
        told = "unless" in one and figures.get(one["unless"]) is not None
        if one.get("required", False) and not told and ("when" not in one or figures.holds(one["when"])):
            yield Paragraph(merge((lead, self.parts.gap(self.texts[key]))))

    # —— what follows the body ——

    def _signature(self, day: date | None) -> Iterator[Paragraph]:
        yield Paragraph(())
        yield Paragraph((self.case.agency,), style="right")
        told = "　　　　年　　月　　日" if day is None else f"{day.year}年{day.month}月{day.day}日"
        yield Paragraph((told,), style="right")

    def _annex(self, make: str, title: str = "") -> tuple[str, list[Block]] | None:
        """Name and content of an annex; None where the case has nothing for it."""
        table = _ANNEXES[make](self)
        if table is None:
            return None
        table = replace(table, title=title or table.title)
        remarks: list[Block] = []
        if make == "form":
            remarks = [Paragraph((line,), style="small") for line in fine_print(self.case, self.scorecard)]
        return table.title, [table, *remarks]

    def _base_table(self) -> Table | None:
        lacking = frozenset(self.gaps.by_name) | set(self.scorecard.missing)
        return base_table(self.case, self.speaker.figures, lacking)

    def _form(self) -> Table | None:
        return filled_form(self.case, self.scorecard, self.rulebook, titled=False)

    def _problems(self) -> Table | None:
        return ledger.problem_table(self.case)

    def _followups(self) -> Table | None:
        return ledger.followup_table(self.case)

    def _judgements(self) -> Table | None:
        return ledger.judgement_table(self.case, self.scorecard, self.rulebook)

    def _to_fill(self, told: list[str]) -> Iterator[Block]:
        yield Paragraph(("待补充事项",), style="headline")
        if self.gaps.by_name:
            yield Paragraph(("以下各项尚未提供，报告中相应位置已标明“待补充”。补充后重新生成报告即可。",))
        for number, (name, places) in enumerate(self.gaps.by_name.items(), 1):
            yield Paragraph((f"{number}.{name}（用于{'、'.join(places)}）。",))
        if told:
            yield Paragraph(("另请核对：",))
        for number, sentence in enumerate(told, 1):
            yield Paragraph((f"{number}.{sentence}。",))


_ANNEXES: Mapping[str, Callable[[_Report], Table | None]] = {
    "base_table": _Report._base_table, "form": _Report._form, "problems": _Report._problems,
    "followups": _Report._followups, "judgements": _Report._judgements,
}  # fmt: skip


def _words(case: Case, scorecard: Scorecard) -> dict[str, str]:
    """The plain words sentences and headings may name."""
    return {
        "year": str(case.year), "last_year": str(case.year - 1), "agency": case.agency,
        "project": case.project or "项目支出", "subject": case.project or "部门整体支出", "department": case.department,
        "rules": scorecard.rulebook_title, "full": scores.total_weight(scorecard),
    }  # fmt: skip


def _score_facts(scorecard: Scorecard) -> dict[str, Fact]:
    """The total, the grade and the bounds by the names sentences use; what is not known is not there."""
    low, high = scores.bounds(scorecard)
    found = {"score_low": low, "score_high": high}
    total = scores.total_fact(scorecard)
    if total is not None:
        found["self_score"] = total
        if scorecard.grade:
            by = f"derived:{scorecard.rulebook}"
            found["self_grade"] = Fact("self_grade", scorecard.grade, scorecard.year, agency=scorecard.agency, by=by)
    return found


def _numbered(body: Iterator[_Open | Paragraph]) -> Iterator[Block]:
    """The body with marks 一、 （一） 1. before its headings; headings meant to stand only over something are dropped."""
    counts = [0, 0, 0]
    waiting: list[_Open] = []
    for one in body:
        if isinstance(one, _Open):
            waiting = [other for other in waiting if not (other.if_any and other.heading.level >= one.heading.level)]
            waiting.append(one)
            if not one.if_any and not any(other.if_any for other in waiting):
                yield from (_marked(other, counts) for other in waiting)
                waiting = []
            continue
        yield from (_marked(other, counts) for other in waiting)
        waiting = []
        yield one


def _marked(one: _Open, counts: list[int]) -> Heading:
    heading, level = one.heading, one.heading.level
    if one.plain:
        return heading
    counts[level - 1] += 1
    counts[level:] = [0] * (3 - level)
    number = counts[level - 1]
    mark = f"{chinese(number)}、" if level == 1 else f"（{chinese(number)}）" if level == 2 else f"{number}."
    return replace(heading, text=mark + heading.text)


def quoted(words: str) -> str:
    """`words` in quotation marks; those inside become single ones: “‘三公’经费情况”."""
    return f"“{words.translate({ord('“'): '‘', ord('”'): '’'})}”"


def chinese(number: int) -> str:
    """A number below 100 in Chinese: 3 → 三, 12 → 十二, 20 → 二十."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十") + ("" if ones == 0 else _CHINESE[ones])


def _list_of_annexes(names: list[str]) -> Iterator[Paragraph]:
    """Number below number, as GB/T 9704 has it."""
    if not names:
        return
    yield Paragraph(())  # GB/T 9704: a line free before the annexes, and before the signature
    for number, name in enumerate(names, 1):
        mark = f"{number}." if len(names) > 1 else ""
        yield Paragraph((f"{'附件：' if number == 1 else '　　　'}{mark}{name}",))


@lru_cache(maxsize=8)
def _texts(outline: str) -> dict[str, str]:
    """How a lacking text is called in the list of what is lacking: its heading."""
    names: dict[str, str] = {}
    heading = ""
    for one in _plan(outline)["blocks"]:
        heading = next((one[key] for key in _LEVELS if key in one), heading)
        if "words" in one:
            names[one["words"]] = f"文字：{one.get('lead', heading).rstrip('：')}"
    return names
