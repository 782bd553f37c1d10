"""The store from files and back, and what the command line says of it."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from jixiao.batch.reference import build as build_reference
from jixiao.cli import main
from jixiao.model.reference import Observed
from jixiao.peers.desk import reference_for, reference_list
from jixiao.peers.store import Store, load_store

CASE = """\
agency: {agency}
year: {year}
rulebook: cn/mof-2020-10/project
facts:
  {year}:
    在职人员数: {staff}人
    总支出: {{全年预算数: 100.00万元, 全年执行数: {spent}万元}}
rows:
  - {{under: 产出指标, level2: 数量指标, name: 培训场次, target: ≥{aim}场次, actual: {done}场次, weight: 50}}
"""


def case(folder: Path, agency: str, spent: str, year: int = 2021, staff: int = 10, aim: int = 10, done: int = 12) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{agency}{year}.yaml"
    path.write_text(CASE.format(agency=agency, year=year, spent=spent, staff=staff, aim=aim, done=done), encoding="utf-8")
    return path


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Eight agencies of a county: six of education (rates 80 … 90 by 2), two of health (70, 99)."""
    folder = tmp_path / "案卷"
    for at in range(6):
        case(folder, f"样例县第{at}小学（虚构）", str(80 + 2 * at))
    case(folder, "样例县卫生院甲（虚构）", "70")
    case(folder, "样例县卫生院乙（虚构）", "99")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_what_was_built_is_answered(county: Path, tmp_path: Path) -> None:
    """Education alone would leave the two of health: only all eight are told of. 70 80 82 84 86 88 90 99: position 2.75 → 81.5."""
    store = tmp_path / "库"
    built = build_reference([county], store)
    assert (built.agencies, built.told) == (8, 2)
    found = reference_for("预算执行率", "样例县第1小学（虚构）", store)
    assert found.asked.name == "县级·教育·小（20人以下）"
    peers = found.distribution
    assert peers is not None
    assert (peers.group.name, peers.n, peers.first, peers.last, peers.edition) == ("县级", 8, 2019, 2021, 1)
    assert (peers.low, peers.middle, peers.high) == (Decimal("81.5"), 85, Decimal("88.5"))
    assert peers.sources == (("case", 8),)
    assert reference_list(store) == [("培训场次", "场次", 8), ("预算执行率", "%", 8)]


