"""CM04: problems without a measure, or measures that answer no problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import alike
from jixiao.checks.wording import short, unmarked
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Sentence

_MANY_MORE = 2


@check(
    "CM04", "measures_unmatched", "问题与措施对不上", since="0.1", asks=("problems",), covers=("E04",), level=Level.WARNING,
    says={
        "zh": "问题 {problems} 个、措施 {measures} 条，对得上的问题 {matched} 个；看不出对应措施的问题：{example}",
        "zh.measures": "问题 {problems} 个、措施 {measures} 条，对得上的问题 {matched} 个；看不出针对哪个问题的措施：{example}",
        "en": "{problems} problems, {measures} measures, {matched} problems matched; no measure is seen for: {example}",
        "en.measures": "{problems} problems, {measures} measures, {matched} problems matched; no problem is seen behind: {example}",
    },
)  # fmt: skip
def measures_unmatched(context: Context) -> Iterator[Finding]:
    """One finding where more problems stand alone than measures do, or where half of a much longer list answers nothing.

    A problem and a measure that both stand alone may belong together in other words, so they are set off against each
    other; lists of one length are taken for pairs and doubted only when no word is shared at all.
    """
    problems, measures = context.reading.problems, context.reading.measures
    if not problems or len(measures) < 2:
        return
    alone = _alone(problems, measures)
    idle = _alone(measures, problems)
    if len(problems) == len(measures):
        doubtful = len(alone) == len(problems)
    else:
        many = len(measures) - len(problems) >= _MANY_MORE and 2 * len(idle) >= len(measures)
        doubtful = many or len(alone) > len(idle)
    if not doubtful:
        return
    example = (alone or idle)[0]
    yield finding(
        "CM04", Level.WARNING, example.place, example.text, problems=str(len(problems)), measures=str(len(measures)),
        matched=str(len(problems) - len(alone)), example=short(unmarked(example.text)), variant="" if alone else "measures",
    )  # fmt: skip


def _alone(these: Sequence[Sentence], others: Sequence[Sentence]) -> list[Sentence]:
    """Those that share no telling word with any of the others."""
    return [one for one in these if not any(alike(one.text, other.text, least=1) for other in others)]
