"""One fault of a known kind at a known place of a text that holds together: what a tired typist does.

`plants(text, kind)` gives the same plants on every machine: chance is seeded by the names of the text and of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from tests.gold.labels import PRINTED, Edit, one_way
from tests.gold.plant import MONEY, Plan, Plant, numbers, of_number
from tests.gold.planter_parts import dropped_part, score_over_weight, wrong_grade
from tests.gold.sources import Span, Text

PER_KIND = 16
"""At most so many plants of one kind in one text: a long report must not outweigh thirty short ones."""


# —— digits ——


def digit_at(mark: str, digit: int) -> str:
    """`digit` in the width in which `mark` is written."""
    return str(digit) if mark.isascii() else chr(ord("０") + digit)


def leads(printed: str, index: int) -> bool:
    """Whether the character at `index` is the first digit of an integer part of several digits or of a bare digit."""
    return index == 0 and printed[1:2] not in (".", "．")


def one_digit(printed: str, chance: Random) -> tuple[int, int, str]:
    """Any digit at any position changed to another one; no zero comes to lead."""
    index = chance.choice([index for index, mark in enumerate(printed) if mark.isdigit()])
    old = int(printed[index])
    new = chance.choice([one for one in range(10) if one != old and not (one == 0 and leads(printed, index))])
    return index, index + 1, digit_at(printed[index], new)


def swapped(printed: str, chance: Random) -> tuple[int, int, str] | None:
    """Two neighbouring digits in each other's place; None where there are no two that differ."""
    pairs = [
        (left, right)
        for left in range(len(printed) - 1)
        for right in (left + 1, left + 2)
        if right < len(printed) and printed[left].isdigit() and printed[right].isdigit()
        and printed[left + 1 : right] in ("", ",", "，") and printed[left] != printed[right]
        and not (leads(printed, left) and int(printed[right]) == 0)
    ]  # fmt: skip
    if not pairs:
        return None
    left, right = chance.choice(pairs)
    return left, right + 1, printed[right] + printed[left + 1 : right] + printed[left]


def last_digit(printed: str, chance: Random) -> tuple[int, int, str]:
    """The last digit one to three higher or lower, without a carry; a bare digit does not become 0."""
    index, old = len(printed) - 1, int(printed[-1])
    low = 1 if leads(printed, index) else 0
    new = chance.choice([old + by for by in (-3, -2, -1, 1, 2, 3) if low <= old + by <= 9])
    return index, index + 1, digit_at(printed[-1], new)


def in_numbers(kind: str, change: Callable[[str, Random], tuple[int, int, str] | None]) -> Plan:
    def plan(text: Text, chance: Random) -> Iterator[Plant]:
        for number in numbers(text):
            made = change(text.text[number.start : number.end], chance)
            if made:
                start, end, new = made
                yield of_number(kind, text, number, Edit(number.start + start, number.start + end, new))

    return plan


# —— words ——

OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "提高": "降低", "降低": "提高",
    "高于": "低于", "低于": "高于", "节约": "超支", "超支": "节约", "调增": "调减", "调减": "调增",
}  # fmt: skip
CHANGE = re.compile(rf"({'|'.join(OPPOSITE)})(?:了|额|[为達达到至约])?(?=[\d０-９])|(?<=[为\u3001\uff1a:])(-)(?=[\d０-９])")


def direction(text: Text, chance: Random) -> Iterator[Plant]:
    """A word of change (or a minus) turned round. It must be found where a label recomputes the change from both years."""
    for word in CHANGE.finditer(text.text):
        figure = PRINTED.search(text.text, word.end())
        assert figure
        span = Span(*figure.span())
        if not any(mark in "123456789" for mark in one_way(figure.group())):
            continue
        bound = word.group(1) in ("高于", "低于")  # 不低于90% is a target, 低于50%的项目 a choice: neither is ever wrong
        contradicted = tuple(
            label
            for label in text.labels
            if label.sure
            and label.stated.number == span
            and label.kind in ("difference", "percent_change", "direction_word")
        )
        if bound and not contradicted:
            continue
        start, end = word.span(1) if word.group(1) else word.span(2)
        new = OPPOSITE[word.group(1)] if word.group(1) else ""
        yield Plant("direction", text, Edit(start, end, new), "must" if contradicted else "free", False, contradicted, span)


WAN = re.compile(r"(?<=[\d０-９])( ?)([万萬]?元)(?![/／每人])")


def unit(text: Text, chance: Random) -> Iterator[Plant]:
    """元 for 万元, or 万元 for 元."""
    ending = {one.end: one for one in numbers(text)}
    for found in WAN.finditer(text.text):
        number = ending.get(found.start())
        if number:
            new = "元" if len(found.group(2)) == 2 else "万元"
            yield of_number("unit", text, number, Edit(*found.span(2), new))


YEAR = re.compile(r"20\d\d(?=年)")
MONEY_WORD = re.compile("预算|支出|收入|安排|执行|到位|拨付|资金")


def stale_year(text: Text, chance: Random) -> Iterator[Plant]:
    """In one sentence the year evaluated becomes the year before: last year's report was copied.

    It must be found where a relation ties a figure of that sentence to one outside, which now is another year's.
    """
    found = YEAR.search(text.text)
    if found is None:
        return
    year = found.group()
    before = str(int(year) - 1)
    if text.text.count(f"{year}年") < 2:
        return  # nothing would say which year is meant
    for one in re.finditer(rf"(?<![\d〔\[（(/至—-]){year}(?=年(?!\d|[一二三四五六七八九十]|[末底初]))", text.text):
        start, end = sentence_around(text.text, one.start())
        words = text.text[start:end]
        if start == 0 or before in words or words.count(year) > 1 or not (MONEY_WORD.search(words) and MONEY.search(words)):
            continue
        across = tuple(
            label
            for label in text.labels
            if label.sure and len({start <= quote.span[0] < end for quote in label.quotes}) == 2
        )
        yield Plant("stale_year", text, Edit(*one.span(), before), "must" if across else "free", False, across)


def sentence_around(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    ends = [end for mark in "。！？\n" if (end := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))


# —— all kinds ——

PLANS: dict[str, Plan] = {
    "digit": in_numbers("digit", one_digit),
    "swap": in_numbers("swap", swapped),
    "last": in_numbers("last", last_digit),
    "unit": unit,
    "direction": direction,
    "stale_year": stale_year,
    "dropped_part": dropped_part,
    "score_over_weight": score_over_weight,
    "wrong_grade": wrong_grade,
}
IN_AMOUNTS = ("digit", "swap", "last")
"""Kinds that change the digits of a figure."""


def plants(text: Text, kind: str, most: int = PER_KIND) -> list[Plant]:
    """The plants of one kind in one text, at most `most` of them, in the order of their places."""
    chance = Random(f"{text.name}:{kind}")
    made = list({plant.edit: plant for plant in PLANS[kind](text, chance)}.values())  # two labels may drop the same part
    return made if len(made) <= most else [made[index] for index in sorted(chance.sample(range(len(made)), most))]