def test_a_store_read_again_is_the_same_and_building_twice_changes_nothing(county: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    build_reference([county], store)
    first = load_store(store)
    files = {path.name: path.read_bytes() for path in store.iterdir()}
    build_reference([county], store)
    assert load_store(store) == first
    assert {path.name: path.read_bytes() for path in store.iterdir()} == files


def test_one_agency_that_joins_later_cannot_be_worked_out(county: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    build_reference([county], store)
    told = build_reference([case(tmp_path / "新", "样例县第9小学（虚构）", "12")], store)
    assert any("仍用原来公布的" in str(note) for note in told.notes)
    peers = reference_for("预算执行率", "样例县第9小学（虚构）", store).distribution
    assert peers is not None and peers.n == 8


def test_no_two_answers_differ_by_few_agencies(tmp_path: Path) -> None:
    """All answers the tool gives to anybody about anybody, before and after others join: those behind one and those behind
    another are never the same but for 1 to 4. (What they did stays the same, so an old answer can be held against a new one.)"""
    store, answers = tmp_path / "库", set()
    for sizes in ((7, 6, 3), (9, 7, 3), (15, 12, 9)):
        for kind, count in zip(("小学", "卫生院", "水利站"), sizes, strict=True):
            for at in range(count):
                case(tmp_path / "案卷", f"样例县第{at}{kind}（虚构）", "60", staff=15 + 10 * (at % 2))
        build_reference([tmp_path / "案卷"], store)
        for agency in ("样例县第0小学（虚构）", "样例县第1小学（虚构）", "样例县第0卫生院（虚构）", "样例县第1卫生院（虚构）",
                       "样例县第0水利站（虚构）", "样例县第1水利站（虚构）", "样例县某单位（虚构）", "样例市第1小学（虚构）"):  # fmt: skip
            found = reference_for("培训场次", agency, store).distribution
            if found is not None:
                answers.add((found.group, found.edition, found.n))
    assert {edition for _, edition, _ in answers} == {1, 2}  # the second time too few had joined
    assert len(answers) > 6
    behind = {
        (group, edition.number): members
        for edition in load_store(store).editions["row/培训场次/场次"] for group, members in edition.members.items()
    }  # fmt: skip
    for (group, edition, n), (other, later, _) in product(answers, answers):
        one, two = behind[group, edition], behind[other, later]
        assert len(one) == n
        assert one == two or len(one ^ two) >= 5, (group, other)


def test_own_history_comes_from_own_cases_alone(county: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    build_reference([county], store)
    assert reference_for("预算执行率", "样例县第1小学（虚构）", store).own == ()
    own = [county / "样例县第1小学（虚构）2021.yaml"]
    found = reference_for("培训场次", "样例县第1小学(虚构)", store, own, "≥10场次")
    assert [(one.year, one.actual, one.target) for one in found.own] == [(2021, 12, 10)]
    assert [one.code for one in found.questions] == ["PE06", "PE08", "PE07"]  # all did 12; a tenth below is 10.8
    wrong = run("reference", "show", "培训场次", "--like", "样例县第2小学（虚构）", "--store", store, "--own", own[0])
    assert wrong.exit_code == 2
    assert "是“样例县第1小学（虚构）”的案卷，问的是“样例县第2小学（虚构）”" in wrong.output


def test_the_answer_in_words_in_json_and_as_a_picture(county: Path, tmp_path: Path) -> None:
    store, picture = tmp_path / "库", tmp_path / "图.svg"
    assert run("reference", "build", county, "--store", store).output.startswith(
        "参考值库：8 个单位，16 个数；2 个指标可以显示"
    )
    asked = ("reference", "show", "预算执行率", "--like", "样例县第1小学（虚构）", "--store", store, "--target", "≥50%")
    words = run(*asked, "--own", county / "样例县第1小学（虚构）2021.yaml", "--chart", picture)
    assert words.exit_code == 0
    assert "下四分位数 81.5%　中位数 85%　上四分位数 88.5%" in words.output
    assert "请说明 PE06：指标值≥50%，2021年自己已经完成82%。" in words.output
    assert "请说明 PE07" in words.output
    drawn = picture.read_text(encoding="utf-8")
    assert "县级，8 家" in drawn and "2021年 82%" in drawn and "拟定指标值 ≥50%" in drawn
    told = json.loads(run(*asked, "--format", "json").output)
    assert told["distribution"]["quartiles"] == ["81.5", "85", "88.5"]
    assert [one["code"] for one in told["questions"]] == ["PE07"]
    assert "lower quartile 81.5%" in run(*asked, "--lang", "en").output


def test_a_roster_puts_agencies_where_it_says(county: Path, tmp_path: Path) -> None:
    roster = tmp_path / "名单.csv"
    rows = [f"样例县第{at}小学(虚构),县级,学校,小" for at in range(6)]
    roster.write_text("\n".join(["单位,级次,类型,规模", *rows]), encoding="gb18030")
    store = tmp_path / "库"
    build_reference([county], store, roster)
    assert load_store(store).traits["样例县第0小学（虚构）"].kind == "学校"
    roster.write_text("单位,级次\n,县级\n甲单位,县级\n甲单位,市级\n", encoding="utf-8")
    wrong = run("reference", "build", county, "--store", store, "--agencies", roster)
    assert wrong.exit_code == 2
    assert "名单.csv:2：没有写单位" in wrong.output and "名单.csv:4：“甲单位”与第 3 行重复" in wrong.output


def test_scorecards_give_the_indicators_agencies_wrote_themselves(tmp_path: Path) -> None:
    out = tmp_path / "成果"
    assert run("evaluate", "examples/project", "--out", out).exit_code == 0
    store = tmp_path / "库"
    build_reference([out / "scorecard.json"], store)
    values = {one.measure: one.value for one in load_store(store).values}
    assert values["row/更新农家书屋/个"] == 108
    assert values["row/读者满意度/%"] == 88


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("list", "--store", "{empty}"), "这里没有参考值库"),
        (("build", "{missing}", "--store", "{new}"), "没有这个文件或文件夹"),
        (("build", "{cases}", "--store", "{other}"), "不是参考值库，里面已有别的文件"),
        (("show", "没有的指标", "--like", "甲", "--store", "{store}"), "没有名为“没有的指标”的参考值"),
        (("show", "预算执行率", "--like", "甲", "--store", "{store}", "--target", "很多"), "“很多”不是预算执行率的指标值"),
        (("show", "预算执行率", "--like", "甲", "--store", "{store}", "--target", "90场次"), "不是预算执行率的指标值"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_what_cannot_be_used_is_told(county: Path, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    store, other, empty = tmp_path / "库", tmp_path / "别的", tmp_path / "空"
    build_reference([county], store)
    other.mkdir()
    (other / "文件.txt").write_text("x", encoding="utf-8")
    empty.mkdir()
    places = {
        "empty": empty,
        "missing": tmp_path / "没有",
        "new": tmp_path / "新",
        "cases": county,
        "other": other,
        "store": store,
    }
    result = run("reference", *(one.format(**places) for one in arguments))
    assert result.exit_code == 2
    assert told in result.output


def test_a_store_of_another_format_or_damaged_is_refused(county: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    build_reference([county], store)
    (store / "values.parquet").write_bytes(b"PAR1")
    assert "不是可读的 parquet 文件" in run("reference", "list", "--store", store).output
    (store / "store.json").write_text('{"schema": 99}', encoding="utf-8")
    assert "是另一种格式的参考值库" in run("reference", "list", "--store", store).output


def test_tables_of_figures_and_of_own_indicators_are_sources_too(tmp_path: Path) -> None:
    """Sixteen agencies; wages per head of the example's last columns. Quartiles of satisfaction, 15 agencies: one states none."""
    store = tmp_path / "库"
    folder = Path("examples/many-agencies")
    built = build_reference([folder / "各单位数据.csv", folder / "自设指标.csv"], store)
    assert built.agencies == 16
    told = {name: n for name, _, n in reference_list(store)}
    assert told["满意度"] == 15
    assert told["办件按时办结率"] == 16
    peers = reference_for("办件按时办结率", "示例县林业局（虚构）", store).distribution
    assert peers is not None and peers.sources == (("table", 16),)


def test_a_checked_corpus_gives_the_figures_of_reports_without_errors(tmp_path: Path) -> None:
    """Six reports; the last has an error and is left out, so five are told of: 60 70 80 90 100, quartiles 70 80 90."""
    corpus, facts = tmp_path / "审核结果", []
    for table in ("documents", "facts"):
        (corpus / table).mkdir(parents=True)
    names = [f"样例县第{at}局（虚构）" for at in range(6)]
    documents = {
        "document": [f"d{at}" for at in range(6)],
        "status": ["checked"] * 6,
        "agency": names,
        "errors": [0] * 5 + [1],
    }
    for at in range(6):
        for basis, value in (("adjusted_budget", 100), ("executed", 60 + 10 * at)):
            facts.append((f"d{at}", "total_expenditure", basis, 2021, str(value), "元"))
    columns = zip(*facts, strict=True)
    pq.write_table(pa.table(documents), corpus / "documents" / "000000.parquet")
    heads = ("document", "item", "basis", "year", "value", "unit")
    pq.write_table(pa.table(dict(zip(heads, map(list, columns), strict=True))), corpus / "facts" / "000000.parquet")
    built = build_reference([corpus], tmp_path / "库")
    assert any("1 份报告有错误，里面的数没有采用" in str(note) for note in built.notes)
    peers = reference_for("预算执行率", names[0], tmp_path / "库").distribution
    assert peers is not None
    assert (peers.n, peers.low, peers.middle, peers.high, peers.sources) == (5, 70, 80, 90, (("report", 5),))


def test_what_a_source_says_now_takes_the_place_of_what_it_said_before() -> None:
    """A workbook corrected and taken in again counts once; what another source says of the same year stays."""
    store = Store()
    store.add([Observed("甲", 2021, "execution_rate", Fraction(80), "case", "甲.yaml")])
    store.add([Observed("甲", 2021, "execution_rate", Fraction(82), "report", "甲.docx")])
    store.add([Observed("甲", 2021, "execution_rate", Fraction(90), "case", "甲.yaml")])
    assert [(one.value, one.source) for one in store.values] == [(90, "甲.yaml"), (82, "甲.docx")]
