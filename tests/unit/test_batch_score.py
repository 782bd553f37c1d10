"""Many agencies × a rulebook: by column what `compute` gives one by one, in every form a table can have."""

from __future__ import annotations

import csv
import io
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.api import evaluate
from jixiao.batch.blocks import Block
from jixiao.batch.decimals import decimal_array, decimal_column
from jixiao.batch.judged import read_judgement
from jixiao.batch.peer_columns import PeerColumns
from jixiao.batch.reference import facts_of
from jixiao.batch.score import ScoreRequest, explain, score
from jixiao.batch.scored import in_places
from jixiao.cli import main
from jixiao.model.case import Judgement
from jixiao.model.outcome import Known
from jixiao.peers.sources import Gathered
from jixiao.reference.groups import traits_of
from jixiao.reference.measures import measures
from jixiao.reference.outliers import apart
from jixiao.rules.columns.units import FactColumn
from jixiao.rules.load import load_rulebook, rulebook_ids
from jixiao.rules.scoring import asked

BOOK = "cn/hunan-2017/department"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "many-agencies"
HEADS = [
    "单位",
    "年度",
    "在职人员数",
    "编制数",
    "“三公”经费年初预算数（万元）",
    "上年度“三公”经费年初预算数（万元）",
    "资金使用合规性",
]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["batch", "score", *map(str, arguments)])


