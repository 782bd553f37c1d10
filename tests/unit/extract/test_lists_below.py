"""Lists that go on in sentences and lines of their own: what they make up holds, one digit is told, what only looks like it is not."""

from __future__ import annotations

import pytest

from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Relation, Verdict
from tests.unit.extract.passages import parts, prose, wrong


def sums(text: str) -> list[Relation]:
    return sum_relations(prose(text))


CARS = (
    "“三公”经费支出1038.47万元，比上年减少58.21万元，下降5.3%。其中：因公出国（境）费支出0万元。公务用车购置费支出186.32万元，同比减少41.07万元；"
    "公务用车运行维护费支出603.94万元，同比增加37.66万元。公务接待费支出248.21万元，同比减少54.80万元。"
)
TWO = "支出合计2368.54万元，较上年增加121.30万元。主要原因是人员增加。其中：基本支出2013.26万元，占85%。项目支出355.28万元，占15%。"
LINES = "收入总计341.87万元。包括：\n1.本年收入合计337.62万元。与上年相比增加98.14万元。\n2.使用结余0万元。与上年持平。\n3.年初结转和结余4.25万元。比上年减少1.06万元。"
ITEMS = "（二）文体活动费52.63万元，用于职工活动。\n1.徒步活动19.48万元；\n2.球类比赛27.61万元；\n3.广播操5.54万元。\n（三）业务费4.10万元。"
INLINE = "公益收入51.47万元，占总收入的14.8%。其中：\n救助款收入2.63万元，助学款收入4.85万元，定向捐款收入14.39万元，网上募捐29.60万元。"
ABOVE = "中央资金1215.34万元\n省级资金871.92万元\n市级资金246.05万元\n以上资金合计2333.31万元。"


@pytest.mark.parametrize(
    ("text", "stated", "these"),
    [
        (CARS, "1038.47万元", ["0万元", "186.32万元", "603.94万元", "248.21万元"]),
        (TWO, "2368.54万元", ["2013.26万元", "355.28万元"]),
        (LINES, "341.87万元", ["337.62万元", "0万元", "4.25万元"]),
        (ITEMS, "52.63万元", ["19.48万元", "27.61万元", "5.54万元"]),
        (INLINE, "51.47万元", ["2.63万元", "4.85万元", "14.39万元", "29.60万元"]),
        (ABOVE, "2333.31万元", ["1215.34万元", "871.92万元", "246.05万元"]),
    ],
)
def test_it_holds(text: str, stated: str, these: list[str]) -> None:
    assert wrong(sums(text)) == []
    assert these in [parts(one) for one in sums(text) if one.stated.quote == stated and one.verdict is Verdict.CONSISTENT]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (CARS, "1038.47", "1038.67"),
        (CARS, "248.21", "249.21"),
        (TWO, "355.28", "395.28"),
        (TWO, "2368.54", "2398.54"),
        (LINES, "341.87", "349.87"),
        (LINES, "4.25", "4.75"),
        (ITEMS, "52.63", "52.68"),
        (ITEMS, "27.61", "21.61"),
        (INLINE, "29.60", "24.60"),
        (ABOVE, "2333.31", "2353.31"),
        (ABOVE, "871.92", "811.92"),
    ],
)
def test_one_digit_is_told(text: str, old: str, new: str) -> None:
    (found,) = wrong(sums(text.replace(old, new)))
    assert found.edit


def test_without_a_word_for_it_a_miss_is_only_asked_about() -> None:
    for text in (ITEMS.replace("27.61", "21.61"), ABOVE.replace("871.92", "811.92")):
        assert wrong(sums(text))[0].open


TRAPS = [
    # two amounts before the lines: which of them the lines make up is not said, nor which of the lines' own
    "预算资金489.30万元，支出480.00万元，具体如下：\n1.甲工程预算300.20万元，支出294.50万元。\n2.乙工程预算189.10万元，支出185.50万元。",
    # items of the same number are siblings, not parts
    "1.甲工程支出189.65万元。\n1.乙工程支出109.65万元。\n2.丙工程支出70.00万元。",
    # the list goes on with a line that tells no amount
    "支出189.65万元。其中：\n1.购置费109.65万元。\n2.维修费70.00万元。\n3.其余为办公费。",
    # a bracket ends before the lines: they are of the money it says more of
    "资金386.00万元（中央270.00万元、省级116.00万元），具体如下：\n1.柳村254.00万元；\n2.坪村132.00万元。",
    # the next sentence tells of another thing
    "支出合计289.65万元。其中：基本支出189.65万元。上年项目支出104.00万元。",
    # what was done with the money, item by item
    "（一）资金到位500.00万元。\n1.已支出资金312.45万元。\n2.结余资金178.55万元。",
    # an amount among the lines above is missing
    "中央资金1215.34万元\n省级资金另行下达\n市级资金246.05万元\n以上资金合计1461.93万元。",
]


@pytest.mark.parametrize("text", TRAPS)
def test_these_are_not_accused(text: str) -> None:
    assert wrong(sums(text)) == []


def test_what_stands_in_brackets_inside_a_name_ends_no_label() -> None:
    assert [one.label for one in prose("其中：因公出国（境）费支出3.20万元，公务接待费（国内）1.10万元。").figures] == [
        "因公出国(境)费支出",
        "公务接待费",
    ]
