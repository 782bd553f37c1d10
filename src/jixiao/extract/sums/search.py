"""What happens to add up: contiguous runs of figures next to a figure that is their sum. It confirms, it never accuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract.judge import Amount, Closing, close_sum, significant
from jixiao.model.claim import Verdict
from jixiao.model.reading import Figure

MAX_WALK = 40

Run = tuple[tuple[Figure, ...], Closing]


def search(
    levels: Sequence[Figure], amounts: Sequence[Amount | None], around: range | None = None
) -> Iterator[tuple[int, Run]]:
    """Contiguous runs of two or more figures next to a figure (of the paragraphs `around`) that they add up to, in either direction."""
    for index, total in enumerate(levels):
        mine = amounts[index]
        if mine is None or mine.loose or mine.value <= 0 or total.zone == "table":
            continue
        if around is not None and total.paragraph not in around:
            continue
        count = total.mention.dimension == "count"
        if total.mention.chinese and count:
            continue
        for step in (1, -1):
            run = _run(levels, amounts, index, step, count)
            if run is not None:
                yield index, run
                break


def _run(
    levels: Sequence[Figure], amounts: Sequence[Amount | None], index: int, step: int, count: bool
) -> tuple[tuple[Figure, ...], Closing] | None:
    total, mine = levels[index], amounts[index]
    assert mine is not None
    parts: list[Amount] = []
    value = steps = Decimal(0)
    low, most, paragraph = mine.low, mine.high + mine.step, total.paragraph
    end = min(len(levels), index + MAX_WALK + 1) if step > 0 else max(-1, index - MAX_WALK - 1)
    for position in range(index + step, end, step):
        figure, part = levels[position], amounts[position]
        if part is None or part.loose or figure.zone == "table" or abs(figure.paragraph - paragraph) > 12:
            return None
        parts.append(part)
        value += part.value
        steps += part.step
        if position != index + step and value + steps >= low:  # before that neither digits nor rounding can close it
            ordered = tuple(levels[index + 1 : position + 1] if step > 0 else levels[position:index])
            if value == mine.value and _accept_exact(total, ordered, mine, parts, count):
                return ordered, Closing(Verdict.CONSISTENT, value, Decimal(0))
            if not count and _accept_rounded(total, ordered, mine):
                closing = close_sum(mine, parts)
                if closing.verdict is Verdict.ROUNDING:
                    return ordered, closing
        if value > most + steps:
            return None
    return None


def _accept_exact(total: Figure, parts: Sequence[Figure], mine: Amount, amounts: Sequence[Amount], count: bool) -> bool:
    if not count:
        return len(parts) >= 3 or max(significant(one.quantity) for one in (mine, *amounts)) >= 2
    if len(parts) < 3:
        return False
    noun = total.after[:2]
    if (
        significant(mine.quantity) >= 3
        and len({one.sentence for one in parts}) == 1
        and abs(total.paragraph - parts[0].paragraph) <= 1
    ):
        return True
    return bool(noun) and all(one.after.startswith(noun) or noun in one.label for one in parts)


def _accept_rounded(total: Figure, parts: Sequence[Figure], mine: Amount) -> bool:
    if len(parts) > 8:
        return False
    one_sentence = all(one.sentence == total.sentence for one in parts)
    return (significant(mine.quantity) >= 5 and one_sentence) or (total.total and total.paragraph == parts[0].paragraph)
