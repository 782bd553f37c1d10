"""Forms pasted as text with blanks between their cells."""

from __future__ import annotations

import pytest

from jixiao.extract import read_document
from jixiao.extract.tables.blanks import unblanked
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.document import Document, Paragraph, Place, Table

FUNDS = (
    "附件2 项目支出绩效自评表 项目名称 校舍维修 项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分 "
    "年度资金总额 80 80 76 10 95% 9.5 其中：本年财政拨款 72 72 70 － － － 上年结转资金 8 8 6 － － － 其他资金 0 0 0 － － －"
)
HEAD = "绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
OUTPUT = (
    "产出指标（50分） 数量指标 修缮校舍间数 ≥12间 12间 20 20 质量指标 验收合格率 =100% 100% 15 15 "
    "时效指标 按期完工率 =100% 80% 15 12 汛期停工半月"
)
EFFECT = "效益指标（30分） 社会效益指标 受益学生人数 ≥600人 640人 30 30"
CONTENT = "满意度指标（10分） 家长满意度 ≥90% 93% 10 10"
TOTAL = "总分 100 96.5"
FORM = [FUNDS, HEAD, OUTPUT, EFFECT, CONTENT, TOTAL]


def document(lines: list[str]) -> Document:
    return Document("例", tuple(Paragraph((line,), Place("", "正文", f"第{n}行")) for n, line in enumerate(lines, 1)))


def relations(lines: list[str], *kinds: Kind) -> list[tuple[str, list[str], Verdict]]:
    found: list[Relation] = [one for one in read_document(document(lines)).relations if one.kind in kinds]
    return [(one.stated.quote, [part.quote for part in one.operands], one.verdict) for one in found]


def changed(old: str, new: str) -> list[str]:
    assert sum(line.count(old) for line in FORM) == 1
    return [line.replace(old, new) for line in FORM]


def test_the_points_of_the_form_make_up_its_totals_and_levels() -> None:
    sums = relations(FORM, Kind.WEIGHT_SUM, Kind.SCORE_SUM)
    assert ("100", ["10", "20", "15", "15", "30", "10"], Verdict.CONSISTENT) in sums
    assert ("96.5", ["9.5", "20", "15", "12", "30", "10"], Verdict.CONSISTENT) in sums
    assert ("50分", ["20", "15", "15"], Verdict.CONSISTENT) in sums
    assert relations(FORM, Kind.RATE) == [("95%", ["76", "80"], Verdict.CONSISTENT)]


@pytest.mark.parametrize(
    ("old", "new", "kind", "stated"),
    [
        ("（50分）", "（60分）", Kind.WEIGHT_SUM, "60分"),
        ("100 96.5", "100 95.6", Kind.SCORE_SUM, "95.6"),
        ("12间 12间 20 20", "12间 12间 10 20", Kind.WEIGHT_SUM, "100"),
        ("80% 15 12", "80% 15 10", Kind.SCORE_SUM, "96.5"),
        ("76 10 95% 9.5", "76 10 59% 9.5", Kind.RATE, "59%"),
    ],
)
def test_a_wrong_figure_of_it_is_told(old: str, new: str, kind: Kind, stated: str) -> None:
    wrong = [one[0] for one in relations(changed(old, new), kind) if one[2] is Verdict.INCONSISTENT]
    assert stated in wrong


@pytest.mark.parametrize(
    "funds",
    [
        FUNDS,
        FUNDS.replace("分值 执行率 得分", "权重 预算执行率 执行率得分"),
        FUNDS.replace("本年财政拨款", "中央财政资金").replace("其他资金", "地方资金"),
    ],
)
def test_heads_and_rows_are_called_as_the_form_calls_them(funds: str) -> None:
    """The ten points of the execution rate are needed for the total, whatever their column is called."""
    sums = relations([funds, *FORM[1:]], Kind.WEIGHT_SUM, Kind.IDENTITY)
    assert ("100", ["10", "20", "15", "15", "30", "10"], Verdict.CONSISTENT) in sums
    assert ("80", ["0", "72", "8"], Verdict.CONSISTENT) in [
        (whole, sorted(these), verdict) for whole, these, verdict in sums
    ]


def test_every_cell_keeps_its_place_and_what_is_no_table_its_words() -> None:
    made = unblanked(document(FORM))
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert len(tables) == 2
    for table in tables:
        for cell in table.cells:
            span = cell.place.span
            assert span is not None
            line = FORM[int(cell.place.ref[1:-1]) - 1]
            assert line[slice(*span)] == cell.text or cell.text in ("资金来源", "一级指标", "二级指标")
    (first, *_) = made.blocks
    assert isinstance(first, Paragraph)
    assert first.text.startswith("附件2 项目支出绩效自评表 项目名称 校舍维修")
    assert "76" not in first.text


def test_a_level_that_was_cut_itself_is_not_held_to_its_points() -> None:
    cut = "效益指标（30分） 社会效益指标 受益学生人数 ≥600人 640人 10 10 经济效益指标 节约电费 ≥2万元 2万元 10 10 生态效益指标 绿化"
    assert relations([HEAD, OUTPUT, cut], Kind.WEIGHT_SUM) == [("50分", ["20", "15", "15"], Verdict.CONSISTENT)]


def test_levels_speak_where_the_text_was_cut_before_its_totals() -> None:
    for lines in (
        [HEAD, OUTPUT, EFFECT, "满意度指标（10分） 家长"],
        [HEAD, OUTPUT, EFFECT.replace("30 30", "30"), CONTENT, TOTAL],
    ):
        assert relations(lines, Kind.WEIGHT_SUM) == [("50分", ["20", "15", "15"], Verdict.CONSISTENT)]


@pytest.mark.parametrize(
    "lines",
    [
        [HEAD, OUTPUT.replace("15 12", "15"), EFFECT, CONTENT, TOTAL],  # a row has lost its points
        [HEAD, OUTPUT, EFFECT, "总分 100 88"],  # neither worth nor points make the totals
        [HEAD, OUTPUT],  # nothing closes it
        [HEAD, OUTPUT, EFFECT, CONTENT, TOTAL],  # the ten points of the execution rate are told nowhere
        [FUNDS.replace("其他资金", "样例资金"), HEAD, OUTPUT, EFFECT, CONTENT, "总分 100 88"],
        [HEAD.replace("分值 得分", "得分 分值"), OUTPUT, EFFECT, CONTENT, TOTAL],
        ["各项指标的分值 和 得分 见 附件。", OUTPUT, EFFECT, CONTENT, TOTAL],
    ],
)
def test_what_cannot_be_read_surely_stays_text(lines: list[str]) -> None:
    given = document(lines)
    assert unblanked(given) is given
