"""The scores of indicators the unit wrote itself: target against actual, or a tier chosen by a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from jixiao.model.case import Case
from jixiao.model.document import TO_FILL
from jixiao.model.fact import Fact
from jixiao.model.ledger import Counted
from jixiao.model.outcome import IndicatorScore, Input, Known, Missing, NotApplicable, Outcome, Trace
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.rulebook import Indicator, Rulebook, Scoring
from jixiao.rules import full_marks, words
from jixiao.rules.answers import UNFINISHED, ParsedRow
from jixiao.rules.leaf import NO_EVIDENCE, NO_JUDGE, UNVERIFIED, earned, left_over, rounding, signed, source_of, unverified
from jixiao.rules.scoring import Ask, Points, attainable, award
from jixiao.rules.spans import Span
from jixiao.text.deadlines import is_exact


def score_rows(rulebook: Rulebook, node: Indicator, case: Case, rows: tuple[ParsedRow, ...]) -> tuple[IndicatorScore, ...]:
    """One score per row under `node`. While a row has no weight yet, it may still earn what the others leave."""
    known = sum((row.weight for row in rows if row.weight is not None), Fraction(0))
    left = Fraction(node.weight.value or 0) - known
    return tuple(_Row(rulebook, node, case, row, left).score() for row in rows)


@dataclass(frozen=True, slots=True)
class _Row:
    rulebook: Rulebook
    node: Indicator
    case: Case
    parsed: ParsedRow
    left: Fraction

    def score(self) -> IndicatorScore:
        name, needs = self.parsed.row.name, self._needs()
        if unverified(self.node, self.case) or self.node.weight.value is None:
            why = UNVERIFIED if self.node.weight.value is not None else f"{self.node.name}的分值"
            sentence = f"{self._told()}{self.node.name}的分值或标准没有可采用的，不计分。"
            trace = self._trace("", "", ())
            bounds = left_over(self.rulebook, self.case)
            return self._result(self._value(), Missing((*needs, why)), bounds, sentence, trace, weighed=False)
        if needs and self.node.missing == "zero" and self.parsed.weight is not None:
            return self._nothing(needs, self.parsed.weight)
        if needs:
            of = f"（满分{words.points(self.parsed.weight)}）" if self.parsed.weight is not None else ""
            sentence = f"{name}算不出，缺少{'、'.join(needs)}{of}。"
            return self._result(self._value(), Missing(needs), self._reach(), sentence, self._trace("", "", ()))
        assert self.parsed.weight is not None
        scoring, notes = self._scoring()
        ask = self._ask(scoring, self.parsed.weight)
        found = self._all_or_nothing(scoring, ask) if self.parsed.row.scored else award(scoring.method, ask)
        assert isinstance(found, Points)  # none of the methods for rows asks for figures
        return self._scored(found, ask, notes)

    def _nothing(self, needs: tuple[str, ...], weight: Fraction) -> IndicatorScore:
        """No points for what lacks something, because the rule itself says so."""
        zero, lacking = Fraction(0), f"缺少{'、'.join(needs)}，按规则没有提供的不得分"
        sentence = f"{self.parsed.row.name}{lacking}，{earned(zero, weight, self.places)}。"
        result = self._result(self._value(), Known(zero, lacking), (zero, zero), sentence, self._trace(lacking, "", ()))
        return replace(result, for_full_marks=f"提供{'、'.join(needs)}")

    def _ask(self, scoring: Scoring, weight: Fraction) -> Ask:
        parsed = self.parsed
        ask = Ask(weight, scoring.params, places=self.places)
        if parsed.kind == "dated":
            return replace(ask, due=parsed.due, done=parsed.done)
        if parsed.kind != "counted":
            return replace(ask, tier=parsed.row.tier, ratio=parsed.ratio or Fraction(0))
        target, value, unit = self._compared()
        return replace(ask, target=target, value=value, unit=unit)

    @property
    def places(self) -> int:
        return self.rulebook.score_places if self.node.score_places is None else self.node.score_places

    def _scored(self, found: Points, ask: Ask, notes: tuple[str, ...]) -> IndicatorScore:
        row, places = self.parsed.row, self.places
        exact = Fraction(half_up(found.points, places))
        full = exact >= ask.weight
        result = earned(exact, ask.weight, places)
        wanted = "" if full else full_marks.in_words("实际完成值", found.full, ask.unit)
        if wanted and self.parsed.kind == "rated" and row.target:
            wanted = f"实际完成值达到{row.target}，{wanted}"
        wishes = self._wishes(full, found.explain)
        remarks = notes + found.notes + self._remarks() + wishes
        trace = self._trace(found.branch, rounding(found.points, places), remarks)
        sentence = f"{self._told()}{found.branch}，{result}。"
        score = Known(exact, f"{found.branch}，{result}")
        scored = self._result(self._value(), score, (exact, exact), sentence, trace)
        return replace(scored, for_full_marks=wanted, reason=row.reason, wishes=wishes, at_most=self._at_most())

    def _needs(self) -> tuple[str, ...]:
        row, parsed = self.parsed.row, self.parsed
        lacking = []
        if parsed.kind in ("judged", "rated"):
            rule = self.node.rows.qualitative.method if self.node.rows and parsed.kind == "judged" else "coefficient"
            if rule == "tiers_range" and not row.tier and not row.scored:
                lacking.append("评定的档次")
            if parsed.ratio is None:
                lacking.append("得分系数" if rule == "coefficient" else "得分比例")
        elif parsed.kind == "dated":
            if parsed.done is None and row.actual not in UNFINISHED:
                lacking.append("完成日期")
        else:
            if parsed.target is None:
                lacking.append("指标值")
            if parsed.actual is None:
                lacking.append("实际完成值")
        if parsed.weight is None:
            lacking.append("分值")
        return tuple(f"“{row.name}”的{one}" for one in lacking)

    def _scoring(self) -> tuple[Scoring, tuple[str, ...]]:
        """The rule for this row, and what had to be assumed to choose it."""
        rows, row, target = self.node.rows, self.parsed.row, self.parsed.target
        assert rows is not None
        if self.parsed.kind == "judged":
            return rows.qualitative, ()
        if self.parsed.kind == "rated":
            return rows.at_least, self._generous()
        if self.parsed.kind == "dated":
            rough = self.parsed.done is not None and not is_exact(row.actual)
            return rows.by_date or Scoring("all_or_nothing", {}), (
                "完成日期没有写到日，按所写时段的最后一日计",
            ) if rough else ()
        assert target is not None
        notes: tuple[str, ...] = ()
        if self.parsed.pass_line is not None:
            passing = {**rows.at_least.params, "pass_line": self.parsed.pass_line, "below_pass_points": 0}
            rows = replace(rows, at_least=replace(rows.at_least, params=passing))
        if target.approx:
            notes += (f"指标值写作“{row.target}”，按{target.without_rounding()}计算",)
        if not self._at_most():
            return rows.at_least, notes
        if target.bound != "=":
            return rows.at_most, notes
        if row.level2 in rows.lower_is_better:
            return rows.at_most, (*notes, f"指标值没有写≤或≥，{row.level2}按不超过指标值计")
        return rows.at_most, (*notes, "指标值为0又没有写≤或≥，按不超过0计")

    def _at_most(self) -> bool:
        """Whether the row's target is not to be exceeded."""
        target, rows = self.parsed.target, self.node.rows
        if target is None or rows is None or self.parsed.kind == "judged":
            return False
        if target.bound == "=":
            return self.parsed.row.level2 in rows.lower_is_better or target.value == 0
        return target.bound in ("≤", "<")

    def _all_or_nothing(self, scoring: Scoring, ask: Ask) -> Points:
        """直接赋分: full marks where the target is met in time, or a person says so; else nothing."""
        kind, reverse, when = self.parsed.kind, scoring.method == "reverse", ""
        if kind == "counted":
            met = ask.value <= ask.aim if reverse else ask.value >= ask.aim
            span = Span(high=ask.aim, high_closed=True) if reverse else Span(ask.aim, True)
            full = f"实际完成值{span.words(ask.unit)}"
        elif kind == "dated":
            met = ask.done is not None and ask.due is not None and ask.done <= ask.due
            full, when = "按期完成", f"{words.chinese_date(ask.done)}完成，" if ask.done else ""
        else:
            met, full = ask.ratio == 100, "达到要求"
        found = award("all_or_nothing", replace(ask, params={}, met=met))
        assert isinstance(found, Points)
        return replace(found, branch=f"{when}{'达到' if met else '没有达到'}要求，直接赋分", full=full)

    def _generous(self) -> tuple[str, ...]:
        """A remark where the coefficient is greater than the share of the target that was reached."""
        target, value, given = self.parsed.target, self._value(), self.parsed.ratio
        if target is None or given is None or not isinstance(value, Known) or target.bound in ("≤", "<"):
            return ()
        if min(value.value, Fraction(100)) >= given:
            return ()
        done = words.figure(value.value, "%", (Fraction(100), given))
        return (f"完成比例只有{done}，得分系数写{words.plain(given, '%')}，请说明依据",)

    def _compared(self) -> tuple[Fraction, Fraction, str]:
        """Target and actual in the unit the target is printed in."""
        target, actual = self.parsed.target, self.parsed.actual
        assert target is not None and actual is not None
        factor = Fraction(target.factor)
        return Fraction(target.value) / factor, self._reached(actual) / factor, target.printed_unit or target.unit

    def _value(self) -> Outcome:
        """How much of the target was reached, in percent."""
        target, actual = self.parsed.target, self.parsed.actual
        if self.parsed.row.measure == "定性":
            return NotApplicable("定性指标，由人判断")
        if self.parsed.kind == "dated":
            return NotApplicable("时限指标，看完成日期")
        if target is None or actual is None:
            lacking = [("指标值", target), ("实际完成值", actual)]
            return Missing(tuple(f"“{self.parsed.row.name}”的{what}" for what, found in lacking if found is None))
        if target.value == 0:
            return NotApplicable("指标值为0，没有完成比例")
        exact = self._reached(actual) / Fraction(target.value) * 100
        return Known(exact, f"{_bare(actual)} ÷ {_bare(target)} = {words.figure(exact, '%', (Fraction(100),))}")

    def _reached(self, actual: Quantity) -> Fraction:
        """The actual value in its canonical unit: exact where it was counted from a ledger, else as written."""
        counted = self.parsed.row.counted
        return Fraction(actual.value) if counted is None else counted.value * Fraction(actual.factor)

    def _told(self) -> str:
        """The first half of the sentence: target and actual, up to the comma or colon."""
        row, parsed = self.parsed.row, self.parsed
        target = row.target if parsed.kind == "dated" else parsed.target
        parts = [f"指标值{target}"] if target else []
        parts += [f"实际完成{parsed.actual}"] if parsed.actual else []
        return f"{self.parsed.row.name}：" + "".join(f"{part}，" for part in parts)

    def _reach(self) -> tuple[Fraction, Fraction]:
        if self.parsed.weight is None:
            return Fraction(0), self.left
        rows = self.node.rows
        assert rows is not None
        kinds = {"judged": rows.qualitative, "dated": rows.by_date}
        rule = kinds.get(self.parsed.kind) or rows.at_least
        return attainable(rule.method, rule.params, self.parsed.weight)

    def _wishes(self, full: bool, explain: str) -> tuple[str, ...]:
        """What the rule asks for beside the score and was not given."""
        row, wishes = self.parsed.row, []
        if self.node.requires_reason and not full and not row.reason:
            wishes.append("未得满分，须写明偏差原因和改进措施，没有写")
        if explain and not row.reason:
            wishes.append(f"{explain}，须写明原因，没有写")
        if self.node.requires_evidence and not row.evidence:
            wishes.append(NO_EVIDENCE)
        if row.measure == "定性" and not (row.by and row.why):
            wishes.append(NO_JUDGE)
        return tuple(wishes)

    def _remarks(self) -> tuple[str, ...]:
        row, notes = self.parsed.row, []
        if row.first_target and row.first_target != row.target:
            notes.append(f"指标值年中由{row.first_target}调整为{row.target or '（没有写）'}")
        if self.parsed.actual is not None and self.parsed.actual.approx:
            notes.append(f"实际完成值写作“{row.actual}”，按{self.parsed.actual.without_rounding()}计算")
        return tuple(notes)

    def _trace(self, branch: str, rounded: str, notes: tuple[str, ...]) -> Trace:
        row, value = self.parsed.row, self._value()
        quantitative = self.parsed.kind in ("counted", "rated")
        return Trace(
            formula="实际完成值 ÷ 指标值 × 100%" if quantitative else "",
            inputs=self._inputs() if quantitative else (),
            substituted=value.because.partition(" = ")[0] if isinstance(value, Known) else "",
            value=value.because.rpartition(" = ")[2] if isinstance(value, Known) else "",
            rule=self.node.rule_text,
            branch=branch,
            rounding=rounded,
            rulebook_line=f"{self.node.file}:{self.node.line}",
            source=source_of(self.rulebook, self.node),
            notes=notes + (told_by_ledger(row.counted) if row.counted is not None else ()),
        )

    def _inputs(self) -> tuple[Input, ...]:
        row, facts = self.parsed.row, []
        for name, role, written, found in (
            ("指标值", "target", row.target, self.parsed.target),
            ("实际完成值", "actual", row.actual, self.parsed.actual),
        ):
            item = f"rows/{row.name}/{role}"
            fact = Fact(item, found, self.case.year, raw=written, place=row.at(role), by="row") if found else None
            if fact is not None and role == "actual" and row.counted is not None:
                fact = replace(fact, place=row.counted.place, by=f"ledger:{row.counted.ledger}/{row.counted.measure}")
            facts.append(Input(name, fact.shown if fact else TO_FILL, fact))
        return tuple(facts)

    def _result(
        self,
        value: Outcome,
        score: Outcome,
        bounds: tuple[Fraction, Fraction],
        sentence: str,
        trace: Trace,
        weighed: bool = True,
    ) -> IndicatorScore:
        row, weight = self.parsed.row, self.parsed.weight
        return IndicatorScore(
            id=self.parsed.id,
            path=(*self.node.path, self.node.name, *((row.level2,) if row.level2 else ())),
            name=row.name,
            weight=trim(half_up(weight, 6)) if weight is not None and weighed else None,
            value=value,
            score=score,
            low=bounds[0],
            high=bounds[1],
            sentence=sentence,
            trace=trace,
            unit="%" if self.parsed.kind in ("counted", "rated") else "",
            judged_by=signed(row.by, row.why) if row.measure == "定性" else "",
            target=row.target,
            actual=row.actual or row.tier,
            reason=row.reason,
        )


def told_by_ledger(counted: Counted) -> tuple[str, ...]:
    """How an actual value came out of its ledger: formula, counts, rows."""
    way = f"{counted.formula} = " + (f"{counted.substituted} = " if counted.substituted else "")
    return (f"{counted.measure}：{way}{counted.shown}", *counted.lines)


def _bare(quantity: Quantity) -> str:
    """A quantity as a number: ≥120场次 → 120场次."""
    return str(replace(quantity, bound="=", approx=""))
