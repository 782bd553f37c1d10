"""Hostile texts are answered, not hung upon: each of these once made, or would make, a careless pattern run for ever."""

from __future__ import annotations

import pytest

from jixiao.readers import read
from jixiao.review import review_document

TEXTS = {
    "line ends": "\n" * 5000 + "自评得分为99分。",
    "one digit ten thousand times": "总支出" + "7" * 10_000 + "万元。",
    "digits and commas": "1," * 6000,
    "brackets never closed": "（" * 3000 + "5万元",
    "a list of three thousand parts": "共计3000人，其中：" + "、".join(f"甲{n}部1人" for n in range(3000)) + "。",
    "one word again and again": "其中" * 5000 + "5人",
    "numbers of documents that never end": "〔2020" * 3000,
    "headings only": "\n".join("一、" for _ in range(2000)),
    "numerals that are no number": "\n".join(f"{mark}、概况" for mark in ("一一", "十十", "一十一", "百", "〇")),
    "quotes never closed": "“三公" * 3000,
    "fifteen hundred rates": "执行率为5%、" * 1500,
    "changes without end": "比上年增加1万元，" * 2000,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TEXTS.items()])
def test_a_hostile_text_is_answered(text: str) -> None:
    review = review_document(read(text.encode(), "报告.txt"))

    assert review.coverage.checked <= review.coverage.figures
