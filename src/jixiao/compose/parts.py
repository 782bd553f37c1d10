"""The parts of a report that are made from scores, tasks, problems and measures: what an outline calls `make`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from jixiao.compose import scores
from jixiao.compose.figures import points
from jixiao.compose.ledger import told_due
from jixiao.compose.sentences import Runs, Speaker, merge
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Paragraph
from jixiao.model.outcome import IndicatorScore, Known, Missing, Scorecard


@dataclass(slots=True)
class Parts:
    """The parts of one report. `placed` are names of indicators that have a section of their own, `told` those written already."""

    case: Case
    scorecard: Scorecard
    speaker: Speaker
    placed: tuple[str, ...] = ()
    told: set[str] = field(default_factory=set)
    where: str = ""

    def make(self, name: str, said: Mapping[str, Any]) -> Iterator[Paragraph]:
        """The paragraphs of the part called `name`; `said` is the outline's block."""
        return _PARTS[name](self, said)

    def gap(self, name: str) -> str:
        """待补充, written down with where it stands."""
        self.speaker.gaps.add(name, self.where)
        return TO_FILL

    def task_goals(self, said: Mapping[str, Any]) -> Iterator[Paragraph]:
        if not self.case.tasks and not said.get("optional"):
            yield Paragraph((self.gap("年度重点工作和目标"),))
        for number, task in enumerate(self.case.tasks, 1):
            yield Paragraph((f"{number}.{stop(task.goal)}",))

    def task_results(self, said: Mapping[str, Any]) -> Iterator[Paragraph]:
        if not self.case.tasks and not said.get("optional"):
            yield Paragraph((self.gap("年度重点工作完成情况"),))
        for number, task in enumerate(self.case.tasks, 1):
            if task.result:
                yield Paragraph((f"{number}.{bare(task.goal)}。完成情况：{stop(task.result)}",))
            else:
                lacking = self.gap(f"重点工作“{bare(task.goal)}”的完成情况")
                yield Paragraph((f"{number}.{bare(task.goal)}。完成情况：", lacking))

    def indicators(self, said: Mapping[str, Any]) -> Iterator[Paragraph]:
        """A paragraph for each indicator not told yet: those whose first level holds one of `under`, or all the rest."""
        under = said.get("under", ())
        leaves = [leaf for leaf in self._untold() if not any(own in leaf.name for own in self.placed)]
        if under:
            leaves = [leaf for leaf in leaves if any(one in scores.levels(leaf)[0] for one in under)]
        yield from self._paragraphs(leaves)

    def indicator(self, name: str) -> list[Paragraph]:
        """The paragraph of the indicator that has a section of its own."""
        return list(self._paragraphs([leaf for leaf in self._untold() if name in leaf.name]))

    def _untold(self) -> list[IndicatorScore]:
        return [leaf for leaf in self.scorecard.indicators if leaf.id not in self.told]

    def _paragraphs(self, leaves: list[IndicatorScore]) -> Iterator[Paragraph]:
        for number, leaf in enumerate(leaves, 1):
            self.told.add(leaf.id)
            yield Paragraph(merge((*([f"{number}."] if len(leaves) > 1 else []), *self._sentence(leaf))))

    def _sentence(self, leaf: IndicatorScore) -> Runs:
        """Why the points are what they are, beginning with the indicator's name; what is lacking is marked."""
        sentence = stop(leaf.sentence)
        name = "" if sentence.startswith(leaf.name) else f"{leaf.name}："
        if isinstance(leaf.score, Missing):
            return merge((name, *([sentence] if sentence else []), TO_FILL, "。"))
        return merge((name, *scores.with_facts(sentence, leaf.trace)))

    def score(self, said: Mapping[str, Any]) -> Iterator[Paragraph]:
        for key in (said.get("rules", "score_rules"), said.get("result", "score")):
            yield Paragraph(self.speaker.say(key, self.where))
        yield from (Paragraph((f"说明：{stop(note)}",)) for note in self.scorecard.notes)

    def deductions(self, said: Mapping[str, Any]) -> Iterator[Paragraph]:
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
            if isinstance(card.total, Known) and any(map(scores.is_left_out, card.indicators)):
                yield Paragraph(self.speaker.say("scaled", self.where))
            yield from (self._loss(number, leaf) for number, leaf in enumerate(losers, 1))
        elif not waiting:
            yield Paragraph(self.speaker.say("nothing_lost", self.where))
        if waiting:
            names = "、".join(leaf.name for leaf in waiting)
            yield Paragraph((f"尚缺数据、暂不能计分的指标：{names}。所缺数据见附件“待补充事项”。",))

    def _loss(self, number: int, leaf: IndicatorScore) -> Paragraph:
        because = scores.with_facts(stop(leaf.trace.branch or leaf.sentence), leaf.trace)
        reason = f"单位说明：{stop(leaf.reason)}" if leaf.reason else ""
        return Paragraph(merge((f"{number}.{leaf.name}扣", scores.loss_fact(leaf, self.scorecard), "：", *because, reason)))

    def problems(self, said: Mapping[str, Any]) -> Iterator[Paragraph]:
        if not self.case.problems:
            yield Paragraph((self.gap("存在的问题及原因"),))
        for number, one in enumerate(self.case.problems, 1):
            cause = f"原因：{stop(one.cause)}" if one.cause else ""
            yield Paragraph((f"{number}.{stop(one.problem)}{cause}",))

    def measures(self, said: Mapping[str, Any]) -> Iterator[Paragraph]:
        number = 0
        for number, one in enumerate(self.case.problems, 1):
            start, due = f"{number}.针对第{number}个问题：", told_due(one)
            if one.measures:
                text = "；".join(bare(measure) for measure in one.measures) + "。"
                yield Paragraph((f"{start}{text}{stop(due) if due else ''}",))
            else:
                yield Paragraph((start, self.gap(f"第{number}个问题的改进措施")))
        for further, measure in enumerate(self.case.measures, number + 1):
            yield Paragraph((f"{further}.{stop(measure)}",))
        if not self.case.problems and not self.case.measures:
            yield Paragraph((self.gap("改进措施和有关建议"),))

    def followups(self, said: Mapping[str, Any]) -> Iterator[Paragraph]:
        """How far last year's problems have been dealt with: a count of each state, then each problem."""
        states = [one.status for one in self.case.followups]
        if not states:
            return
        counts = "，".join(f"{name}{states.count(name)}个" for name in dict.fromkeys(states))
        yield Paragraph(
            (f"上年指出的问题共{len(states)}个，其中：{counts}。" if len(set(states)) > 1 else f"上年指出的问题{counts}。",)
        )
        for number, one in enumerate(self.case.followups, 1):
            measure = f"整改措施：{stop(one.measure)}" if one.measure else ""
            result = f"{one.status}，{stop(one.result)}" if one.result else f"{one.status}。"
            due = stop(told_due(one)) if one.status != "已完成" and told_due(one) else ""
            yield Paragraph((f"{number}.{stop(one.problem)}{measure}{result}{due}",))


_PARTS: Mapping[str, Callable[[Parts, Mapping[str, Any]], Iterator[Paragraph]]] = {
    "task_goals": Parts.task_goals, "task_results": Parts.task_results, "indicators": Parts.indicators,
    "score": Parts.score, "deductions": Parts.deductions, "problems": Parts.problems, "measures": Parts.measures,
    "followups": Parts.followups,
}  # fmt: skip


def bare(text: str) -> str:
    """`text` without the mark it ends in."""
    return text.strip().rstrip("。；;，,")


def stop(text: str) -> str:
    """A sentence that ends like one."""
    words = bare(text)
    return f"{words}。" if words and not words.endswith(("！", "？", "。”", "！”", "？”")) else words
