"""A report beside the other papers of its agency: which belong to it, what they serve for, and that none is passed over in silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao import api
from jixiao.checks.check import checks
from jixiao.cli import main
from jixiao.model.fact import Fact
from jixiao.model.finding import Finding
from jixiao.model.neighbour import Beside, Use
from jixiao.model.review import Review
from jixiao.neighbours.figures import Figures

ROOT = Path(__file__).resolve().parents[2]
AGENCY = "示例县灌溉试验站（虚构）"
REPORT = f"""2022年度{AGENCY}部门整体支出绩效自评报告
一、部门概况
核定编制16名，年末在职15人。
2022年年初预算240.00万元，全年预算258.00万元，支出253.60万元，其中基本支出164.80万元，项目支出88.80万元。
"""


def accounts(
    agency: str = AGENCY, year: int = 2022, total: str = "253.60", basic: str = "164.80", project: str = "88.80"
) -> str:
    """A page with one table of final accounts."""
    return f"""<html><body><h1>{agency}{year}年度部门决算公开</h1><p>支出决算表</p><p>部门：{agency}　单位：万元</p><table>
<tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td colspan="2">合计</td><td>{total}</td><td>{basic}</td><td>{project}</td></tr>
<tr><td>213</td><td>农林水支出</td><td>{total}</td><td>{basic}</td><td>{project}</td></tr></table></body></html>"""


@pytest.fixture
def review(tmp_path: Path) -> Callable[..., Review]:
    """The review of a report beside files, given as name=text."""

    def run(report: str, **beside: str) -> Review:
        path = tmp_path / "报告.txt"
        path.write_text(report, encoding="utf-8")
        for name, text in beside.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        (answer,) = api.check([path], beside=[tmp_path / name for name in beside])
        assert isinstance(answer, Review)
        return answer

    return run


def crossed(review: Review) -> list[tuple[str, str]]:
    """The findings that rest on other papers."""
    files = tuple(Path(one.file).name for one in review.beside)
    found: list[Finding] = [one for one in review.findings if any(name in one.message for name in files)]
    return [(one.code, str(one.level)) for one in found]


def use(review: Review) -> list[tuple[str, str]]:
    return [(str(one.use), one.reason) for one in review.beside]


def test_accounts_that_agree_confirm_and_are_counted(review: Callable[..., Review]) -> None:
    found = review(REPORT, **{"甲.html": accounts()})

    assert crossed(found) == []
    (paper,) = found.beside
    assert (paper.kinds, paper.agency, paper.year, paper.use) == (("final_accounts",), AGENCY, 2022, Use.CURRENT)
    assert [(one.thing, one.compared, one.differ) for one in paper.served] == [
        ("总支出", 1, 0), ("基本支出", 1, 0), ("项目支出", 1, 0),
    ]  # fmt: skip


def test_figures_that_a_paper_confirms_count_as_checked(review: Callable[..., Review]) -> None:
    """Two figures of which nothing in the report itself says anything."""
    report = f"2022年度{AGENCY}部门整体支出绩效自评报告\n全年基本支出164.80万元。\n项目支出88.80万元，用于试验田改造。\n"

    assert review(report).coverage.checked == 0
    assert review(report, **{"甲.html": accounts()}).coverage.checked == 2


def test_a_swapped_digit_is_an_error_and_shows_both_places(review: Callable[..., Review]) -> None:
    """253.60 in the accounts, 235.60 in the report: two neighbouring digits swapped."""
    found = review(REPORT.replace("253.60", "235.60"), **{"甲.html": accounts()})

    (finding,) = [one for one in found.findings if one.code == "CS08"]
    assert str(finding.level) == "error"
    assert finding.stated == "235.60" and finding.expected == "253.6" and finding.unit == "万元"
    assert str(finding.place) == "正文!第4行"
    assert [str(one.place) for one in finding.rests_on] == ["甲.html!表1!第2行第3列"]


@pytest.mark.parametrize(
    ("agency", "year", "expected"),
    [
        ("示例县种子管理站（虚构）", 2022, ("left_out", "other_agency")),
        (AGENCY, 2020, ("left_out", "other_year")),
        (AGENCY, 2023, ("left_out", "other_year")),
        (AGENCY, 2021, ("last_year", "")),
        ("灌溉试验站（虚构）", 2022, ("current", "")),
        (f"{AGENCY}本级", 2022, ("unit", "")),
    ],
)
def test_papers_of_others_are_named_and_left_out(
    review: Callable[..., Review], agency: str, year: int, expected: tuple[str, str]
) -> None:
    found = review(REPORT.replace("164.80", "161.80"), **{"甲.html": accounts(agency, year)})

    assert use(found) == [expected]
    assert ("CS08" in dict(crossed(found))) == (expected[0] == "current")


def test_two_tables_that_differ_are_said_and_not_used(review: Callable[..., Review]) -> None:
    found = review(REPORT, **{"甲.html": accounts(), "乙.html": accounts(total="258.60", project="93.80")})

    assert crossed(found) == []
    first, second = found.beside
    assert first.remarks == ()
    assert [(key, args["file"], args["what"]) for key, args in second.remarks] == [
        ("same_kind_differs", "甲.html", "总支出、项目支出")
    ]
    assert [one.thing for one in first.served] == ["基本支出"]


def test_the_same_file_twice_and_the_report_itself_serve_once(review: Callable[..., Review]) -> None:
    found = review(REPORT, **{"甲.html": accounts(), "乙.html": accounts(), "丙.txt": REPORT})

    assert use(found) == [("current", ""), ("left_out", "same_file"), ("left_out", "itself")]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(review: Callable[..., Review], tmp_path: Path) -> None:
    unknown = "某次会议的纪要\n议定事项三条，会后落实。\n"
    found = review(REPORT, **{"甲.html": accounts(), "丁.txt": unknown, "空.txt": ""})

    assert use(found) == [("current", ""), ("left_out", "unknown"), ("unreadable", "")]
    assert found.beside[1].args == {"seen": "某次会议的纪要"}
    (fault,) = found.beside[2].faults
    assert (fault.where, fault.what) == ("空.txt", "文件是空的（0 字节）")
    assert [one.thing for one in found.beside[0].served]


def test_a_scanned_report_of_last_year_gives_its_reason(review: Callable[..., Review], tmp_path: Path) -> None:
    from tests.unit.readers.paper import pdf

    (tmp_path / "上年.pdf").write_bytes(pdf("q 500 0 0 700 50 50 cm /Im Do Q\n"))
    (tmp_path / "甲.html").write_text(accounts(), encoding="utf-8")
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    (answer,) = api.check([tmp_path / "报告.txt"], beside=[tmp_path / "上年.pdf", tmp_path / "甲.html"])

    assert isinstance(answer, Review)
    assert use(answer) == [("unreadable", ""), ("current", "")]
    assert "扫描" in str(answer.beside[0].faults[0])


def test_each_of_several_reports_gets_its_own_papers(tmp_path: Path) -> None:
    other = "示例县种子管理站（虚构）"
    for name, agency in (("一.txt", AGENCY), ("二.txt", other)):
        (tmp_path / name).write_text(REPORT.replace(AGENCY, agency), encoding="utf-8")
    (tmp_path / "甲.html").write_text(accounts(), encoding="utf-8")
    (tmp_path / "乙.html").write_text(accounts(other), encoding="utf-8")

    answers = api.check([tmp_path / "一.txt", tmp_path / "二.txt"], beside=[tmp_path / "甲.html", tmp_path / "乙.html"])

    used = [[one.use for one in answer.beside] for answer in answers if isinstance(answer, Review)]
    assert used == [[Use.CURRENT, Use.LEFT_OUT], [Use.LEFT_OUT, Use.CURRENT]]


def test_another_basis_is_asked_about_and_a_broken_table_accuses_nobody(review: Callable[..., Review]) -> None:
    """The table's own row does not add up (164.80 + 88.80 ≠ 253.80), so a slip against it is no error."""
    found = review(REPORT.replace("253.60", "235.80"), **{"甲.html": accounts(total="253.80")})

    levels = dict(crossed(found))
    assert levels["CS08"] == "warning" and levels["CS25"] == "warning"