def scored(*sources: Path, out: Path, **asked: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of scores.parquet by agency and indicator; totals under the name 总分."""
    score(ScoreRequest(sources, BOOK, out, allow_recalled=True, **asked))
    rows = {(one["agency"], one["name"]): one for one in pq.read_table(out / "scores.parquet").to_pylist()}
    return rows | {(one["agency"], "总分"): one for one in pq.read_table(out / "totals.parquet").to_pylist()}


def table(folder: Path, *rows: list[object], heads: list[str] = HEADS, name: str = "数据.csv") -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([heads, *rows])
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def test_points_are_those_a_person_works_out(tmp_path: Path) -> None:
    """31 of 30 posts is 103.33 %: three whole points over, 0.5 each, 5 − 1.5. 三公 7 → 6.5 is no rise: 5. One fault of six points' rule."""
    path = table(
        tmp_path, ["甲局（虚构）", 2021, 31, 30, "6.50", "7.00", 0], ["乙局（虚构）", 2021, 30, 30, "7.21", "7.00", 1]
    )
    rows = scored(path, out=tmp_path / "out")
    assert rows["甲局（虚构）", "在职人员控制率"]["score"] == Decimal("3.5")
    assert [rows["甲局（虚构）", "在职人员控制率"][name] for name in ("low", "high")] == [
        Decimal("3.5")
    ] * 2  # nothing is open
    assert rows["甲局（虚构）", "在职人员控制率"]["reason"] == "在职人员控制率为103.33%，得3.5分（满分5分）"
    assert rows["甲局（虚构）", "“三公经费”变动率"]["score"] == 5
    assert rows["乙局（虚构）", "在职人员控制率"]["score"] == 5
    assert rows["乙局（虚构）", "“三公经费”变动率"]["score"] == Decimal("3.5")  # exactly 3 % over: 3 × 0.5
    assert rows["甲局（虚构）", "资金使用合规性"]["score"] == 6


def test_what_is_missing_stays_missing_and_the_total_has_bounds(tmp_path: Path) -> None:
    """Of 100 points 10 are known (5 + 5) and 90 open: between 10 and 100. A blank is no nought: 0 posts in post scores, "" does not."""
    path = table(tmp_path, ["甲局（虚构）", 2021, 30, 30, 7, 7, ""], ["乙局（虚构）", 2021, "", 30, "—", 7, ""])
    rows = scored(path, out=tmp_path / "out")
    total = rows["甲局（虚构）", "总分"]
    assert (total["status"], total["total"], total["low"], total["high"]) == ("missing", None, 10, 100)
    lacking = rows["乙局（虚构）", "在职人员控制率"]
    assert (lacking["status"], lacking["score"], lacking["low"], lacking["high"]) == ("missing", None, 0, 5)
    assert lacking["reason"] == "在职人员控制率算不出，缺少在职人员数"
    assert rows["乙局（虚构）", "“三公经费”变动率"]["reason"] == "“三公经费”变动率算不出，缺少“三公”经费年初预算数"
    assert rows["乙局（虚构）", "行政效能"]["reason"] == "行政效能还没有评定"


def test_every_agency_of_the_example_has_what_its_trace_gives(tmp_path: Path) -> None:
    request = ScoreRequest((EXAMPLE,), BOOK, tmp_path / "out", allow_recalled=True)
    score(request)
    totals = pq.read_table(request.out / "totals.parquet").to_pylist()
    rows = {(one["agency"], one["indicator"]): one for one in pq.read_table(request.out / "scores.parquet").to_pylist()}
    assert len(totals) == 16
    for one in totals:
        [(card, book)] = explain(request, one["agency"])
        assert one["total"] == (card.total.value if isinstance(card.total, Known) else None)
        assert (one["low"], one["high"]) == (card.low, card.high)
        assert (one["grade"] or "") == card.grade
        for leaf in book.leaves():
            parts = [found for found in card.indicators if found.id == leaf.id or found.id.startswith(f"{leaf.id}/")]
            known = all(isinstance(found.score, Known) for found in parts)
            stated = rows[one["agency"], leaf.id]
            assert (stated["status"] == "known") == known, (one["agency"], leaf.id)
            assert stated["low"] == sum(found.low for found in parts)


def test_long_wide_and_parquet_say_the_same(tmp_path: Path) -> None:
    wide = table(
        tmp_path, ["甲局（虚构）", 2021, 31, 30, "6.50", "7.00", 0], ["乙局（虚构）", 2021, 30, "", "7.21", "7.00", ""]
    )
    long = table(
        tmp_path,
        ["甲局（虚构）", 2021, "在职人员数", "", 31, ""],
        ["乙局（虚构）", "2021年度", "“三公”经费", "年初预算数", "7.21", "万元"],
        ["甲局（虚构）", 2021, "编制数", "", 30, "人"],
        ["甲局（虚构）", 2021, "“三公”经费年初预算数", "", "6.50万元", ""],
        ["甲局（虚构）", 2020, "“三公”经费", "年初预算数", "70000", "元"],
        ["乙局（虚构）", 2020, "“三公”经费", "年初预算", "7", "万元"],
        ["乙局（虚构）", 2021, "在职人员数", "", 30, ""],
        ["甲局（虚构）", 2021, "资金使用合规性", "", 0, ""],
        heads=["单位", "年度", "数据项", "口径", "值", "计量单位"],
        name="长表.csv",
    )
    money = pa.decimal128(12, 2)
    parquet = tmp_path / "数据.parquet"
    pq.write_table(
        pa.table(
            {
                "单位": ["甲局（虚构）", "乙局（虚构）"], "年度": pa.array([2021, 2021], pa.int32()), "在职人员数": [31, 30],
                "编制数": pa.array([30, None], pa.int16()), HEADS[4]: pa.array([Decimal("6.50"), Decimal("7.21")], money),
                HEADS[5]: [7.0, 7.0], "资金使用合规性": ["0", None],
            }
        ),
        parquet,
    )  # fmt: skip
    found = [scored(one, out=tmp_path / f"out{at}") for at, one in enumerate((wide, long, parquet))]
    kept = [{key: (row.get("score"), row["status"], row["reason"]) for key, row in one.items()} for one in found]
    assert kept[0] == kept[1] == kept[2]


def test_a_title_may_stand_above_the_heads_and_a_workbook_is_a_table_too(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "数据.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        rows = [
            ["各单位基础数据"],
            [],
            ["单位", "年度", "在职人员数", "编制数"],
            ["甲局（虚构）", 2021, 31, 30],
            ["乙局（虚构）", 2021, 30, "不详"],
        ]
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    result = run(path, "--rulebook", BOOK, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "数据.xlsx:5：“编制数”一栏：编制数应填一个数，现为“不详”" in result.output
    told = run(path, "--rulebook", BOOK, "--allow-recalled", "--explain", "甲局（虚构）")
    assert "31人（数据.xlsx!第4行）" in told.output


def test_a_folder_of_cases_scores_as_evaluate_does(tmp_path: Path) -> None:
    rows = scored(Path("examples/department"), out=tmp_path / "out")
    card = evaluate(Path("examples/department")).scorecard
    for one in card.indicators:
        found = rows[card.agency, one.name]
        assert found["reason"] == one.sentence
        assert found["score"] == (one.score.value if isinstance(one.score, Known) else None)
    assert rows[card.agency, "总分"]["total"] == card.total.value  # type: ignore[union-attr]


def test_a_case_of_another_rulebook_and_a_table_without_agencies_are_refused(tmp_path: Path) -> None:
    result = run("examples/project", "--rulebook", BOOK, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "案卷用的是规则“cn/mof-2020-10/project”，不是“cn/hunan-2017/department”" in result.output
    assert not (tmp_path / "out").exists()


def test_an_agency_with_two_cases_for_a_year_is_refused_whatever_the_files_are_called(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        shutil.copytree("examples/department", tmp_path / name)
    result = run(tmp_path, "--rulebook", BOOK, "--allow-recalled", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "每个单位每年只给一份" in result.output and "case.yaml" in result.output
    assert not (tmp_path / "out").exists()


def test_two_figures_for_one_thing_are_told_and_the_same_twice_is_one(tmp_path: Path) -> None:
    heads = ["单位", "年度", "数据项", "口径", "值", "计量单位"]
    same = ["甲局（虚构）", 2021, "“三公”经费", "年初预算数", "6.50", "万元"]
    path = table(tmp_path, same, [*same[:4], "65000", "元"], heads=heads)
    assert run(path, "--rulebook", BOOK, "--out", tmp_path / "out").exit_code == 0
    path = table(tmp_path, same, [*same[:4], "6.80", "万元"], heads=heads)
    told = run(path, "--rulebook", BOOK, "--out", tmp_path / "out2")
    assert told.exit_code == 2
    assert "数据.csv:3：“甲局（虚构）”的“三公”经费" in told.output and "与第 2 行的不同" in told.output


def test_money_spent_is_never_less_than_nothing(tmp_path: Path) -> None:
    path = table(tmp_path, ["甲局（虚构）", 2021, "-3.5"], heads=["单位", "年度", "“三公”经费决算数（万元）"])
    told = run(path, "--rulebook", BOOK, "--out", tmp_path / "out")
    assert told.exit_code == 2 and "数据.csv:2" in told.output and "不能是负数" in told.output


def test_points_are_rounded_half_up_to_four_places() -> None:
    """0.00005, 0.00004 and −0.00005 in hundred-thousandths."""
    assert in_places(np.array([5, 4, -5]), 100_000).tolist() == [1, 0, -1]


@pytest.mark.parametrize(("text", "met"), [("是", True), ("√", True), ("有", True), ("否", False), ("没有", False)])
def test_yes_and_no_in_a_cell(text: str, met: bool) -> None:
    leaf = next(
        one
        for id in rulebook_ids()
        for one in load_rulebook(id).leaves()
        if one.scoring is not None and not one.formula and asked(one.scoring.method, one.scoring.params) == "met"
    )
    found = read_judgement(leaf, text)
    assert isinstance(found, Judgement) and found.met is met


def test_everything_wrong_is_told_by_line_and_nothing_is_written(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        ["甲局（虚构）", 2021, "10.5", 30, "abc", 7, "几次"],
        ["", 2021, 10, 30, 7, 7, 0],
        ["乙局（虚构）", "去年", 10, 30, 7, 7, 0],
        ["甲局（虚构）", 2021, 10, 30, 7, 7, 0],
        ["丙局（虚构）", 2021, -1, 30, 7, 7, 0, "多出一格"],
    )
    result = run(path, "--rulebook", BOOK, "--allow-recalled", "--out", tmp_path / "out")
    assert result.exit_code == 2
    for told in (
        "数据.csv:2：“在职人员数”一栏：在职人员数应为整数", "数据.csv:2：““三公”经费年初预算数（万元）”一栏", "数据.csv:2：“资金使用合规性”一栏：“几次”不是次数",
        "数据.csv:3：没有写单位", "数据.csv:4：“去年”不是年度", "数据.csv:5：“甲局（虚构）”2021年与第 2 行重复", "数据.csv:6：这一行有 8 格，表头只有 7 格",
        "共 7 处",
    ):  # fmt: skip
        assert told in result.output, told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (["单位", "年度", "总支出（万元）"], "“总支出（万元）”：总支出没有写口径"),
        (["单位", "年度", "在职人员数", "在编人员"], "“在编人员”：不是数据项，也不是要评定的指标"),
        (["年度", "在职人员数"], "没有“单位”一栏"),
        (["单位", "年度", "在职人员数", "在职人数"], "“在职人员数”和“在职人数”是同一栏"),
        (["单位", "年度"], "表头里没有数据项"),
        (["单位", "数据项", "值"], "没有“年度”一栏"),
        (["单位", "指标名称", "指标值", "实际完成值"], "没有“一级指标”一栏"),
    ],
)
def test_heads_that_cannot_be_used_are_told(tmp_path: Path, heads: list[str], told: str) -> None:
    path = table(tmp_path, ["甲局（虚构）", 2021, 1, 1], heads=heads)
    result = run(path, "--rulebook", BOOK, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert told in result.output


def test_other_bad_input(tmp_path: Path) -> None:
    book = ("--rulebook", BOOK, "--out", tmp_path / "out")
    no_year = table(tmp_path, ["甲局（虚构）", 30], heads=["单位", "在职人员数"], name="没有年度.csv")
    (tmp_path / "坏.parquet").write_bytes(b"PAR1x")
    (tmp_path / "空.csv").write_text("单位,年度,在职人员数\n", encoding="utf-8")
    assert "没有“年度”一栏，也没有写 --year" in run(no_year, *book).output
    assert run(no_year, *book, "--year", 2021).exit_code == 0
    pq.write_table(
        pa.table({"单位": ["甲局", "甲局"], "年度": [2021, 2021], "在职人员数": [1, 2]}), tmp_path / "重复.parquet"
    )
    assert "重复.parquet:2：“甲局”2021年与第 1 行重复" in run(tmp_path / "重复.parquet", *book).output
    assert "不是可读的 parquet 文件" in run(tmp_path / "坏.parquet", *book).output
    assert "没有可计分的单位" in run(tmp_path / "空.csv", *book).output
    assert "没有这个文件或文件夹" in run(tmp_path / "没有", *book).output
    assert "要写 --out 文件夹，或 --explain 单位" in run(no_year, "--rulebook", BOOK).output
    assert "没有名为“丙局”的单位" in run(EXAMPLE, "--rulebook", BOOK, "--explain", "丙局").output


def test_figures_nobody_can_use_refuse_the_agency_and_say_why(tmp_path: Path) -> None:
    """出国费 greater than the whole of 三公: the other agency is scored all the same."""
    heads = ["单位", "年度", "“三公”经费决算数（万元）", "公务接待费决算数（万元）"]
    rows = scored(
        table(tmp_path, ["甲局（虚构）", 2021, 5, 9], ["乙局（虚构）", 2021, 9, 5], heads=heads), out=tmp_path / "out"
    )
    assert rows["甲局（虚构）", "总分"]["status"] == "refused"
    assert "大于" in rows["甲局（虚构）", "总分"]["reason"]
    assert rows["乙局（虚构）", "总分"]["status"] == "missing"


def test_papers_for_a_person_say_what_stands_apart_and_what_is_not_verified(tmp_path: Path) -> None:
    result = run(EXAMPLE, "--rulebook", BOOK, "--allow-recalled", "--out", tmp_path)
    assert result.exit_code == 0
    assert "16 个单位：算出总分 14 个，缺数 2 个，数据不能用 0 个；同类比较的疑点 2 条" in result.output
    asked = (tmp_path / "疑点.csv").read_text(encoding="utf-8-sig")
    assert "示例县林业局（虚构）,2021,PE01,留意" in asked
    lines = list(csv.reader((tmp_path / "得分.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert lines[0][:7] == ["单位", "年度", "总分", "等级", "最低", "最高", "说明"]
    assert len(lines) == 17
    assert all("采用了未核实的分值" in line[6] for line in lines[1:])
    page = (tmp_path / "得分汇总.html").read_text(encoding="utf-8")
    assert "未经核实" in page and "PE01" in page
    assert pq.read_schema(tmp_path / "scores.parquet").metadata[b"jixiao.allow_recalled"] == b"true"


def test_the_trace_of_one_agency_names_its_rows() -> None:
    result = run(EXAMPLE, "--rulebook", BOOK, "--allow-recalled", "--explain", "示例县林业局(虚构)")
    assert result.exit_code == 0
    assert "编制数 20人（各单位数据.csv!第8行）" in result.output
    assert "指标值 ≥11次（自设指标.csv!第14行）" in result.output


_WAGES = st.lists(
    st.tuples(st.sampled_from(["", "县", "市"]), st.sampled_from(["教育局", "医院", ""]), st.integers(1, 400), st.sampled_from([0, 7, 11, 30, 90])),
    min_size=8, max_size=60,
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(_WAGES)
def test_who_stands_apart_is_the_same_by_column_as_one_by_one(agencies: list[tuple[str, str, int, int]]) -> None:
    """Wages per head of agencies of all kinds, sizes and levels; 0 in post is no value."""
    names_ = [f"示例{level}第{at}{kind}（虚构）" for at, (level, kind, _, _) in enumerate(agencies)]
    wages = FactColumn.of(one * 10000 for _, _, one, _ in agencies)
    staff = FactColumn.of(one for *_, one in agencies)
    facts = {("wages_and_welfare", "executed", 0): wages, ("staff_in_post", "", 0): staff}
    block = Block(2021, names_, list(range(len(names_))), facts)
    traits = [traits_of(name, Fraction(one)) for name, (*_, one) in zip(names_, agencies, strict=True)]
    columns = PeerColumns()
    columns.add(block, traits)
    gathered = Gathered()
    for name, of in facts_of(block):
        gathered.facts(name, of, "table", "")
    one_by_one = list(apart(gathered.values, dict(zip(names_, traits, strict=True)), measures()))
    assert sorted(one.sentence for one in columns.questions()) == sorted(one.sentence for one in one_by_one)


_AMOUNTS = st.lists(st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2)), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None)
@given(_AMOUNTS)
def test_columns_of_decimals_are_taken_exactly_and_given_back(values: list[Decimal | None]) -> None:
    column = decimal_column(pa.array(values, pa.decimal128(14, 2)), Decimal(10000), True)
    assert column is not None
    assert [column.value(at) for at in range(len(values))] == [None if one is None else one * 10000 for one in values]
    missing = None if column.missing is None else column.missing
    back = decimal_array([0 if one is None else int(one * 100) for one in values], 2, missing)
    assert back.to_pylist() == values


def test_numbers_beyond_64_bits_are_left_to_be_read_one_by_one() -> None:
    assert decimal_column(pa.array([Decimal(10) ** 20], pa.decimal128(22, 0)), Decimal(1), True) is None
    assert decimal_column(pa.array([10**15]), Decimal(10000), True) is None
    assert decimal_column(pa.array(["1"]), Decimal(1), True) is None
