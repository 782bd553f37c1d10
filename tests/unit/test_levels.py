"""When a list that does not add up is wrong beyond doubt, and when one of its parts may simply stand elsewhere."""

from __future__ import annotations

import pytest

from jixiao.model.finding import Level
from jixiao.readers import read
from jixiao.review import review_document


def levels(sentence: str) -> list[tuple[str, Level]]:
    """Codes and levels of what is said of one sentence."""
    found = review_document(read(sentence.encode(), "报告.txt")).findings
    return [(one.code, one.level) for one in found if one.code in ("AR01", "AR02")]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        # 312.40 + 218.80 = 531.20: less than the total by what no digit explains; a third part may stand elsewhere
        ("全年支出533.55万元，其中基本支出312.40万元，项目支出218.80万元。", [("AR01", Level.WARNING)]),
        # one digit of the total explains it (531.20), however much the parts lack
        ("全年支出537.20万元，其中基本支出312.40万元，项目支出218.80万元。", [("AR01", Level.ERROR)]),
        # more than the total: nothing that stands elsewhere makes it less
        ("全年支出528.85万元，其中基本支出312.40万元，项目支出218.80万元。", [("AR01", Level.ERROR)]),
        ("全年支出531.20万元，其中基本支出312.40万元，项目支出218.80万元。", []),
        # 7 + 5 + 6 + 4 = 22: of twenty-five things three may be counted in another word
        ("补贴机具25台，其中旋耕机7台、插秧机5台、收割机6台、烘干机4台。", [("AR02", Level.WARNING)]),
        # 15 + 9 + 3 = 27: 28 for 27 is one digit, but so is any one person who is of a fourth kind
        ("全局在职28人，其中公务员15人，事业人员9人，工勤人员3人。", [("AR02", Level.WARNING)]),
        # 15 + 9 + 3 = 27: of twenty-six people nobody can be of a fourth kind
        ("全局在职26人，其中公务员15人，事业人员9人，工勤人员3人。", [("AR02", Level.ERROR)]),
    ],
)
def test_parts_that_lack_something_are_asked_about(sentence: str, said: list[tuple[str, Level]]) -> None:
    assert levels(sentence) == said
