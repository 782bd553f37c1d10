"""The summary counts what the tables hold, says how sure a share is, and shows every quote."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from jixiao.batch.agencies import region_of, sector_of
from jixiao.batch.ledger import Run
from jixiao.batch.lines import write_lines
from jixiao.batch.listing import list_of
from jixiao.batch.summary import Share, Summary, shown, summarise
from jixiao.batch.summary_page import summary_html
from jixiao.batch.tables import TABLES
from jixiao.cli import main
from tests.unit.batch.inline import GOOD, WRONG, Inline, checked, rows


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # z²/(n+z²) = 3.8415/13.8415
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),  # the middle is 1/2; half-width 1.96·√(0.025+0.0096)/1.38415
        (50, 100, 0.4038, 0.5962),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    assert Share(part, whole).interval == pytest.approx((low, high), abs=5e-5)


def test_small_groups_are_kept_together() -> None:
    groups = [(str(n), Share(1, 10)) for n in range(5)]
    assert shown(groups, 5) == (groups, None)
    assert shown(groups, 3) == (groups[:3], (2, Share(2, 20)))


@pytest.mark.parametrize(
    ("name", "region", "sector"),
    [
        ("示例县水务局（虚构）", "示例县", "农林水"),
        ("云岭省青溪县教育局（虚构）", "云岭省", "教育"),
        ("中共样例市委员会宣传部（虚构）", "样例市", "党政机关"),
        ("清坪区石桥镇人民政府（虚构）", "清坪区", "乡镇街道"),
        ("某某中心（虚构）", "", "其他"),
        ("2023年度示例县第3中学（虚构）整体支出自评", "示例县", "教育"),  # the title, where it names no agency
        ("", "", ""),
    ],
)
def test_an_agency_is_placed_by_its_name(name: str, region: str, sector: str) -> None:
    assert (region_of(name), sector_of(name)) == (region, sector)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Forty good documents of the county, ten wrong ones of a province, one copy, one unreadable, one empty."""
    good = [GOOD.replace("2022年度", f"{2015 + n % 2}年度").replace("示例县", f"示例县第{n}") for n in range(40)]
    wrong = [WRONG.replace("示例县", f"云岭省<b>样例{n}县") for n in range(10)]
    texts = [one.encode() for one in (*good, *wrong, good[0])] + [b"PK\x03\x04", b""]
    regions = ["甲地"] * 40 + [""] * 13
    pq.write_table(pa.table({"bytes": texts, "region": regions}), tmp_path / "c.parquet")
    checked([tmp_path / "c.parquet"], tmp_path / "out")
    return tmp_path / "out"


def test_everything_is_counted_once(out: Path) -> None:
    found = summarise(out)
    assert (found.sources, found.copies, found.statuses["checked"], found.statuses["unreadable"]) == (53, 1, 50, 2)
    assert found.wrong == Share(10, 50)
    assert dict(found.groups["region"]) == {"甲地": Share(0, 40), "云岭省": Share(10, 10)}
    assert found.groups["region"][0][0] == "甲地", "the largest first"
    assert found.groups["year"] == [("2015", Share(0, 20)), ("2016", Share(0, 20)), ("2022", Share(10, 10))]
    kind = found.kinds["AR01"]
    assert (kind.levels["error"], kind.documents, len(kind.quotes)) == (10, 10, 10)
    assert len(found.worst) == 10 and {row["errors"] for row in found.worst} == {1}
    assert sum(found.unread_counts.values()) == 2
    assert found.coverage == [0] * 9 + [50], "all three figures of each are checked"


