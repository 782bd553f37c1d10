"""The self-evaluation report (自评报告) as a document, after the outline of its rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jixiao.compose import scores
from jixiao.compose.figures import Figures, points
from jixiao.compose.filled import filled_form
from jixiao.compose.sentences import Gaps, Runs, Speaker, load, merge, phrasebook
from jixiao.compose.tables import base_table, fine_print, score_table
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Block, Document, Heading, Paragraph
from jixiao.model.fact import Fact
from jixiao.model.outcome import IndicatorScore, Known, Missing, Scorecard
from jixiao.model.rulebook import Rulebook

_BY_KIND = {"department": "hunan-2020", "project": "project-2020"}
_CHINESE = "〇一二三四五六七八九十"
_LEVELS = {"h1": 1, "h2": 2, "h3": 3}


def compose_report(case: Case, scorecard: Scorecard, rulebook: Rulebook, date: date | None = None) -> Document:
    """The report of `case`: every figure a fact, every point lost explained, everything lacking marked and listed.

    `date` is the day the report bears; None leaves it to be written by hand.
    """
    return _Report(case, scorecard, rulebook).document(date)


def outline_of(rulebook: Rulebook) -> str:
    """The outline a rulebook names, or the usual one for its kind."""
    return rulebook.outline if rulebook.outline in _BY_KIND.values() else _BY_KIND[rulebook.kind]


@lru_cache(maxsize=8)
def _plan(outline: str) -> dict[str, Any]:
    return load(f"outlines/{outline}.yaml")


@dataclass(slots=True)
class _Open:
    """A heading not yet written: its mark is given when it is known to stand."""

    heading: Heading
    if_any: bool


class _Report:
    """One report in the making; blocks come in the order of the outline."""

    def __init__(self, case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
        self.case = case
        self.scorecard = scorecard
        self.rulebook = rulebook
        self.gaps = Gaps()
        words = {
            "year": str(case.year), "last_year": str(case.year - 1), "agency": case.agency,
            "project": case.project or "项目支出", "department": case.department,
        }  # fmt: skip
        book = phrasebook()
        self.speaker = Speaker(Figures(case, book.slots, book.derivations), words, self.gaps)
        self.told: set[str] = set()
        self.placed: list[str] = []  # names of indicators that have a section of their own
        self.where = ""
        self.texts = _texts(outline_of(rulebook))

    def document(self, day: date | None) -> Document:
        plan = _plan(outline_of(self.rulebook))
        title = self.speaker.fill(plan["title"])
        self.placed = [block["indicator"] for block in plan["blocks"] if "indicator" in block]
        body = list(_numbered(self._body(plan["blocks"])))
        annexes = [self._annex(name) for name in plan["annexes"]]
        for leaf in scores.pending(self.scorecard):
            for need in leaf.score.needs:  # type: ignore[union-attr]  # pending leaves are Missing
                self.gaps.add(need, f"指标“{leaf.name}”计分")
        if self.gaps.by_name:
            annexes.append(("待补充事项", list(self._to_fill())))
        blocks: list[Block] = [
            Heading(title, 0),
            *body,
            *_list_of_annexes([name for name, _ in annexes]),
            *self._signature(day),
        ]
        for number, (_, content) in enumerate(annexes, 1):
            blocks += [Heading(f"附件{number}" if len(annexes) > 1 else "附件", 1, new_page=True), *content]
        return Document(title, tuple(blocks), kind="report")

    # —— the body ——

    def _body(self, plan: list[dict[str, Any]]) -> Iterator[_Open | Paragraph]:
        for one in plan:
            match one:
                case {"h1": text} | {"h2": text} | {"h3": text}:
                    level = next(_LEVELS[key] for key in _LEVELS if key in one)
                    self.where = f"“{self.speaker.fill(text)}”一节"
                    yield _Open(Heading(self.speaker.fill(text), level), one.get("if_any", False))
                case {"say": keys}:
                    runs = merge(run for key in keys for run in self.speaker.say(key, self.where))
                    if runs:
                        yield Paragraph(runs)
                case {"words": key}:
                    yield from self._words(key, one)
                case {"make": name}:
                    yield from self._make(name, one)
                case _:
                    raise ValueError(f"outline block {one}")

    def _words(self, key: str, one: dict[str, Any]) -> Iterator[Paragraph]:
        lead = one.get("lead", "")
        text = self.case.texts.get(key, "").strip()
        if text:
            for line in text.split("\n"):
                if line.strip():
                    yield Paragraph((lead + line.strip(),))
                    lead = ""
        judged = list(self._indicators(named=one["indicator"])) if "indicator" in one else []
        yield from judged
        if text or judged:
            return
        figures = self.speaker.figures
        told = "unless" in one and figures.get(one["unless"]) is not None
        if one.get("required", False) and not told and ("when" not in one or figures.holds(one["when"])):
            self.gaps.add(self.texts[key], self.where)
            yield Paragraph(merge((lead, TO_FILL)))

    def _make(self, name: str, one: dict[str, Any]) -> Iterator[Paragraph]:
        match name:
            case "task_goals":
                yield from self._task_goals(one.get("optional", False))
            case "task_results":
                yield from self._task_results(one.get("optional", False))
            case "indicators":
                yield from self._indicators(under=tuple(one.get("under", ())))
            case "score":
                yield from self._score()
            case "deductions":
                yield from self._deductions()
            case "problems":
                yield from self._problems()
            case "measures":
                yield from self._measures()
            case _:
                raise ValueError(f"outline part {name}")

    def _task_goals(self, optional: bool) -> Iterator[Paragraph]:
        if not self.case.tasks and not optional:
            self.gaps.add("年度重点工作和目标", self.where)
            yield Paragraph((TO_FILL,))
        for number, task in enumerate(self.case.tasks, 1):
            yield Paragraph((f"{number}.{_stop(task.goal)}",))

    def _task_results(self, optional: bool) -> Iterator[Paragraph]:
        if not self.case.tasks and not optional:
            self.gaps.add("年度重点工作完成情况", self.where)
            yield Paragraph((TO_FILL,))
        for number, task in enumerate(self.case.tasks, 1):
            if task.result:
                yield Paragraph((f"{number}.{_bare(task.goal)}。完成情况：{_stop(task.result)}",))
            else:
                self.gaps.add(f"重点工作“{_bare(task.goal)}”的完成情况", self.where)
                yield Paragraph((f"{number}.{_bare(task.goal)}。完成情况：", TO_FILL))

    def _indicators(self, under: tuple[str, ...] = (), named: str = "") -> Iterator[Paragraph]:
        """A paragraph for each indicator not told yet: those under these first-level names, the one of this name, or all the rest."""
        leaves = [leaf for leaf in self.scorecard.indicators if leaf.id not in self.told]
        if under:
            leaves = [leaf for leaf in leaves if scores.levels(leaf)[0] in under]
        leaves = [
            leaf for leaf in leaves if (named in leaf.name if named else not any(own in leaf.name for own in self.placed))
        ]
        for number, leaf in enumerate(leaves, 1):
            self.told.add(leaf.id)
            yield Paragraph(merge((*([f"{number}."] if len(leaves) > 1 else []), *self._sentence(leaf))))

    def _sentence(self, leaf: IndicatorScore) -> Runs:
        """Why the points are what they are, beginning with the indicator's name; what is lacking is marked."""
        sentence = _stop(leaf.sentence)
        name = "" if sentence.startswith(leaf.name) else f"{leaf.name}："
        if isinstance(leaf.score, Missing):
            return merge((name, *([sentence] if sentence else []), TO_FILL, "。"))
        return merge((name, *scores.with_facts(sentence, leaf.trace)))

    def _score(self) -> Iterator[Paragraph]:
        card = self.scorecard
        yield Paragraph((f"本次自评采用《{card.rulebook_title}》，满分{scores.total_weight(card)}分。",))
        total = scores.total_fact(card)
        if total is None:
            low, high = scores.bounds(card)
            yield Paragraph(
                ("部分数据尚缺，自评总分暂不能算出，也不定等级。按现有数据，总分不低于", low, "、不高于", high, "。")
            )
        else:
            grade: Runs = ()
            if card.grade:
                said = Fact("self_grade", card.grade, card.year, agency=card.agency, by=f"derived:{card.rulebook}")
                grade = ("，绩效等级为", said)
            yield Paragraph((f"{card.year}年度绩效自评得分为", total, *grade, "。"))
        yield from (Paragraph((f"说明：{_stop(note)}",)) for note in card.notes)

    def _deductions(self) -> Iterator[Paragraph]:
        card = self.scorecard
        losers, waiting = scores.losers(card), scores.pending(card)
        if losers:
            sum_lost = sum((scores.lost(leaf) for leaf in losers), Fraction(0))
            whole = points(sum_lost, card.places, "self_score/lost", card.agency, card.year)
            parts = merge(run for leaf in losers for run in ("，", f"{leaf.name}扣", scores.loss_fact(leaf, card)))
            first = parts[0]
            assert isinstance(first, str)
            known = "已能计分的指标" if waiting else "各项指标"
            yield Paragraph(merge((f"{known}共扣", whole, "，其中：", first.removeprefix("，"), *parts[1:], "。")))
            yield from self._scaled(sum_lost)
            for number, leaf in enumerate(losers, 1):
                because = scores.with_facts(_stop(leaf.trace.branch or leaf.sentence), leaf.trace)
                reason = f"单位说明：{_stop(leaf.reason)}" if leaf.reason else ""
                yield Paragraph(merge((f"{number}.{leaf.name}扣", scores.loss_fact(leaf, card), "：", *because, reason)))
        elif not waiting:
            yield Paragraph(("各项指标均得满分，没有扣分。",))
        if waiting:
            names = "、".join(leaf.name for leaf in waiting)
            yield Paragraph((f"尚缺数据、暂不能计分的指标：{names}。所缺数据见附件“待补充事项”。",))

    def _scaled(self, sum_lost: Fraction) -> Iterator[Paragraph]:
        card = self.scorecard
        if isinstance(card.total, Known) and Fraction(card.of) - card.total.value != sum_lost:
            yield Paragraph(("不适用指标的分值不计入，总分已按评价规则折算为百分制。",))

    def _problems(self) -> Iterator[Paragraph]:
        if not self.case.problems:
            self.gaps.add("存在的问题及原因", self.where)
            yield Paragraph((TO_FILL,))
        for number, one in enumerate(self.case.problems, 1):
            cause = f"原因：{_stop(one.cause)}" if one.cause else ""
            yield Paragraph((f"{number}.{_stop(one.problem)}{cause}",))

    def _measures(self) -> Iterator[Paragraph]:
        number = 0
        for number, one in enumerate(self.case.problems, 1):
            start = f"{number}.针对第{number}个问题："
            if one.measures:
                yield Paragraph((start + "；".join(_bare(measure) for measure in one.measures) + "。",))
            else:
                self.gaps.add(f"第{number}个问题的改进措施", self.where)
                yield Paragraph((start, TO_FILL))
        for further, measure in enumerate(self.case.measures, number + 1):
            yield Paragraph((f"{further}.{_stop(measure)}",))
        if not self.case.problems and not self.case.measures:
            self.gaps.add("改进措施和有关建议", self.where)
            yield Paragraph((TO_FILL,))

    # —— what follows the body ——

    def _signature(self, day: date | None) -> Iterator[Paragraph]:
        yield Paragraph(())
        yield Paragraph((self.case.agency,), style="right")
        if day is not None:
            yield Paragraph((f"{day.year}年{day.month}月{day.day}日",), style="right")

    def _annex(self, name: str) -> tuple[str, list[Block]]:
        remarks = [Paragraph((line,), style="small") for line in fine_print(self.case, self.scorecard)]
        match name:
            case "base_table":
                table = base_table(
                    self.case, self.speaker.figures, frozenset(self.gaps.by_name) | set(self.scorecard.missing)
                )
                return table.title, [table]
            case "score_table":
                table = score_table(self.scorecard)
            case "project_form":
                table = filled_form(self.case, self.scorecard, self.rulebook, titled=False)
            case _:
                raise ValueError(f"annex {name}")
        return table.title, [table, *remarks]

    def _to_fill(self) -> Iterator[Block]:
        yield Paragraph(("待补充事项",), style="headline")
        yield Paragraph(("以下各项尚未提供，报告中相应位置已标明“待补充”。补充后重新生成报告即可。",))
        for number, (name, places) in enumerate(self.gaps.by_name.items(), 1):
            yield Paragraph((f"{number}.{name}（用于{'、'.join(places)}）。",))


