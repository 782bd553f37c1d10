"""The score of one leaf whose rule is the rulebook's own: by formula or by judgement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from jixiao.catalog.items import describe
from jixiao.formula import Undefined, parse
from jixiao.model.case import Case, Judgement
from jixiao.model.outcome import IndicatorScore, Known, Missing, NotApplicable, Outcome, Trace
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Indicator, Rulebook, Scoring
from jixiao.rules import full_marks, words
from jixiao.rules.measure import Gathered, filled_in, gather, in_unit, raw_value
from jixiao.rules.scoring import Ask, Asks, Lacking, Params, Points, asked, attainable, award, edges
from jixiao.rules.scoring.tiers_range import span_of_tier
from jixiao.rules.spans import Span
from jixiao.text.dates import parse_date
from jixiao.text.quantities import quantity

BOTH_ZERO = "分子分母都为0"
JUDGED = NotApplicable("由人判断")
"""The value of an indicator that has none: a person judges, or several figures decide together."""
NO_EVIDENCE = "须写明佐证材料，没有写"
NO_JUDGE = "没有写明由谁评定、依据什么"
UNVERIFIED = "经核实的分值和评分标准"
"""What is lacking where numbers were entered from memory and the case does not allow them."""

_NEEDS: dict[Asks, str] = {
    "ticks": "各项要点是否做到",
    "occurrences": "不符合要求的例数",
    "tier": "属于哪一档",
    "tier_ratio": "属于哪一档、档内得分比例",
    "ratio": "得分系数",
    "met": "是否达到",
    "chosen": "选用哪一项",
    "date": "完成日期",
}


def is_recalled(leaf: Indicator) -> bool:
    """Whether the weight or the rule of `leaf` was entered from memory."""
    return "recalled" in (leaf.weight.verified, leaf.verified)


def unverified(leaf: Indicator, case: Case) -> bool:
    """Whether the leaf cannot be scored because its numbers are recalled and the case does not allow that."""
    return is_recalled(leaf) and leaf.weight.value is not None and not case.allow_recalled


def left_over(rulebook: Rulebook, case: Case) -> tuple[Fraction, Fraction]:
    """Between nothing and all points that no leaf of known weight has: what a leaf of unknown weight may be worth."""
    usable = [
        Fraction(one.weight.value) for one in rulebook.leaves() if one.weight.value is not None and not unverified(one, case)
    ]
    return Fraction(0), Fraction(rulebook.total) - sum(usable, Fraction(0))


def score_leaf(rulebook: Rulebook, leaf: Indicator, case: Case, given: Judgement | None) -> IndicatorScore:
    """The score of `leaf`, its sentence and the way to it."""
    draft = _Draft(rulebook, leaf, case, given, gather(leaf, case))
    if given is not None and given.not_applicable:
        value: Outcome = NotApplicable(given.not_applicable)
    elif leaf.formula:
        value = draft.value()
    else:
        value = JUDGED
    return draft.finish(value)


@dataclass(frozen=True, slots=True)
class _Draft:
    rulebook: Rulebook
    leaf: Indicator
    case: Case
    given: Judgement | None
    gathered: Gathered

    def value(self) -> Outcome:
        if self.gathered.missing:
            return Missing(self.gathered.missing)
        found = raw_value(self.leaf, self.gathered.values)
        if isinstance(found, Undefined):
            return self._over_zero(found)
        if isinstance(found, bool):
            return Known(Fraction(int(found)), f"{filled_in(self.leaf, self.gathered)}：{'成立' if found else '不成立'}")
        exact = in_unit(self.leaf, found)
        return Known(exact, f"{filled_in(self.leaf, self.gathered)} = {self.figure(exact)}")

    def _over_zero(self, found: Undefined) -> Outcome:
        both = found.numerator == 0
        if (self.leaf.both_zero if both else self.leaf.on_zero) == "missing":
            return Missing((self._no_divisor(),))
        return NotApplicable(BOTH_ZERO if both else "分母为0")

    def _no_divisor(self) -> str:
        divisors = full_marks.divisors(parse(self.leaf.formula)) if self.leaf.formula else ()
        below = [name for name in self.leaf.inputs if name in divisors]
        return f"不为0的{below[0]}" if len(below) == 1 else f"{self.leaf.name}的分母（现为0）"

    def figure(self, value: Fraction) -> str:
        params: Params = self.leaf.scoring.params if self.leaf.scoring else {}
        return words.figure(value, self.leaf.unit, edges(params))

    def finish(self, value: Outcome) -> IndicatorScore:
        leaf, name = self.leaf, self.leaf.name
        if leaf.weight.value is None:
            return self._without_weight(value)
        if unverified(leaf, self.case):
            what = f"{self._told(value)}分值或标准凭记忆录入、未经核实，没有采用，不计分"
            missing = value.needs if isinstance(value, Missing) else ()
            return self._open(value, (*missing, UNVERIFIED), f"{what}。", left_over(self.rulebook, self.case), weighed=False)
        weight = Fraction(leaf.weight.value)
        if leaf.scoring is None and leaf.rows is None:
            needs = (*(value.needs if isinstance(value, Missing) else ()), f"{name}的评分标准")
            return self._open(value, needs, f"{self._told(value)}规则书没有写评分标准，不计分。", (Fraction(0), weight))
        if isinstance(value, Missing) and leaf.missing == "zero":
            return self._nothing(value, value.needs, weight)
        if isinstance(value, Missing):
            what = f"{name}算不出，缺少{'、'.join(value.needs)}"
            return self._open(value, value.needs, f"{what}（满分{words.points(weight)}）。", self._reach(weight))
        if isinstance(value, NotApplicable) and value is not JUDGED:
            return self._not_applicable(value, weight)
        if leaf.scoring is None and leaf.missing == "zero":
            return self._nothing(value, ("自设指标",), weight)
        if leaf.scoring is None:
            need = f"“{name}”下的指标：名称、指标值、实际完成值、分值"
            return self._open(value, (need,), f"{name}还没有写自设指标（共{words.points(weight)}）。", (Fraction(0), weight))
        ask = self._ask(leaf.scoring, value, weight)
        if isinstance(ask, Missing) and leaf.missing == "zero":
            return self._nothing(value, ask.needs, weight)
        if isinstance(ask, Missing):
            what = f"{name}还没有评定：{self._need(asked(leaf.scoring.method, leaf.scoring.params))}"
            return self._open(value, ask.needs, f"{what}（满分{words.points(weight)}）。", self._reach(weight))
        match award(leaf.scoring.method, ask):
            case Lacking(names):
                inputs = (leaf.inputs[one] for one in names)
                lacking = tuple(dict.fromkeys(describe(one.item, one.basis, one.year) for one in inputs))
                return self.finish(Missing(lacking))
            case Undefined() as undefined:
                return self.finish(self._over_zero(undefined))
            case Points() as found:
                return self._scored(value, found, weight)

    def _ask(self, scoring: Scoring, value: Outcome, weight: Fraction) -> Ask | Missing:
        asks = asked(scoring.method, scoring.params)
        shown = {one.name: one.shown for one in self.gathered.inputs}
        ask = Ask(weight, scoring.params, self.leaf.unit, places=self.places, year=self.case.year)
        ask = replace(ask, figures=self.gathered.values, shown=shown)
        if isinstance(value, Known):
            return replace(ask, value=value.value, met=value.value == 1)
        if asks == "figures":
            return ask
        lacking = Missing((f"{self.leaf.name}的评定（{self._need(asks)}）",))
        given = self.given
        if given is None:
            return lacking
        share = quantity(given.ratio, "%") if given.ratio else None
        match asks:
            case "ticks" if given.ticks is not None:
                return replace(ask, ticks=frozenset(given.ticks))
            case "occurrences" if given.occurrences is not None:
                return replace(ask, occurrences=given.occurrences)
            case "tier" if given.tier:
                return replace(ask, tier=given.tier)
            case "tier_ratio" if given.tier and share is not None:
                return replace(ask, tier=given.tier, ratio=Fraction(share.value))
            case "ratio" if share is not None:
                return replace(ask, ratio=Fraction(share.value))
            case "met" if given.met is not None:
                return replace(ask, met=given.met)
            case "chosen" if given.chosen:
                return replace(ask, chosen=given.chosen[0][0])
            case "date" if (done := parse_date(given.date)) is not None:
                return replace(ask, done=done)
        return lacking

    def _scored(self, value: Outcome, found: Points, weight: Fraction) -> IndicatorScore:
        leaf, places = self.leaf, self.places
        got = half_up(found.points, places)
        exact = Fraction(got)
        full = exact >= weight
        sentence = f"{self._told(value)}{found.branch}，{earned(exact, weight, places)}。"
        wanted = "" if full else full_marks.in_words(leaf.name, found.full, leaf.unit)
        if wanted and isinstance(found.full, Span) and leaf.formula:
            figures = full_marks.in_figures(leaf, self.gathered, found.full)
            wanted += f"；照其余数据不变，{figures}" if figures else ""
        because = f"{found.branch}，{earned(exact, weight, places)}"
        wishes = self._wishes(full, found.explain) + self._unexplained(value)
        trace = self._trace(value, found.branch, rounding(found.points, places), found.notes + self.gathered.notes + wishes)
        result = self._result(value, Known(exact, because), (exact, exact), sentence, trace, wanted)
        return replace(result, wishes=wishes)

    def _not_applicable(self, value: NotApplicable, weight: Fraction) -> IndicatorScore:
        leaf, policy = self.leaf, self.leaf.na
        if not (self.given and self.given.not_applicable):
            policy = leaf.both_zero if value.reason == BOTH_ZERO else leaf.on_zero
            policy = leaf.na if policy == "na" else policy
            filled = filled_in(leaf, self.gathered) if leaf.formula else "，".join(map(str, self.gathered.inputs))
            told = f"{leaf.name}的{value.reason}（{filled}）"
        else:
            told = f"{leaf.name}不适用（{value.reason}）"
        if policy == "exclude":
            what = f"{words.points(weight)}不计入总分，其余指标折算"
            score: Outcome = NotApplicable(value.reason)
            bounds = (Fraction(0), Fraction(0))
        else:
            points = weight if policy == "full" else Fraction(0)
            what = f"按规则{earned(points, weight, self.places)}"
            score, bounds = Known(points, what), (points, points)
        wishes = self._wishes(True)
        trace = self._trace(value, f"{value.reason}：{what}", "", self.gathered.notes + wishes)
        return replace(self._result(value, score, bounds, f"{told}，{what}。", trace), wishes=wishes)

    def _nothing(self, value: Outcome, needs: tuple[str, ...], weight: Fraction) -> IndicatorScore:
        """No points for what lacks something, because the rule itself says so."""
        zero, lacking = Fraction(0), f"缺少{'、'.join(needs)}，按规则没有提供的不得分"
        sentence = f"{self.leaf.name}{lacking}，{earned(zero, weight, self.places)}。"
        trace = self._trace(value, lacking, "", self.gathered.notes)
        return self._result(value, Known(zero, lacking), (zero, zero), sentence, trace, f"提供{'、'.join(needs)}")

    @property
    def places(self) -> int:
        """The decimals of the score."""
        return self.rulebook.score_places if self.leaf.score_places is None else self.leaf.score_places

    def _without_weight(self, value: Outcome) -> IndicatorScore:
        framework = self.rulebook.completeness == "framework"
        why = "框架不规定分值，不计分" if framework else "规则书没有写分值，不计分"
        sentence = f"{self._told(value)}{why}。"
        if isinstance(value, Missing):
            return self._open(value, value.needs, sentence, left_over(self.rulebook, self.case), weighed=False)
        if not framework:
            return self._open(
                value, (f"{self.leaf.name}的分值",), sentence, left_over(self.rulebook, self.case), weighed=False
            )
        notes = ("公式凭记忆录入，未经核实",) if self.leaf.formula and self.leaf.verified == "recalled" else ()
        trace = self._trace(value, why, "", notes)
        return self._result(value, NotApplicable(why), (Fraction(0), Fraction(0)), sentence, trace, weighed=False)

    def _told(self, value: Outcome) -> str:
        """The first half of the sentence: what the value is, up to the comma or colon."""
        name = self.leaf.name
        match value:
            case Known(exact, because) if self.leaf.unit or not self.leaf.formula:
                return f"{name}为{self.figure(exact)}（{filled_in(self.leaf, self.gathered)}），"
            case Known(_, because):
                return f"{name}：{because}，"
            case Missing(needs):
                return f"{name}算不出，缺少{'、'.join(needs)}；"
            case NotApplicable(reason) if value is not JUDGED:
                return f"{name}不适用（{reason}），"
        return f"{name}："

    def _open(
        self, value: Outcome, needs: tuple[str, ...], sentence: str, bounds: tuple[Fraction, Fraction], weighed: bool = True
    ) -> IndicatorScore:
        trace = self._trace(value, "", "", self.gathered.notes + self._wishes(True))
        return self._result(value, Missing(needs), bounds, sentence, trace, weighed=weighed)

    def _need(self, asks: Asks) -> str:
        """What a person has still to say: where the tier is told, the share inside it."""
        return "档内得分比例" if asks == "tier_ratio" and self.given and self.given.tier else _NEEDS[asks]

    def _reach(self, weight: Fraction) -> tuple[Fraction, Fraction]:
        scoring = self.leaf.scoring
        if scoring is None:
            return Fraction(0), weight
        low, high = attainable(scoring.method, scoring.params, weight)
        tier = self.given.tier if self.given and scoring.method == "tiers_range" else ""
        span = span_of_tier(scoring.params, tier) if tier else None
        if span is None or span.low is None or span.high is None:
            return low, high
        least, most = (Fraction(half_up(weight * share / 100, self.places)) for share in (span.low, span.high))
        return min(max(least, low), high), max(min(most, high), low)

    def _wishes(self, full: bool, explain: str = "") -> tuple[str, ...]:
        """What the rule asks for beside the score and was not given."""
        notes = []
        if self.leaf.requires_evidence and self.given is not None and not self.given.evidence:
            notes.append(NO_EVIDENCE)
        if explain and not (self.given and self.given.why):
            notes.append(f"{explain}，须写明原因，没有写")
        if self.leaf.requires_reason and not full and not (self.given and self.given.why):
            notes.append("未得满分，须写明原因，没有写")
        if self.given is not None and self.given.not_applicable and not self.given.by:
            notes.append("没有写明由谁认定不适用")
        elif self.given is not None and not self.given.not_applicable and not (self.given.by and self.given.why):
            notes.append(NO_JUDGE)
        return tuple(notes)

    def _unexplained(self, value: Outcome) -> tuple[str, ...]:
        """A value below which the rule wants a reason, and none was given."""
        edge = self.leaf.reason_below
        if edge is None or not isinstance(value, Known) or value.value >= Fraction(edge) or (self.given and self.given.why):
            return ()
        return (f"{self.leaf.name}低于{words.plain(Fraction(edge), self.leaf.unit)}，须写明原因，没有写",)

    def _trace(self, value: Outcome, branch: str, rounded: str, notes: tuple[str, ...]) -> Trace:
        leaf = self.leaf
        whole = not self.gathered.missing and bool(leaf.formula)
        percent = " × 100%" if leaf.unit == "%" and leaf.formula else ""
        return Trace(
            formula=f"{leaf.formula}{percent}",
            inputs=self.gathered.inputs,
            substituted=filled_in(leaf, self.gathered) if whole else "",
            value=self.figure(value.value) if isinstance(value, Known) and leaf.unit else "",
            rule=leaf.rule_text,
            branch=branch,
            rounding=rounded,
            rulebook_line=f"{leaf.file}:{leaf.scoring.line if leaf.scoring else leaf.line}",
            source=source_of(self.rulebook, leaf),
            notes=notes,
        )

    def _result(
        self,
        value: Outcome,
        score: Outcome,
        bounds: tuple[Fraction, Fraction],
        sentence: str,
        trace: Trace,
        wanted: str = "",
        weighed: bool = True,
    ) -> IndicatorScore:
        given = self.given
        return IndicatorScore(
            id=self.leaf.id,
            path=self.leaf.path,
            name=self.leaf.name,
            weight=self.leaf.weight.value if weighed else None,
            value=value,
            score=score,
            low=bounds[0],
            high=bounds[1],
            sentence=sentence,
            trace=trace,
            unit=self.leaf.unit,
            for_full_marks=wanted,
            judged_by=signed(given.by, given.why) if given else "",
            reason=given.why if given else "",
        )


def earned(points: Fraction, weight: Fraction, places: int) -> str:
    """得满分5分 · 得4.5分（满分5分）."""
    if points >= weight:
        return f"得满分{words.points(weight, places)}"
    return f"得{words.points(points, places)}（满分{words.points(weight, places)}）"


def rounding(points: Fraction, places: int) -> str:
    """How a score was rounded; "" where nothing was to round."""
    rounded = Fraction(half_up(points, places))
    if rounded == points:
        return ""
    dots = "" if Fraction(half_up(points, 6)) == points else "…"
    return f"{words.plain(points)}{dots}四舍五入到{places}位小数，为{words.points(rounded, places)}"


def signed(by: str, why: str) -> str:
    """Who judged and why."""
    return "：".join(one for one in (by, why) if one)


def source_of(rulebook: Rulebook, leaf: Indicator) -> str:
    """Document, title, clause and address of a rule, and whether it was only recalled."""
    source = rulebook.sources.get(leaf.source)
    if source is None:
        return ""
    text = " ".join(one for one in (source.doc, source.title, source.clause, source.url) if one)
    return f"{text}（凭记忆录入，未经核实）" if is_recalled(leaf) else text