def test_a_report_alone_is_held_against_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of joining runs for a text without other papers: it costs nothing."""
    import jixiao.neighbours.join as joining
    from jixiao.readers import read
    from jixiao.review import review_document

    def never(*_: object) -> None:
        raise AssertionError("joined")

    monkeypatch.setattr(joining, "join", never)
    assert review_document(read(REPORT.encode(), "报告.txt")).beside == ()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    folder = tmp_path / "neighbours"
    shutil.copytree(ROOT / "examples" / "neighbours", folder)
    return folder


def run(folder: Path, *more: str) -> tuple[int, str]:
    papers = [
        word for name in ("部门决算.html", "上年自评报告.txt", "外单位决算.html") for word in ("--with", str(folder / name))
    ]
    done = CliRunner().invoke(main, ["check", str(folder / "自评报告.txt"), *papers, *more])
    return done.exit_code, done.output


def test_the_example_finds_what_was_planted(example: Path) -> None:
    """Basic and project spending, last year's “三公”, procurement denied, a problem repeated; nothing else between the files."""
    code, output = run(example, "--format", "json")

    (file,) = json.loads(output)["files"]
    found = {(one["code"], one["level"]) for one in file["findings"] if one["code"][:2] in ("CS", "YR")}
    assert found == {("CS08", "error"), ("CS08", "warning"), ("YR10", "warning"), ("CS20", "warning"), ("YR07", "warning")}
    assert code == 1
    assert [(one["use"], one["reason"]) for one in file["neighbours"]] == [
        ("current", ""), ("last_year", ""), ("left_out", "other_agency"),
    ]  # fmt: skip
    assert file["neighbours"][2]["why"] == "没有用：是“示例县种子管理站（虚构）”的，所审的是“示例县灌溉试验站（虚构）”的"