def _numbered(body: Iterator[_Open | Paragraph]) -> Iterator[Block]:
    """The body with marks 一、 （一） 1. before its headings; headings meant to stand only over something are dropped."""
    counts = [0, 0, 0]
    waiting: list[_Open] = []
    for one in body:
        if isinstance(one, _Open):
            waiting = [other for other in waiting if not (other.if_any and other.heading.level >= one.heading.level)]
            waiting.append(one)
            if not one.if_any and not any(other.if_any for other in waiting):
                yield from (_marked(other.heading, counts) for other in waiting)
                waiting = []
            continue
        yield from (_marked(other.heading, counts) for other in waiting)
        waiting = []
        yield one


def _marked(heading: Heading, counts: list[int]) -> Heading:
    level = heading.level
    counts[level - 1] += 1
    counts[level:] = [0] * (3 - level)
    number = counts[level - 1]
    mark = f"{chinese(number)}、" if level == 1 else f"（{chinese(number)}）" if level == 2 else f"{number}."
    return replace(heading, text=mark + heading.text)


def chinese(number: int) -> str:
    """A number below 100 in Chinese: 3 → 三, 12 → 十二, 20 → 二十."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十") + ("" if ones == 0 else _CHINESE[ones])


def _list_of_annexes(names: list[str]) -> Iterator[Paragraph]:
    yield Paragraph(())  # GB/T 9704: a line free before the annexes, and before the signature
    for number, name in enumerate(names, 1):
        mark = f"{number}." if len(names) > 1 else ""
        yield Paragraph((f"{'附件：' if number == 1 else ''}{mark}{name}",))


def _bare(text: str) -> str:
    return text.strip().rstrip("。；;，,")


def _stop(text: str) -> str:
    """A sentence that ends like one."""
    bare = _bare(text)
    return f"{bare}。" if bare and not bare.endswith(("！", "？", "。”", "！”", "？”")) else bare


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
