"""FM04: a table was pasted as text with nothing between its cells; which digits belong together cannot be told, and it is said."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_HEAD_WORD = (
    "(?:[一二三]级)?指标(?:名称)?|绩效指标|(?:年度|年初|预期|三级)?(?:指标|目标)值|(?:全年|年度|实际)?完成(?:值|情况|率)|(?:标准)?分值|权重|"
    "(?:自评|实际)?得分|(?:偏差|扣分|未完成)?原因(?:分析)?(?:及改进措施)?|项目名称|年初预算数?|(?:全年|调整)预算数?|(?:全年|预算)?执行(?:数|率)"
)
_HEAD = regex(rf"(?:{_HEAD_WORD}){{4,}}")
_WORDS = regex(_HEAD_WORD)
_LEAST_WORDS, _LEAST_ROWS, _MOST_ROWS = 4, 2, 80
_ROW = regex(r"[^|\t。;]{1,80}\d")
_FUSED = regex(r"\d{3,}(?:\s?\d+)?$")


@check(
    "FM04", "table_glued", "表格的单元格连在一起，读不了", since="0.1", level=Level.INFO, words=("值得分", "重得分", "值实际", "值完成", "值自评", "数全年", "数执行", "标指标"),
    says={
        "zh": "表头“{head}”各格之间没有分隔，下面 {n} 行的数连成一串，哪几位是分值、哪几位是得分分不开，这张表没有审核；请改用原来的 Word、Excel 文件",
        "en": "nothing stands between the cells of the table headed “{head}”: the digits of its {n} rows cannot be told apart, and it is not checked",
    },
)  # fmt: skip
def table_glued(context: Context) -> Iterator[Finding]:
    """One finding for each head of four words and more that run together over two rows or more that end in fused digits."""
    texts = context.reading.paragraphs
    for index, text in enumerate(texts):
        head = text.strip()
        if _HEAD.fullmatch(head) is None or len(_WORDS.findall(head)) < _LEAST_WORDS:
            continue
        rows = 0
        for below in texts[index + 1 : index + 1 + _MOST_ROWS]:
            if _ROW.fullmatch(below.strip()) is None:
                break
            rows += _FUSED.search(below.strip()) is not None
        if rows >= _LEAST_ROWS:
            yield finding("FM04", Level.INFO, context.reading.places[index], head, head=head, n=str(rows))
