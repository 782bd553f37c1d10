"""Names of agencies, printed figures and copied sentences: when two of them are one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.model.claim import Verdict
from jixiao.model.document import Document, Paragraph, Place
from jixiao.model.quantity import Quantity
from jixiao.neighbours.compare import hold
from jixiao.neighbours.match import one_agency
from jixiao.review import read_neighbour
from jixiao.text.copies import keys, lines, pairs, shared
from jixiao.text.quantities import quantity


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("示例县水务局（虚构）", "示例县水务局（虚构）", True),
        ("示例县水务局", "水务局", True),
        ("示例县水务局", "县水务局", True),
        ("示例县水务局（本级）", "示例县水务局", True),
        ("中共示例县委员会办公室", "示例县委办", True),
        ("示例县人民政府办公室", "示例县政府办公室", True),
        ("示例县教育局", "示例县教育局招生考试中心", False),
        ("示例县教育局", "样例市教育局", False),
        ("示例县林业局", "示例县水务局", False),
        ("招生考试中心", "示例县教育局招生考试中心", False),
    ],
)
def test_one_agency_by_its_names(one: str, other: str, same: bool) -> None:
    assert one_agency(one, other) is same
    assert one_agency(other, one) is same


def amount(text: str) -> Quantity:
    found = quantity(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("stated", "other", "verdict", "slip"),
    [
        ("510.51万元", "5105100.26元", Verdict.ROUNDING, False),  # 510.510026 万元 prints as 510.51
        ("510.5万元", "510.51万元", Verdict.ROUNDING, False),
        ("500.00万元", "5000000元", Verdict.CONSISTENT, False),
        ("0.86万元", "8645.00元", Verdict.ROUNDING, False),  # 0.8645 prints as 0.86
        ("0.87万元", "8645.00元", Verdict.INCONSISTENT, False),  # neither rounded nor cut off; three digits prove no slip
        ("510.5万元", "5105900元", Verdict.ROUNDING, False),  # 510.59 cut off after one decimal
        ("513.20万元", "531.20万元", Verdict.INCONSISTENT, True),  # neighbours swapped
        ("531.20万元", "581.20万元", Verdict.INCONSISTENT, True),  # one digit
        ("531.20万元", "53.20万元", Verdict.INCONSISTENT, True),  # one digit dropped
        ("531.20万元", "488.00万元", Verdict.INCONSISTENT, False),
        ("1.85万元", "1.35万元", Verdict.INCONSISTENT, False),  # three digits: another basis may differ so
        ("3.58元", "3.58万元", Verdict.INCONSISTENT, True),  # 元 for 万元
        ("0万元", "4000元", Verdict.INCONSISTENT, False),  # a printed nought is none at all
    ],
)
def test_figures_printed_twice(stated: str, other: str, verdict: Verdict, slip: bool) -> None:
    held = hold(amount(stated), (amount(other),))

    assert (held.verdict, held.slip) == (verdict, slip)


def test_parts_are_added_and_bounds_are_bounds() -> None:
    parts = (amount("5000000元"), amount("31.20万元"))
    assert hold(amount("531.20万元"), parts).verdict is Verdict.CONSISTENT
    assert hold(amount("531.30万元"), parts).verdict is Verdict.INCONSISTENT
    assert hold(amount("1.35万元"), (amount("1.20万元"),), "at_least").verdict is Verdict.CONSISTENT
    assert hold(amount("1.10万元"), (amount("1.20万元"),), "at_least").verdict is Verdict.INCONSISTENT
    assert hold(amount("1.10万元"), (amount("1.20万元"),), "at_most").verdict is Verdict.CONSISTENT
    assert hold(Quantity(Decimal(16), "人"), (Quantity(Decimal(15), "人"),), exact=True).verdict is Verdict.INCONSISTENT


def paper(*texts: str, name: str = "x.docx") -> Document:
    return Document(
        name, tuple(Paragraph((text,), Place("", "正文", f"第{n}段")) for n, text in enumerate(texts, 1)), kind="docx"
    )


@pytest.mark.parametrize(
    ("texts", "kinds", "agency", "year"),
    [
        (("示例县水务局（虚构）2021年度部门决算公开说明",), ("final_accounts",), "示例县水务局(虚构)", 2021),
        (("2023年示例县水务局（虚构）部门预算公开",), ("budget",), "示例县水务局(虚构)", 2023),
        (("2022年度示例县水务局（虚构）部门整体支出绩效自评报告",), ("report",), "示例县水务局(虚构)", 2022),
        (("示例县河道清淤项目（虚构）绩效自评复核表", "（2022年度）"), ("recheck",), "", 2022),
        (("示例县财政局（虚构）关于追加2022年部门预算的通知",), ("adjustment",), None, 2022),
        (("示例县财政局（虚构）关于调整河道清淤项目绩效目标的批复",), ("adjustment",), None, None),
        (("示例县水务局（虚构）机构编制方案的批复",), ("establishment",), "示例县水务局(虚构)", None),
        (("某次会议纪要", "议定三条。"), (), "", None),
    ],
)
def test_papers_are_known_by_their_titles(
    texts: tuple[str, ...], kinds: tuple[str, ...], agency: str | None, year: int | None
) -> None:
    found = read_neighbour(paper(*texts, name="无题.docx"))

    assert found.kinds == kinds
    assert agency is None or (found.agencies[0] if found.agencies else "") == agency
    assert found.year == year
    assert bool(found.reason) is not bool(kinds)


def test_a_copy_with_other_digits_and_another_name_is_a_copy() -> None:
    old = "示例县水务局全年举办培训12期，培训农户420人次。河道环境明显好转，群众满意度不断提高。无。"
    new = "示例县林业局全年举办培训15期，培训农户510人次。新造林三千亩，成活率比上年提高五个百分点。"

    mine, its = lines(new, ["示例县林业局"]), lines(old, ["示例县水务局"])
    ((one, other),) = shared(mine, its)

    assert (one.text[:6], other.text[:6]) == ("示例县林业局"[:6], "示例县水务局"[:6])
    assert one.exact != other.exact
    assert len(its) == 2  # 无 proves nothing


def test_pairs_of_a_corpus_by_the_shorter_one() -> None:
    """b holds two of a's three sentences and one of its own: 2 of 3; c shares one with a: 1 of 2; the form's sentence counts nowhere."""
    form = "本报告根据通知要求编制完成。"
    texts = {
        "a": "甲甲甲甲甲甲甲甲甲。乙乙乙乙乙乙乙乙乙。丙丙丙丙丙丙丙丙丙。",
        "b": "甲甲甲甲甲甲甲甲甲。乙乙乙乙乙乙乙乙乙。丁丁丁丁丁丁丁丁丁。",
        "c": "甲甲甲甲甲甲甲甲甲。戊戊戊戊戊戊戊戊戊。",
        **{f"f{n}": form for n in range(4)},
    }
    corpus = {id: keys(form + text if id in "abc" else text) for id, text in texts.items()}

    assert sorted(pairs(corpus, common=3)) == [("a", "b", 2, 3)]
    assert sorted(pairs(corpus, Fraction(1, 2), common=3)) == [("a", "b", 2, 3), ("a", "c", 1, 2), ("b", "c", 1, 2)]