def test_documents_are_counted_and_not_their_findings(tmp_path: Path) -> None:
    """One with two errors, one that is only asked about, one with neither and no year: a third wrong, two thirds doubtful."""
    folder = tmp_path / "报告"
    folder.mkdir()
    twice = WRONG + "2022年总收入131.65万元，其中：财政拨款收入86.12万元，其他收入44.53万元。"
    for name, text in (("a", twice), ("b", "支出已压缩经费30%。"), ("c", "总支出130.65万元。")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    checked([folder], tmp_path / "out")
    found = summarise(tmp_path / "out")
    assert (found.wrong, found.doubtful) == (Share(1, 3), Share(2, 3))
    assert (found.kinds["AR01"].levels["error"], found.kinds["AR01"].documents) == (2, 1)
    assert found.groups["year"] == [("2022", Share(1, 1)), ("", Share(0, 2))], "what has no year stands last"


def test_the_list_has_a_row_for_every_source(tmp_path: Path) -> None:
    """Two errors and a question; a copy; a text without an agency; one that cannot be read."""
    folder = tmp_path / "报告"
    folder.mkdir()
    twice = f"{WRONG}2022年总收入131.65万元，其中：财政拨款收入86.12万元，其他收入44.53万元。支出已压缩经费30%。"
    for name, text in (("a", twice), ("b", twice), ("c", "总支出130.65万元。")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "d.txt").write_bytes(b"")
    checked([folder], tmp_path / "out")
    data = list_of(tmp_path / "out")
    assert data is not None and data.startswith(b"\xef\xbb\xbf")
    heads, *lines = csv.reader(data.decode("utf-8-sig").splitlines())
    rows = [dict(zip(heads, line, strict=True)) for line in lines]
    assert [Path(one["文件"]).name for one in rows] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    first, copy, plain, empty = rows
    assert [first[name] for name in ("单位", "年度", "结果", "疑点数", "错误", "需说明")] == [
        "示例县水务局(虚构)", "2022", "已审核", "3", "2", "1",
    ]  # fmt: skip
    assert copy["疑点数"] == "3" and copy["说明"] == f"内容与 {folder / 'a.txt'} 相同"
    assert (plain["单位"], plain["年度"], plain["疑点数"]) == ("", "", "0")
    assert (empty["结果"], empty["疑点数"]) == ("读不了", "") and "文件是空的" in empty["说明"]


def test_a_list_nobody_would_read_is_not_written(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.batch.listing.MOST", 52)  # there are 53 sources
    assert list_of(out) is None


def test_the_page_holds_every_quote_and_nothing_from_elsewhere(out: Path) -> None:
    page = summary_html(summarise(out), Run())
    assert "50 份报告中，10 份有“错误”级疑点，占 20.0%" in page
    low, high = Share(10, 50).interval
    assert f"{100 * low:.1f}%–{100 * high:.1f}%" in page
    quoted = page[page.index("逐条看原文") : page.index("疑点最多的报告")]
    assert quoted.count("131.65万元") >= 10
    assert "c.parquet#40" in quoted and "文件是空的" in page
    assert "<b>样例" not in page, "what a report says is text"
    assert not re.search(r"<script|https?://(?!www\.w3\.org)|<link|@import|url\(", page)
    assert page == summary_html(summarise(out), Run())


def test_charts_show_how_sure_a_share_is_and_leave_out_what_was_not_recognised() -> None:
    found = Summary(groups={"region": [("甲地", Share(3, 40)), ("乙地", Share(1, 12)), ("", Share(0, 60))]})
    page = summary_html(found, Run())
    chart = page[page.index("按地区，细线是") : page.index("</figure>", page.index("按地区，细线是"))]
    assert "甲地" in chart and "乙地" not in chart and "没认出" not in chart
    assert chart.count('class="ci"') == 1
    table = page[page.index("</figure>", page.index("按地区，细线是")) :]
    assert "（没认出）" in table and "占比说明不了多少，图中略去" in table
    few = summary_html(Summary(groups={"region": [("甲地", Share(1, 4)), ("乙地", Share(0, 2))]}), Run())
    assert few.count('class="ci"') == 2 and "图中略去" not in few, "where all are few, all are drawn"


def test_the_page_does_not_depend_on_who_did_what_when(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there is more than the page shows."""
    for name, most in (("QUOTES", 3), ("WORST", 4), ("LISTED", 1)):
        monkeypatch.setattr(f"jixiao.batch.summary.{name}", most)
    monkeypatch.setattr("jixiao.batch.run._CHUNK", 5)
    checked([tmp_path / "c.parquet"], tmp_path / "turned", Inline(turned=True))
    assert summary_html(summarise(tmp_path / "turned"), Run()) == summary_html(summarise(out), Run())


def test_a_document_whose_source_is_gone_is_counted_no_more(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    for name, text in (("a", GOOD), ("b", WRONG)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    checked([folder], tmp_path / "out")
    (folder / "b.txt").unlink()
    checked([folder], tmp_path / "out")
    found = summarise(tmp_path / "out")
    assert (found.wrong, found.kinds) == (Share(0, 1), {})


def test_lines_say_what_the_tables_say(out: Path) -> None:
    assert [path.name for path in write_lines(out)] == [f"{name}.jsonl" for name in TABLES]
    for name, table in rows(out).items():
        lines = [json.loads(line) for line in (out / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert sorted(lines, key=lambda one: (one["document"], one.get("n", 0))) == table.to_pylist()


def test_stopped_by_hand_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jixiao.batch.check.check", stop)
    command = ["batch", "check", str(tmp_path), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.stdout) == (130, "") and "再运行同一条命令，接着做" in done.stderr
    assert "the same command goes on" in CliRunner().invoke(main, [*command, "--lang", "en"]).stderr


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.batch.extra.find_spec", lambda name: None if name == "pyarrow" else object())
    told = CliRunner().invoke(main, ["batch", "check", "x", "--out", "y"])
    assert told.exit_code == 2
    assert "没有装：pyarrow" in told.stderr and "pip install -r requirements/batch.txt" in told.stderr
