"""Near copies: pairs on disk are those in memory; copied sentences and names left inside are named; what all have is nobody's."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.batch.copies import Copied
from jixiao.batch.copies import copies as found_copies
from jixiao.batch.copy_index import Index
from jixiao.batch.copy_task import READ
from jixiao.batch.engine import Lost
from jixiao.batch.task import Piece, Terms
from jixiao.cli import main
from jixiao.text.copies import pairs
from tests.unit.batch.hostile import BUGGY, ENDLESS, FATAL, HUNGRY, STUCK, HostileReading
from tests.unit.batch.inline import Inline

PROBLEMS = (
    "绩效指标设置得不够细化，个别指标没有办法量化考核。", "预算编制和实际执行之间存在偏差，测算依据不够充分。", "项目支出的进度前松后紧，第四季度支付的比重偏高。",
    "内部控制制度执行得不到位，个别报销的手续不完整。", "固定资产台账登记得不及时，账实之间有出入。", "政府采购的计划性不强，临时追加的采购事项较多。",
)  # fmt: skip
OTHERS = (
    "水库除险加固因为汛期推迟了开工的时间。", "灌区渠道的维修材料涨价超出了测算的数。", "乡镇水管员的培训场次没有达到计划的要求。", "水质监测的采样点位少于方案确定的数量。",
    "农村饮水工程的管护资金到位得比较晚。", "防汛物资仓库的改造设计还没有批复下来。",
)  # fmt: skip


def copies(sources: Sequence[Path], out: Path, engine: Inline | None = None) -> Copied:
    """A whole run in this process."""
    return found_copies(sources, out, engine=lambda terms: engine or Inline(job=READ))


def report(agency: str, sentences: Sequence[str], duties: str) -> str:
    return f"{agency}2021年部门整体支出绩效自评报告\n一、部门概况\n{duties}\n二、存在的问题\n{''.join(sentences)}\n"


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def three(folder: Path) -> Path:
    """甲 and 乙 share six problems with other figures (乙 still names 甲 in one); 丙 has problems of its own."""
    left = (*PROBLEMS[:5], "示例县教育局（虚构）政府采购的计划性不强，临时追加的采购事项较多。")
    return write(
        folder,
        a=report("示例县教育局（虚构）", PROBLEMS, "主要管理全县的中小学校和幼儿园，在职人员35人。"),
        b=report("示例县林业局（虚构）", left, "主要管理全县的森林资源和林业生产，在职人员21人。"),
        c=report("示例县水利局（虚构）", OTHERS, "主要管理全县的水库、灌区和河道，在职人员18人。"),
    )


def test_who_copied_what_and_whose_name_was_left(tmp_path: Path) -> None:
    found = copies([three(tmp_path / "报告")], tmp_path / "out")
    assert (found.texts, found.pairs, found.own, found.unread, found.twice) == (3, 1, 0, 0, 0)
    [pair] = pq.read_table(tmp_path / "out" / "pairs.parquet").to_pylist()
    assert (pair["first_agency"], pair["second_agency"]) == ("示例县教育局（虚构）", "示例县林业局（虚构）")
    assert (pair["shared"], pair["of"]) == (6, 7)  # six problems; each has one sentence on its duties besides
    assert [(one["name"], one["shared"], one["of"]) for one in pair["sections"]] == [("存在的问题", 6, 6)]
    assert pair["names"] == ["示例县林业局（虚构）的报告里有“示例县教育局（虚构）”"]
    assert pair["code"] == "PE05"
    assert "有6句相同（占较短一份的85.7%）" in pair["message"]
    words = pq.read_table(tmp_path / "out" / "sentences.parquet").to_pylist()
    assert len(words) == 6
    assert words[0]["words"] == PROBLEMS[0].rstrip("。")
    [_, line] = csv.reader((tmp_path / "out" / "雷同.csv").read_text(encoding="utf-8-sig").splitlines())
    assert line[4:7] == ["否", "6", "85.7%"]
    assert "PE05" in (tmp_path / "out" / "雷同.html").read_text(encoding="utf-8")


def test_changed_figures_do_not_hide_a_copy(tmp_path: Path) -> None:
    one = [
        f"全年组织了{3 * at}次面向社区居民的{word}活动。"
        for at, word in enumerate(("普法宣传", "科普讲座", "义务植树", "文艺演出", "健康义诊", "读书分享"))
    ]
    other = [words.replace("全年组织了", "全年组织了1") for words in one]
    folder = write(
        tmp_path / "报告",
        a=report("示例县甲局（虚构）", one, "甲局的主要职责有四项内容。"),
        b=report("示例县乙局（虚构）", other, "乙局负责的事务另有三类。"),
    )
    assert copies([folder], tmp_path / "out").pairs == 1


def test_one_agency_in_two_years_is_no_copy_from_others(tmp_path: Path) -> None:
    last = report("示例县教育局（虚构）", PROBLEMS, "主要管理全县的中小学校和幼儿园。").replace("2021", "2020")
    folder = write(tmp_path / "报告", a=report("示例县教育局（虚构）", PROBLEMS, "主要管理全县的学校。"), b=last)
    found = copies([folder], tmp_path / "out")
    assert (found.pairs, found.own) == (0, 1)
    [pair] = pq.read_table(tmp_path / "out" / "pairs.parquet").to_pylist()
    assert (pair["same_agency"], pair["code"], pair["message"]) == (True, "", "")


@pytest.mark.parametrize(("shared", "pairs"), [(4, 0), (5, 1)])
def test_fewer_than_five_sentences_prove_nothing(tmp_path: Path, shared: int, pairs: int) -> None:
    """Four of five sentences are four fifths, and still too few to say anything."""
    folder = write(
        tmp_path / "报告",
        a=report("示例县甲局（虚构）", PROBLEMS[:shared], "甲局的主要职责有四项内容。"),
        b=report("示例县乙局（虚构）", PROBLEMS[:shared], "乙局负责的事务另有三类。"),
    )
    assert copies([folder], tmp_path / "out").pairs == pairs


@pytest.mark.parametrize(("own", "pairs"), [(3, 1), (4, 0)])
def test_the_share_is_that_of_the_shorter_one_and_three_fifths_are_enough(tmp_path: Path, own: int, pairs: int) -> None:
    """Six shared. With duties and three problems of its own the shorter has ten: 60 %. With one more eleven: 54.5 %."""
    more = [f"{word}工作的台账要求逐月更新并且按季度公开。" for word in "春夏秋冬梅兰竹菊琴棋书画"]
    folder = write(
        tmp_path / "报告",
        a=report("示例县甲局（虚构）", (*PROBLEMS, *OTHERS[:own]), "甲局的主要职责有四项内容。"),
        b=report("示例县乙局（虚构）", (*PROBLEMS, *more), "乙局负责的事务另有三类。"),
    )
    assert copies([folder], tmp_path / "out").pairs == pairs
    if pairs:
        [pair] = pq.read_table(tmp_path / "out" / "pairs.parquet").to_pylist()
        assert (pair["shared"], pair["of"]) == (6, 10)


def test_a_name_inside_ones_own_name_was_not_left_by_another(tmp_path: Path) -> None:
    """The kindergarten of the education bureau names itself; it does not name the bureau."""
    own = "{}政府采购的计划性不强，临时追加的采购事项较多。"
    folder = write(
        tmp_path / "报告",
        a=report(
            "示例县教育局幼儿园", (*PROBLEMS[:5], own.format("示例县教育局幼儿园")), "主要负责三至六岁儿童的保育和教育。"
        ),
        b=report("示例县教育局", (*PROBLEMS[:5], own.format("示例县教育局")), "主要管理全县的中小学校和幼儿园。"),
    )
    assert copies([folder], tmp_path / "out").pairs == 1
    [pair] = pq.read_table(tmp_path / "out" / "pairs.parquet").to_pylist()
    assert {pair["first_agency"], pair["second_agency"]} == {"示例县教育局幼儿园", "示例县教育局"}
    assert pair["names"] == []


def test_of_forty_reports_what_four_have_is_still_a_copy(tmp_path: Path) -> None:
    """A tenth of forty is four: what more than four have is the form's. Four copies are six pairs."""
    signs = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨"
    folder = write(
        tmp_path / "报告",
        **{
            f"t{at:02}": report(
                f"示例县第{at}局（虚构）", PROBLEMS if at < 4 else [f"{signs[at % len(signs)]}{word}" for word in OTHERS],
                f"{signs[at % len(signs)]}字号的事务由本局一并负责。",
            )
            for at in range(40)
        },
    )  # fmt: skip
    assert copies([folder], tmp_path / "out").pairs == 6


