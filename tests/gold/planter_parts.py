"""Faults of lists, scores and grades: a part dropped, a score above its weight, a grade that is not its score's."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from random import Random

from tests.gold.labels import PRINTED, Edit, Label, Quoted, one_way
from tests.gold.plant import Plant
from tests.gold.sources import Span, Text, pieces

# —— lists ——

SUMS = ("sum", "count_sum", "score_sum", "weight_sum")
BOUND = "、，,；;：:（(）)。\n"
"""Where a part of a list begins or ends."""
LEAD = re.compile(r"(?:其中|包括|含|分别[为是]|即|加上|和|及|与|以及)[：:]?|[一二三四五六七八]是|[（(]?\d[）)、.]")
MARK = re.compile(r"[、，,；;]")


def dropped_part(text: Text, chance: Random) -> Iterator[Plant]:
    """A part of a labelled list left out, with its mark of enumeration; at least two parts stay."""
    for label in text.labels:
        if label.sure and label.kind in SUMS and label.how in ("", "+") and len(label.operands) >= 3:
            for part in label.operands:
                edit = part.number and dropping(text, part)
                if edit:
                    verdict = label.without(part)
                    breaks = verdict == "inconsistent"
                    outcome = "must" if breaks else "coarse" if verdict == "coarse" else "inside"
                    yield Plant("dropped_part", text, edit, outcome, False, (label,) if breaks else ())
        elif label.sure and label.kind == "list_count":
            for name in label.operands:
                edit = dropping_name(text, name)
                if edit:
                    yield Plant("dropped_part", text, edit, "must", False, (label,))


def dropping(text: Text, part: Quoted) -> Edit | None:
    """The words of one part with the mark behind them (or before them, at the end of the list); None if they hold other figures."""
    assert part.number
    whole, (start, end) = text.text, part.number
    while start > 0 and not marks(whole, start - 1):
        start -= 1
    lead = LEAD.match(whole, start)
    start = lead.end() if lead and lead.end() <= part.number[0] else start
    while end < len(whole) and not marks(whole, end):
        end += 1
    if len(PRINTED.findall(whole[start:end])) != 1 or any(
        one.number != part.number and one.number and start <= one.number[0] < end
        for label in text.labels
        for one in label.quotes
    ):
        return None
    before, behind = whole[start - 1 : start], whole[end : end + 1]
    if MARK.match(behind) and (behind in ("、", before) or not MARK.match(before)):
        return Edit(start, end + 1, "")
    return Edit(start - 1, end, "") if MARK.match(before) else None


def marks(whole: str, at: int) -> bool:
    """Whether a part of a list ends at this character; a comma between digits is part of a number."""
    return whole[at] in BOUND and not (
        whole[at] in ",，" and whole[at - 1 : at].isdigit() and whole[at + 1 : at + 4].isdigit()
    )


def dropping_name(text: Text, name: Quoted) -> Edit | None:
    whole, start, end = text.text, name.start, name.end
    if whole[end : end + 1] in ("、", "，", ","):
        return Edit(start, end + 1, "")
    return Edit(start - 1, end, "") if whole[start - 1] in "、，," else None


# —— scores and grades ——

FULL = re.compile(r"得(?P<score>[\d.]+)分[（(]满分(?P<full>\d+)分|满分(?P<full2>\d+)分[^。\n\d]{0,6}得(?P<score2>[\d.]+)分")
WEIGHED = re.compile(r"(?<![\d.])(?P<full>\d+)分[，,]得(?P<score>\d+(?:\.\d+)?)分")


def score_over_weight(text: Text, chance: Random) -> Iterator[Plant]:
    """A score above its weight: beside 满分, or in the row of a table whose head says 分值 and 得分."""
    for score, full in sorted({*scores_in_words(text), *scores_in_rows(text)}):
        old = text.text[score.start : score.end]
        places = len(old.partition(".")[2])
        new = f"{full + chance.randint(1, 3):.0f}" + (f".{old[-places:]}" if places else "")
        standing = tuple(
            label for label in text.labels if label.sure and any(one.number == score for one in label.quotes)
        )  # what else breaks with it is welcome, but the weight beside it says enough
        yield Plant("score_over_weight", text, Edit(*score, new), "must", False, standing)


def scores_in_words(text: Text) -> Iterator[tuple[Span, int]]:
    for found in FULL.finditer(text.text):
        score = "score" if found.group("score") else "score2"
        yield Span(*found.span(score)), int(found.group("full") or found.group("full2"))
    for found in WEIGHED.finditer(text.text):
        if float(found.group("score")) <= int(found.group("full")):
            yield Span(*found.span("score")), int(found.group("full"))
    for label in text.labels:
        if label.kind == "score_bound" and label.sure and label.stated.number and label.operands[0].number:
            full = one_way(text.text[slice(*label.operands[0].number)])
            if full.isdigit():
                yield Span(*label.stated.number), int(full)


def scores_in_rows(text: Text) -> Iterator[tuple[Span, int]]:
    """Rows of a table: bars in a plain text, cells in a document."""
    head: list[str] = []
    for row in [*rows_of_bars(text), *rows_of_cells(text)]:
        words = [text.text[slice(*cell)].strip() for cell in row]
        if "分值" in words and any("得分" in word for word in words):
            head = words
        elif head and len(words) == len(head):
            weight, score = head.index("分值"), next(index for index, word in enumerate(head) if "得分" in word)
            if words[weight].isdigit() and re.fullmatch(r"\d+(\.\d+)?", words[score]):
                start = row[score].start + len(text.text[slice(*row[score])]) - len(text.text[slice(*row[score])].lstrip())
                yield Span(start, start + len(words[score])), int(words[weight])


def rows_of_bars(text: Text) -> Iterator[list[Span]]:
    for line in re.finditer(r"[^\n]*\|[^\n]*", text.text):
        edges = [line.start() - 1, *(line.start() + at for at, mark in enumerate(line.group()) if mark == "|"), line.end()]
        yield [Span(left + 1, right) for left, right in itertools.pairwise(edges)]


def rows_of_cells(text: Text) -> Iterator[list[Span]]:
    if text.document is None:
        return
    where = pieces(text.document)
    for table in text.document.tables():
        for row in table.grid():
            yield [where[cell.place.part, cell.place.ref] if cell else Span(0, 0) for cell in row]


GRADE = re.compile(r"\d分[^。\n]{0,30}?(?:等级|等次|档次|结论|评价结果)[为是：:]*[“\"]?(?P<word>优|良|中|差)(?![秀好\w])")


def wrong_grade(text: Text, chance: Random) -> Iterator[Plant]:
    """A grade beside its score turned into another one of the same scale."""
    labelled = {
        Span(start, start + 1): label
        for label in text.labels
        if label.sure and label.kind == "grade"
        for start in [grade_word(text, label)]
        if start is not None
    }
    for span in sorted({*labelled, *(Span(*one.span("word")) for one in GRADE.finditer(text.text))}):
        scale = [word for word, _ in labelled[span].scale] if span in labelled else ["优", "良", "中", "差"]
        others = [word for word in scale if len(word) == 1 and word != text.text[slice(*span)]]
        if others:
            broken = (labelled[span],) if span in labelled else ()
            yield Plant("wrong_grade", text, Edit(*span, chance.choice(others)), "must", False, broken)


def grade_word(text: Text, label: Label) -> int | None:
    """Where the one-character grade of a label stands, at the end of its quote."""
    names = {word for word, _ in label.scale}
    ends = [at for at in range(label.stated.end - 4, label.stated.end) if text.text[at] in names]
    return ends[-1] if ends and text.text[ends[-1] + 1] not in "秀好" else None