def test_a_paper_that_is_not_there_makes_the_run_unusable(example: Path) -> None:
    code, output = run(example, "--with", str(example / "没有.xlsx"))

    assert code == 2
    assert "没有.xlsx：读不了：" in output and "没有这个文件" in output
    assert "CS08" in output  # the rest is checked all the same


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_and_page_list_the_papers(example: Path, lang: str) -> None:
    for form in ("text", "html"):
        _, output = run(example, "--format", form, "--lang", lang)
        for name in ("部门决算.html", "上年自评报告.txt", "外单位决算.html"):
            assert name in output
        assert ("没有用" if lang == "zh" else "not used") in output


def test_no_link_of_the_page_leads_into_another_file(example: Path) -> None:
    import re

    _, page = run(example, "--format", "html")
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_sarif_places_what_a_finding_rests_on_in_its_own_file(example: Path) -> None:
    _, output = run(example, "--format", "sarif")

    results = json.loads(output)["runs"][0]["results"]
    (basic,) = [one for one in results if one["ruleId"] == "CS08" and one["level"] == "error"]
    where = basic["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert where.endswith("%E9%83%A8%E9%97%A8%E5%86%B3%E7%AE%97.html")
    assert basic["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(".txt")


def test_an_opinion_names_the_papers(example: Path) -> None:
    from jixiao.readers import read

    code, _ = run(example, "--out", str(example / "意见.docx"))

    words = "\n".join(one.text for one in read((example / "意见.docx").read_bytes(), "意见.docx").texts())
    assert "对照的文件：《部门决算.html》" in words
    assert "外单位决算" not in words
    assert code == 1


def test_every_join_is_spoken_of_by_a_check_that_covers_its_number() -> None:
    from jixiao.neighbours.join import joins

    known = dict(checks.items())
    for line in joins():
        assert line.id.partition(".")[0] in known[line.code].covers, line.id


def test_every_kind_has_its_words() -> None:
    from jixiao.neighbours.kinds import kinds
    from jixiao.writers.beside import KIND_WORDS, beside_line

    for lang in ("zh", "en"):
        for kind in kinds():
            assert KIND_WORDS[lang][kind.key]
            line = beside_line(Beside("a.xlsx", "", (kind.key,), "", None, Use.CURRENT), lang)
            assert KIND_WORDS[lang][kind.key] in line


def test_an_unknown_table_is_named_by_its_first_cells(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["序号", "资产编号", "存放地点", "使用人"])
    book.active.append([1, "GD-001", "档案室", "张某"])
    book.save(tmp_path / "资产卡片.xlsx")
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    (answer,) = api.check([tmp_path / "报告.txt"], beside=[tmp_path / "资产卡片.xlsx"])
    assert isinstance(answer, Review)
    (paper,) = answer.beside
    assert (paper.use, paper.reason, paper.args["seen"]) == (Use.LEFT_OUT, "unknown", "序号、资产编号、存放地点、使用人")


def test_a_paper_that_only_adds_to_another_s_figure_is_said_to_have_served(review: Callable[..., Review]) -> None:
    budget = f"<h1>{AGENCY}2022年部门预算公开</h1><p>支出总表</p><p>单位：万元</p><table><tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr><tr><td colspan=2>合计</td><td>240.00</td><td>160.00</td><td>80.00</td></tr></table>"
    letter = f"关于追加{AGENCY}2022年预算的通知\n{AGENCY}：\n追加你单位2022年预算18.00万元。\n"
    found = review(REPORT, **{"预算.html": budget, "追加.txt": letter})  # 240 + 18 = 258
    assert crossed(found) == []
    assert [(one.thing, one.differ) for one in found.beside[1].served] == [("全年预算（总支出）", 0)]


def test_a_part_above_its_whole_is_told_as_such(review: Callable[..., Review]) -> None:
    page = f"<h1>{AGENCY}2022年度部门决算公开</h1><p>一般公共预算财政拨款基本支出决算明细表</p><p>单位：万元</p><table><tr><td>科目编码</td><td>科目名称</td><td>决算数</td></tr><tr><td>302</td><td>商品和服务支出</td><td>2.40</td></tr><tr><td>30217</td><td>公务接待费</td><td>2.40</td></tr></table>"
    (one,) = review(f"{REPORT}公务接待费1.20万元。\n", **{"决算.html": page}).findings
    assert (one.code, str(one.level)) == ("CS09", "warning")
    assert one.message.startswith("公务接待费此处写 1.20万元，小于《决算.html》经济分类 30217 的 2.40万元（决算.html!")


def test_figures_are_worked_out_once_for_all_joins(review: Callable[..., Review], monkeypatch: pytest.MonkeyPatch) -> None:
    """A report and one table beside it are two papers, however many lines of joins and of denials ask for their figures."""
    told = Figures._told
    papers: list[str] = []

    def counted(figures: Figures) -> Iterator[Fact]:
        papers.append(figures.paper.name)
        return told(figures)

    monkeypatch.setattr(Figures, "_told", counted)

    review(REPORT + "本年未发生因公出国费、公务接待费。无政府采购支出。\n", **{"决算.html": accounts()})

    assert sorted(papers) == ["决算.html", "报告.txt"]


@pytest.mark.parametrize(
    ("last", "differ", "level"), [("241.60", 0, None), ("241.90", 1, "warning"), ("265.60", 1, "warning")]
)
def test_last_year_s_figure_that_only_a_change_tells_is_never_an_error(
    review: Callable[..., Review], last: str, differ: int, level: str | None
) -> None:
    """253.60, 12.00 more than the year before: that was 241.60. Another one in last year's accounts is asked about, also one digit off."""
    report = f"2022年度{AGENCY}部门整体支出绩效自评报告\n全年总支出253.60万元，比上年增加12.00万元。\n"
    found = review(report, **{"上年.html": accounts(year=2021, total=last, project=str(Decimal(last) - Decimal("164.80")))})

    (paper,) = found.beside
    assert [(one.compared, one.differ) for one in paper.served if one.thing == "上年总支出"] == [(1, differ)]
    assert [one for _, one in crossed(found)] == ([level] if level else [])
