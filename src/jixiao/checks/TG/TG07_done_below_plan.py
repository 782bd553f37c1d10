"""TG07: what was done falls short of the plan by the report's own figures, and nothing is said about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import pairs_of
from jixiao.checks.masks import bearing, mark, numbers
from jixiao.checks.promises import Told, answers
from jixiao.checks.wording import inner, short
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_TOLD = regex(
    r"未|没有|尚|仅|只|因|原因|受|推迟|结转|滞后|剩余|其余|其中|差|调整|核减|完成率|占|上半年|[一二三四]季度|\d月|完成(?:年度|全年)?(?:计划|目标|任务)数?的"
)
_LESS_IS_BETTER = regex(r"控制在|不超过|以内|以下|压减|减少|降低|下降|压缩|缩短|≤|不高于")
_ADMITTED = regex(r"未|没有|尚|不足|滞后|推迟|延期|差|余下|其余|剩余")
_LEAST_SHARED = 3
_FULL = 100


@check(
    "TG07", "done_below_plan", "完成数低于计划数，没有说明", since="0.1", asks=("commitments",), covers=("A17", "D22"), level=Level.WARNING,
    says={
        "zh": "计划写“{promise}”，这里报告“{done}”，没有完成而没有说明",
        "zh.full": "计划写“{promise}”，这里报告“{done}”，没有完成，自评却是满分 {score}，请说明",
        "en": "the plan says “{promise}”, the result “{done}”: it falls short and nobody says why",
        "en.full": "the plan says “{promise}”, the result “{done}”: it falls short, and the score is a full {score}",
    },
)  # fmt: skip
def done_below_plan(context: Context) -> Iterator[Finding]:
    """For each promise one result speaks of in the same words and unit, and falls short: a warning beside a full score, else a note."""
    reading = context.reading
    if not reading.commitments:
        return
    told = answers(context)
    admitted = [pairs_of(one.text) for one in (*reading.problems, *reading.measures) if _ADMITTED.search(one.text)]
    score = next((one for one in reading.facts if one.item == "self_score" and isinstance(one.value, Quantity)), None)
    full = score is not None and isinstance(score.value, Quantity) and score.value.value == _FULL
    results = _Results(told.sentences)
    alike: dict[object, tuple[Figure, Told] | None] = {}
    for promise in reading.commitments:
        for figure in promise.figures:
            these, own = told.of[figure.place].sentences, pairs_of(figure.label + figure.after)
            same = (own, figure.mention.unit, these)
            if same not in alike:
                alike[same] = results.only(own, figure.mention.unit, these)
            if (found := alike[same]) is None:
                continue
            done, sentence = found
            planned, reached = figure.mention.quantity, done.mention.quantity
            if planned is None or reached is None or reached.interval()[1] >= planned.interval()[0]:
                continue
            if _TOLD.search(sentence.text) or _LESS_IS_BETTER.search(promise.text):
                continue
            if any(len(own & words) >= _LEAST_SHARED for words in admitted):
                continue  # the section of problems says so
            yield finding(
                "TG07", Level.WARNING if full else Level.INFO, done.place, sentence.text, figure=reached,
                rests_on=(Operand(planned, figure.quote, figure.place, figure.label),), promise=_words(promise.text, figure),
                done=_words(sentence.text, done), score=score.raw if score is not None else "", variant="full" if full else "",
            )  # fmt: skip


class _Results:
    """The figures of the results by unit and words; a sentence is looked at when it is first asked about."""

    def __init__(self, sentences: Sequence[Told]) -> None:
        self._sentences = sentences
        self._asked: dict[str, int] = {}
        self._by_pair: dict[str, dict[str, int]] = {}

    def only(self, own: frozenset[str], unit: str, these: int) -> tuple[Figure, Told] | None:
        """The one figure of `these` sentences in the promise's unit whose own words share three pairs with the promise's, and its sentence.

        None for none or several.
        """
        if len(own) < 2:
            return None
        by_pair, asked = self._by_pair.setdefault(unit, {}), self._asked.get(unit, 0)
        for number in numbers(these & ~asked):
            for _, pairs in self._in(number, unit):
                mark(by_pair, pairs, 1 << number)
        self._asked[unit] = asked | these
        least = min(_LEAST_SHARED, len(own))
        found: list[tuple[Figure, Told]] = []
        for number in numbers(these & bearing(by_pair, own, least)):
            found += [(one, self._sentences[number]) for one, pairs in self._in(number, unit) if len(own & pairs) >= least]
            if len(found) > 1:
                return None
        return found[0] if found else None

    def _in(self, number: int, unit: str) -> Iterator[tuple[Figure, frozenset[str]]]:
        """The figures of a sentence in a unit that state what was done, each with its words."""
        for one in self._sentences[number].figures:
            quantity = one.mention.quantity
            if one.mention.unit != unit or quantity is None or not quantity.plain:
                continue
            if not one.change and not one.prior:
                yield one, pairs_of(one.label + one.after)


def _words(text: str, figure: Figure) -> str:
    """The clause of a sentence that holds the figure."""
    return inner(short(next((one for one in re.split(r"[,;。]", text) if figure.quote in one), figure.quote), 30))