def test_what_many_have_is_the_forms_and_nobodys(tmp_path: Path) -> None:
    """Five agencies, all with the six sentences the bureau prescribed: more than three have them, so nobody copied."""
    texts = {
        f"t{at}": report(f"示例县第{at}局（虚构）", (*PROBLEMS, OTHERS[at]), f"{OTHERS[at][:9]}由本局负责。")
        for at in range(5)
    }
    assert copies([write(tmp_path / "报告", **texts)], tmp_path / "out").pairs == 0


def test_the_same_file_twice_and_what_cannot_be_read_are_told(tmp_path: Path) -> None:
    folder = three(tmp_path / "报告")
    (folder / "d.txt").write_bytes((folder / "a.txt").read_bytes())
    (folder / "e.docx").write_bytes(b"PK\x03\x04broken")
    done = CliRunner().invoke(main, ["batch", "copies", str(folder), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert "3 份报告：不同单位之间雷同的 1 对，同一单位的 0 对；读不了的 1 份，内容完全相同的 1 份" in done.output
    reasons = {
        Path(one["source"]).name: one["reason"] for one in pq.read_table(tmp_path / "out" / "texts.parquet").to_pylist()
    }
    assert reasons["a.txt"] == "" and reasons["e.docx"]
    assert not (tmp_path / "out" / ".未写完").exists()


def test_reports_in_a_table_and_nothing_to_read(tmp_path: Path) -> None:
    folder = three(tmp_path / "报告")
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    pq.write_table(pa.table({"id": ["甲", "乙", "丙"], "text": texts}), tmp_path / "报告.parquet")
    assert copies([tmp_path / "报告.parquet"], tmp_path / "out").pairs == 1
    (tmp_path / "空").mkdir()
    done = CliRunner().invoke(main, ["batch", "copies", str(tmp_path / "空"), "--out", str(tmp_path / "out2")])
    assert done.exit_code == 2


def outcome(out: Path) -> dict[str, object]:
    return {name: pq.read_table(out / f"{name}.parquet") for name in ("texts", "pairs", "sentences")} | {
        name: (out / name).read_bytes() for name in ("雷同.csv", "雷同.html")
    }


def test_hostile_files_cost_themselves_and_nobody_else(tmp_path: Path) -> None:
    """Endless, stuck outside the interpreter, hungry, killing their worker, or a fault of ours: each named, the pair found all the same."""
    folder = three(tmp_path / "报告")
    for at, kind in enumerate((ENDLESS, STUCK, HUNGRY, FATAL, BUGGY)):
        (folder / f"z{at}.txt").write_text(f"示例县第{at}局（虚构）2021年度自评报告{kind}", encoding="utf-8")
    found = found_copies(
        [folder], tmp_path / "out", engine=lambda terms: HostileReading(2, terms, READ), terms=Terms(1.0, 2048)
    )
    assert (found.texts, found.unread, found.pairs) == (3, 5, 1)
    rows = pq.read_table(tmp_path / "out" / "texts.parquet").to_pylist()
    assert [one["reason"] for one in rows if one["reason"]] == [
        "审核超过了每份 1 秒的上限，已放弃", "审核超过了每份 1 秒的上限，已放弃", "审核要用的内存超过了上限，已放弃",
        "审核它的进程中断了（试了 3 次，多半是内存不够），已放弃", "审核时程序出错（ZeroDivisionError）",
    ]  # fmt: skip


def test_stopped_and_begun_again_in_any_order_it_comes_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.batch.run._CHUNK", 1)
    folder, out = three(tmp_path / "报告"), tmp_path / "out"
    copies([folder], tmp_path / "whole")

    def stop(pieces: tuple[Piece, ...]) -> Lost | None:
        if len(stopped.seen) == 2:
            raise KeyboardInterrupt
        return None

    stopped = Inline(stop, job=READ)
    with pytest.raises(KeyboardInterrupt):
        copies([folder], out, stopped)
    assert not (out / "pairs.parquet").exists() and stopped.stopped
    again = Inline(turned=True, job=READ)
    copies([folder], out, again)
    assert len(again.seen) == 2, "one was read already"
    assert outcome(out) == outcome(tmp_path / "whole")
    fewer = Inline(job=READ)
    (folder / "a.txt").unlink()
    assert copies([folder], out, fewer).pairs == 0, "what is no source any more counts no more"
    assert not fewer.seen


def test_what_another_version_read_is_read_anew(tmp_path: Path) -> None:
    folder, out = three(tmp_path / "报告"), tmp_path / "out"
    copies([folder], out)
    record = out / ".已读" / "run.json"
    record.write_text(record.read_text("utf-8").replace('"version": "', '"version": "0.0.'), encoding="utf-8")
    again = Inline(job=READ)
    copies([folder], out, again)
    assert sum(map(len, again.seen)) == 3


_CORPUS = st.lists(st.frozensets(st.integers(0, 2**64 - 1).map(lambda one: one % 23 * (2**59 + 7)), max_size=8), max_size=14)


@settings(max_examples=60, deadline=None)
@given(_CORPUS, st.integers(2, 6))
def test_pairs_found_on_disk_are_those_found_in_memory(corpus: list[frozenset[int]], common: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder))
        for at, one in sorted(enumerate(corpus), key=lambda pair: sorted(pair[1])):  # in no order
            index.add(at, one)
        on_disk = sorted(index.pairs(Fraction(3, 5), common))
    in_memory = pairs({str(at): one for at, one in enumerate(corpus)}, Fraction(3, 5), common)
    assert on_disk == sorted((int(one), int(other), shared, of) for one, other, shared, of in in_memory)


def test_the_example_shows_what_its_row_says(tmp_path: Path) -> None:
    """Two of three are copies, and one still bears the other's name: four problems and three measures, each with duties of its own."""
    assert copies([Path("examples/copies")], tmp_path / "out").pairs == 1
    [pair] = pq.read_table(tmp_path / "out" / "pairs.parquet").to_pylist()
    assert (pair["shared"], pair["names"]) == (7, ["示例县林业局（虚构）的报告里有“示例县教育局（虚构）”"])
