"""Reviews → 清单.csv: every file a row, for a person with a spreadsheet: whose, of which year, how many doubts, or why it was not checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from jixiao.errors import on_one_line
from jixiao.model.finding import Level
from jixiao.model.review import Review, Unreadable
from jixiao.writers.csv import guarded

NAME = "清单.csv"
HEADS = ("文件", "单位", "年度", "结果", "疑点数", "错误", "需说明", "提示", "读到的数", "可核对的数", "说明")
STATUS = {"checked": "已审核", "unreadable": "读不了", "failed": "失败"}


def review_list(answers: Sequence[Review | Unreadable], opinions: Sequence[str]) -> bytes:
    """The list with the name of each file's opinion, in UTF-8 as Excel opens it. 疑点数 is 错误 and 需说明 together, as `jixiao sample` weighs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*HEADS, "审核意见"))
    for answer, opinion in zip(answers, opinions, strict=True):
        writer.writerow([guarded(str(cell)) for cell in (*_cells(answer), opinion)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _cells(answer: Review | Unreadable) -> Iterator[object]:
    if isinstance(answer, Unreadable):
        yield from (answer.file, "", "", STATUS["unreadable"], *[""] * 6)
        yield on_one_line(answer.faults, ("。".join(filter(None, (one.what, one.hint))) for one in answer.faults))
        return
    yield from (answer.file, answer.agency, answer.year or "", STATUS["checked"])
    counts = [answer.count(level) for level in (Level.ERROR, Level.WARNING, Level.INFO)]
    yield from (sum(counts[:2]), *counts, answer.coverage.figures, answer.coverage.checked, "。".join(answer.notes))
