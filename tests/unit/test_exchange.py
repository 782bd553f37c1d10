"""Cases from tables of other systems and back: the round trip, other names, and everything that is wrong with a table."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao import api
from jixiao.errors import Fault, JixiaoError
from jixiao.model.case import Case
from jixiao.model.document import Cell, Document, Table
from jixiao.model.quantity import Quantity
from jixiao.writers.csv import guarded, write_csv

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "examples" / "project"
BOOK = "cn/mof-2020-10/project"
HEADS = "fiscal_year,agency_name,pro_name,lv1_perf_ind_name,lv2_perf_ind_name,lv3_perf_ind_name,computesign,kpi_val,meterunit,weight,actualvalue"
KEPT = ("under", "level2", "name", "measure", "target", "weight", "tier", "reason")


def brought(folder: Path, *texts: str, mapping: str = "", **given: str) -> tuple[Case, tuple[Fault, ...]]:
    paths = [folder / f"{number}.csv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    chosen = folder / "对照.yaml"
    chosen.write_text(mapping, encoding="utf-8")
    text, notes = api.import_case(paths, BOOK, given, chosen if mapping else None)
    (folder / "案卷.yaml").write_text(text, encoding="utf-8")
    return api.load_case(folder / "案卷.yaml"), notes


def told(folder: Path, *texts: str, mapping: str = "", **given: str) -> list[str]:
    with pytest.raises(JixiaoError) as caught:
        brought(folder, *texts, mapping=mapping, **given)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_and_imported_is_the_case(tmp_path: Path, ending: str) -> None:
    """Rows with targets, actuals, points and reasons, and the funds; what has no field is said."""
    wanted = api.load_case(PROJECT)
    files, notes = api.export_case(PROJECT, tmp_path / f"指标.{ending}")
    assert [str(note) for note in notes] == [
        "书屋管护机制、读者满意度的档内比例、评定人、评定理由、佐证材料和定性的完成情况没有对应的字段，没有导出"
    ]
    written = api.write_files(files)
    text, said = api.import_case(written, BOOK, {})
    assert [(one.what, one.hint) for one in said] == [
        ("“预算执行率”是规则自带的指标，由数据算出，没有导入", ""),
        ("“书屋管护机制”由人评定", "请在案卷里补上评定人和评定理由"),
    ]
    text = text.replace("  tier:", "  by: 评价小组\n  why: 抽查\n  ratio: 75%\n  tier:")
    (tmp_path / "案卷.yaml").write_text(text, encoding="utf-8")
    case = api.load_case(tmp_path / "案卷.yaml")
    assert (case.agency, case.department, case.project, case.year, case.rulebook) == (
        wanted.agency, wanted.department, wanted.project, 2021, BOOK,
    )  # fmt: skip
    assert [[getattr(row, key) for key in KEPT] for row in case.rows] == [
        [getattr(row, key) for key in KEPT] for row in wanted.rows
    ]
    assert [row.actual for row in case.rows if row.measure == "定量"] == [
        row.actual for row in wanted.rows if row.measure == "定量"
    ]

    def amounts(of: Case) -> dict[object, Decimal]:
        return {
            fact.key: fact.value.value
            for fact in of.facts
            if isinstance(fact.value, Quantity) and fact.basis != "initial_budget"
        }

    assert amounts(case) == amounts(wanted)


def test_the_fields_are_those_of_the_mapping_and_figures_are_figures(tmp_path: Path) -> None:
    """120 of 108: the example's first row, worked out by hand: 15 × 108/120 = 13.5."""
    files, _ = api.export_case(PROJECT, tmp_path / "指标.csv")
    assert [path.name for path in files] == ["指标.csv", "指标-资金.csv"]
    first, funds = (list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")))) for data in files.values())
    assert (first[0]["lv3_perf_ind_name"], first[0]["actualvalue"], first[0]["score"]) == ("预算执行率", "94.80%", "9.48")
    assert {key: first[1][key] for key in ("computesign", "kpi_val", "meterunit", "weight", "actualvalue", "score", "is_deleted")} == {
        "computesign": "≥", "kpi_val": "120", "meterunit": "个", "weight": "15", "actualvalue": "108", "score": "13.50", "is_deleted": "2",
    }  # fmt: skip
    assert funds[0] == {
        "fund_name": "年度资金总额",
        "amt1": "",
        "amt2": "",
        "amt3": "900000",
        "amt4": "853200",
        "amt5": "94.80%",
    }
    (workbook,) = api.export_case(PROJECT, tmp_path / "指标.xlsx")[0].values()
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["资金"]
    assert (sheet["D2"].value, sheet["D2"].data_type) == (900000, "n")


def test_a_table_as_a_system_may_give_it(tmp_path: Path) -> None:
    text = (
        f"{HEADS},is_deleted\n"
        "2023,示例县水利局（虚构）,示例县渠道整修项目（虚构）,产出指标,数量指标,整修渠道,>=,12,公里,20,11.5,2\n"
        "2023,示例县水利局（虚构）,示例县渠道整修项目（虚构）,产出指标,成本指标,每公里成本,≤,35,万元,20,34.2万元,2\n"
        "2023,示例县水利局（虚构）,示例县渠道整修项目（虚构）,产出指标,数量指标,作废的一项,≥,1,个,5,1,1\n"
        "2023,示例县水利局（虚构）,示例县渠道整修项目（虚构）,效益指标,社会效益指标,群众用水条件,定性,明显改善,,30,改善,2\n"
        "2023,示例县水利局（虚构）,示例县渠道整修项目（虚构）,预算执行率,,预算执行率,≥,100,%,10,95,2\n"
    )
    funds = "FUND_NAME,AMT3,AMT4,AMT5\n年度资金总额,4200000,3990000,95%\n当年财政资金,4200000,3990000,0.90\n"
    case, notes = brought(tmp_path, text, funds)
    assert [(row.name, row.target, row.actual, row.weight, row.measure) for row in case.rows] == [
        ("整修渠道", "≥12公里", "11.5公里", "20", "定量"),
        ("每公里成本", "≤35万元", "34.2万元", "20", "定量"),
        ("群众用水条件", "明显改善", "改善", "30", "定性"),
    ]
    spent = case.facts.get("project_funds", 2023, "executed")
    assert spent is not None and str(spent.value) == "3990000元"
    assert [str(note) for note in notes] == [
        "0.csv:4：标作已删除，没有导入",
        "0.csv:6：“预算执行率”是规则自带的指标，由数据算出，没有导入",
        "1.csv:3：执行率写作 0.90，按执行数和预算数算不是这个数。执行率由软件重算，没有导入",
    ]


def test_names_of_their_own_by_a_mapping(tmp_path: Path) -> None:
    mapping = "name: 本市系统\ncolumns: {一级: under, 指标: name, 目标: target, 单位: unit, 权重: weight, 完成: actual}\n"
    mapping += (
        "funds: {label: 资金, columns: {调整: adjusted_budget, 支出: executed}, rows: {合计: project_funds}, unit: 万元}\n"
    )
    text = "一级,指标,目标,单位,权重,完成\n产出指标,栽树,500,棵,50,480\n"
    case, _ = brought(
        tmp_path, text, "资金,调整,支出\n合计,30.5,29\n", mapping=mapping, agency="样例市林场（虚构）", year="2022"
    )
    assert (case.rows[0].target, case.rows[0].actual, case.year) == ("500棵", "480棵", 2022)
    fact = case.facts.get("project_funds", 2022, "adjusted_budget")
    assert fact is not None and str(fact.value) == "30.5万元"


def test_a_mapping_with_faults_tells_them_all(tmp_path: Path) -> None:
    mapping = "columns: {指标: nam, 目标: target}\nfunds: {columns: {支出: spent}, rows: {合计: money}, unit: 千元}\n"
    assert told(tmp_path, "指标,目标\n", mapping=mapping) == [
        (
            "对照.yaml:1：“nam”不是案卷里的键。可用：year、agency_code、agency、department、project、under、level2、name、sign、target、"
            "unit、weight、actual、score、reason、measure、deleted"
        ),
        "对照.yaml:1：没有写哪个字段是指标名称。请写一行“字段名: name”",
        "对照.yaml:2：“spent”不是口径。可用：initial_budget、adjusted_budget、executed、rate（执行率）",
        "对照.yaml:2：“money”不是数据项的编码。编码见 catalog/items.yaml，如 project_funds",
        "对照.yaml:2：金额单位写作“千元”。可用：元、万元",
    ]


def test_everything_wrong_with_a_table_at_once(tmp_path: Path) -> None:
    text = (
        f"{HEADS}\n"
        "2023,甲局（虚构）,,产出指标,数量指标,修路,≥,12,公里,若干,约11\n"
        "2023,乙局（虚构）,,过程指标,,制度建设,≥,1,项,5,1\n"
        "2023,甲局（虚构）,,产出指标,数量指标,,≥,1,项,5,1\n"
    )
    assert told(tmp_path, text, "fund_name,amt3\n专项债,5\n当年财政资金,若干\n") == [
        "0.csv:2：指标“修路”的分值应为不小于 0 的数，现为“若干”。请填分数，如 10",
        "0.csv:2：指标“修路”的实际完成值应是确切的数，现为“约11”。请填实际的数，不带“约”“以上”“≥”等字样",
        "0.csv:3：单位名称“乙局（虚构）”与前面的“甲局（虚构）”不同。一次导入一个单位（项目）、一个年度，请分开",
        "0.csv:3：一级指标“过程指标”在这套规则里没有，“制度建设”放不进去。可放在：产出指标、效益指标、满意度指标",
        "0.csv:4：这一行没有指标名称。请补上；不要的行请删去",
        (
            "1.csv:2：没有名为“专项债”的资金。可用：年度资金总额、当年财政资金、上年结转资金、其他资金；"
            "名称不同的，请用 --mapping 给出对照表"
        ),
        "1.csv:3：本年财政拨款应填一个数，现为“若干”。请写成“130.651万元”的样子，说明文字另填",
    ]


def test_a_table_of_something_else_and_one_that_names_nobody(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, "甲,乙\n1,2\n")
    assert fault == (
        "0.csv：没有找到字段名。表头应有：lv3_perf_ind_name、kpi_val、amt3、amt4、amt5；名称不同的，请用 --mapping 给出对照表"
    )
    assert told(tmp_path, "lv1_perf_ind_name,lv3_perf_ind_name\n产出指标,修路\n") == [
        "0.csv：没有写单位名称。请用 --agency 写明",
        "0.csv：没有写年度。请用 --year 写明",
    ]


def test_an_ending_we_do_not_write(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError) as caught:
        api.export_case(PROJECT, tmp_path / "指标.ods")
    assert str(caught.value) == f"{tmp_path / '指标.ods'}：看不出要写成什么格式。文件名请以 .csv 或 .xlsx 结尾"


FORMULAS = ["=1+1", "+86 10", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "'=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_words_that_look_like_formulas_stay_words_and_come_back(tmp_path: Path, text: str) -> None:
    text = text.strip()
    rows = [HEADS, f"2023,甲局（虚构）,,产出指标,数量指标,{_quoted(text)},≥,12,公里,50,11"]
    (tmp_path / "来.csv").write_text("\n".join(rows), encoding="utf-8")
    name = text.removeprefix("'") if text.startswith("'=") else text
    made, _ = api.import_case([tmp_path / "来.csv"], BOOK, {})
    (tmp_path / "案卷.yaml").write_text(made, encoding="utf-8")
    files, _ = api.export_case(tmp_path / "案卷.yaml", tmp_path / "去.csv")
    _, line = csv.DictReader(io.StringIO(files[tmp_path / "去.csv"].decode("utf-8-sig")))
    assert line["lv3_perf_ind_name"] == f"'{name}"
    back, _ = api.import_case(api.write_files(files), BOOK, {})
    assert back.partition("\n")[2] == made.partition("\n")[2]
    book = api.export_case(tmp_path / "案卷.yaml", tmp_path / "去.xlsx")[0][tmp_path / "去.xlsx"]
    cell = openpyxl.load_workbook(io.BytesIO(book))["指标"]["H3"]
    assert (cell.value, cell.data_type) == (name, "s")


def _quoted(text: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([text])
    return out.getvalue()


@given(st.text(max_size=12))
def test_no_cell_of_a_csv_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    data = write_csv(Document("x", (Table((Cell((text,), 0, 0), Cell(("-12.5",), 0, 1)), head_rows=0),))).decode("utf-8-sig")
    for cells in csv.reader(io.StringIO(data, newline="")):
        assert cells[-1] == "-12.5"
        assert not cells[0].startswith(("=", "@", "\t", "\r")) and (
            not cells[0].startswith(("+", "-")) or cells[0][1:2].isdigit()
        )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=A1", "'=A1"),
        ("'=A1", "''=A1"),
        ("''@x", "'''@x"),
        ("'甲'", "'甲'"),
        ("-12.5", "-12.5"),
        ("+甲", "'+甲"),
        ("-甲", "'-甲"),
    ],
)
def test_one_apostrophe_more_stands_before_what_a_spreadsheet_would_reckon_with(text: str, written: str) -> None:
    """So that taking one away gives back what was written, also where one stood there before."""
    assert guarded(text) == written
