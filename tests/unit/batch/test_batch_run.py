"""A run: every document once, the same rows whatever the order and whoever broke, resumable, refused where it does not belong."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jixiao.batch.check import Request, check
from jixiao.batch.engine import CHECK, Lost
from jixiao.batch.ledger import Run, alone, begin
from jixiao.batch.run import DEATHS
from jixiao.batch.store import Store
from jixiao.batch.task import Answer, Piece, Terms, check_pieces, in_time, unpacked
from jixiao.errors import UsageError
from tests.unit.batch.inline import GOOD, TERMS, WRONG, Inline, checked, rows


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents in five files, one of them unreadable; one file nobody meant."""
    place = tmp_path / "报告"
    (place / "甲县").mkdir(parents=True)
    for name, text in (("a.txt", GOOD), ("甲县/b.txt", WRONG), ("甲县/b的副本.txt", WRONG), ("~$a.txt", "锁")):
        (place / name).write_text(text, encoding="utf-8")
    (place / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    return place


def test_every_document_once_and_every_source_named(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = checked([folder], out)
    found = rows(out)
    documents = {one["document"]: one for one in found["documents"].to_pylist()}
    assert (done.documents, done.unreadable, done.failed) == (3, 1, 0)
    assert documents.keys() == {sha(GOOD), sha(WRONG), hashlib.sha256(b"PK\x03\x04 broken").hexdigest()}
    good, wrong = documents[sha(GOOD)], documents[sha(WRONG)]
    assert (good["status"], good["errors"], good["agency"], good["year"], good["region"], good["sector"]) == (
        "checked", 0, "示例县水务局(虚构)", 2022, "示例县", "农林水",
    )  # fmt: skip
    assert wrong["errors"] == 1
    (unread,) = (one for one in documents.values() if one["status"] == "unreadable")
    assert unread["reason"] and unread["hint"]
    (finding,) = found["findings"].to_pylist()
    assert (finding["document"], finding["code"], finding["level"]) == (sha(WRONG), "AR01", "error")
    assert (finding["stated"], finding["expected"], finding["unit"]) == ("131.65", "130.65", "万元")
    assert [(one["text"], one["value"], one["unit"]) for one in finding["operands"]] == [
        ("86.12万元", "861200", "元"), ("44.53万元", "445300", "元"),
    ]  # fmt: skip
    sources = pq.read_table(out / "sources.parquet").to_pylist()
    assert [(Path(one["source"]).name, one["duplicate"]) for one in sources] == [
        ("a.txt", 0), ("坏.docx", 0), ("b.txt", 0), ("b的副本.txt", 1),
    ]  # fmt: skip
    totals = [one for one in found["relations"].to_pylist() if one["kind"] == "sum"]
    assert {(one["document"], one["value"], one["expected"], one["verdict"]) for one in totals} == {
        (sha(GOOD), "1306500", "1306500", "consistent"), (sha(WRONG), "1316500", "1306500", "inconsistent"),
    }  # fmt: skip


def test_a_second_run_does_only_what_is_new(folder: Path, tmp_path: Path) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    checked([folder], out)
    again = Inline()
    assert checked([folder], out, again).documents == 0 and again.seen == []
    (folder / "c.txt").write_text(GOOD + "\n", encoding="utf-8")
    assert checked([folder], out, Inline()).documents == 1
    checked([folder], whole)
    assert rows(out) == rows(whole)
    assert pq.read_table(out / "sources.parquet") == pq.read_table(whole / "sources.parquet")


def corpus(path: Path, count: int) -> Path:
    texts = [GOOD.replace("2022", str(2000 + n)) for n in range(count)]
    pq.write_table(pa.table({"id": [f"d{n}" for n in range(count)], "text": texts}), path)
    return path


def test_the_order_of_the_answers_changes_nothing(tmp_path: Path) -> None:
    place = corpus(tmp_path / "c.parquet", 90)
    checked([place], tmp_path / "one")
    checked([place], tmp_path / "two", Inline(turned=True))
    assert rows(tmp_path / "one") == rows(tmp_path / "two")
    assert pq.read_table(tmp_path / "one" / "sources.parquet")["source"][89].as_py().endswith("c.parquet#d89")


def test_whoever_brings_its_worker_down_is_named_and_nobody_else(tmp_path: Path) -> None:
    place = corpus(tmp_path / "c.parquet", 70)
    guilty = [sha(GOOD.replace("2022", str(2000 + n))) for n in (7, 66)]

    def spoil(chunk: tuple[Piece, ...]) -> Lost | None:
        documents = {piece.document for piece in chunk}
        return Lost.DEATH if guilty[0] in documents else Lost.TIME if guilty[1] in documents else None

    engine = Inline(spoil)
    done = checked([place], tmp_path / "out", engine)
    failed = {one["document"]: one["reason"] for one in rows(tmp_path / "out")["documents"].to_pylist() if one["reason"]}
    assert done.documents == 70 and done.failed == 2
    assert failed.keys() == set(guilty)
    assert "中断" in failed[guilty[0]] and "30 秒" in failed[guilty[1]]
    assert engine.seen.count((guilty[0],)) == DEATHS and engine.seen.count((guilty[1],)) == 1
    checked([place], tmp_path / "whole")
    whole, found = rows(tmp_path / "whole")["documents"], rows(tmp_path / "out")["documents"]
    others = [one for one in whole.to_pylist() if one["document"] not in guilty]
    assert others == [one for one in found.to_pylist() if one["document"] not in guilty]


def test_a_worker_killed_by_others_costs_no_document(tmp_path: Path) -> None:
    """Each chunk and each document dies once or twice, as when somebody ends workers at random."""
    place = corpus(tmp_path / "c.parquet", 30)
    deaths: dict[tuple[str, ...], int] = {}

    def spoil(chunk: tuple[Piece, ...]) -> Lost | None:
        key = tuple(piece.document for piece in chunk)
        deaths[key] = deaths.get(key, 0) + 1
        return (Lost.DEATH if deaths[key] < DEATHS else None) if deaths[key] % 2 else Lost.NEVER

    assert checked([place], tmp_path / "out", Inline(spoil)).failed == 0
    checked([place], tmp_path / "whole")
    assert rows(tmp_path / "out") == rows(tmp_path / "whole")


def test_a_large_document_goes_out_alone_and_small_ones_by_sixty_four(tmp_path: Path) -> None:
    """A chunk holds 64 documents or 1 MB: three of 0.75 MB go out one by one, 70 small ones as 64 and 6."""
    (tmp_path / "大").mkdir()
    for name in "甲乙丙":
        (tmp_path / "大" / f"{name}.txt").write_text(name * 250_000, encoding="utf-8")
    large, small = Inline(lambda _: Lost.TIME), Inline()
    checked([tmp_path / "大"], tmp_path / "out", large)
    checked([corpus(tmp_path / "c.parquet", 70)], tmp_path / "small", small)
    assert [len(one) for one in large.seen] == [1, 1, 1]
    assert [len(one) for one in small.seen] == [64, 6]


def test_a_file_that_changes_before_it_is_read_is_given_up_with_the_reason(tmp_path: Path) -> None:
    """What stands in the tables under a hash is what had that hash."""
    path = tmp_path / "a.txt"
    path.write_text(WRONG, encoding="utf-8")
    answer = check_pieces((Piece(sha(GOOD), 1, None, str(path)),), TERMS)
    documents = unpacked(answer.tables["documents"]).to_pylist()
    assert answer.failed == 1
    assert [(one["document"], one["status"], one["reason"]) for one in documents] == [
        (sha(GOOD), "failed", "读取时文件内容已改变")
    ]
    assert unpacked(answer.tables["findings"]).num_rows == 0


def test_the_answer_of_another_version_stops_the_run(tmp_path: Path) -> None:
    def work(chunk: tuple[Piece, ...], terms: Terms) -> Answer:
        return replace(check_pieces(chunk, terms), version=("0.0.9", 1))

    (said,) = faults([corpus(tmp_path / "c.parquet", 2)], tmp_path / "out", Inline(job=replace(CHECK, work=work)))
    assert "有一台工作机上是 jixiao 0.0.9" in said and "装同一版本" in said
    assert not list((tmp_path / "out" / "documents").iterdir())


def test_a_folder_named_twice_and_answers_inside_it_count_once(folder: Path, tmp_path: Path) -> None:
    out = folder / "结果"
    for _ in range(2):
        checked([folder, folder], out)
        assert pq.read_table(out / "sources.parquet").num_rows == 4


def test_a_task_begins_nothing_new_once_the_time_of_one_document_is_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock says 0 at the start, 0.5 before the second and 1.5 before the third; a document has one second."""
    clock = iter([0.0, 0.5, 1.5])
    monkeypatch.setattr("jixiao.batch.task.time.monotonic", lambda: next(clock))
    pieces = tuple(Piece(name, 1, b"") for name in "甲乙丙")
    assert list(in_time(pieces, Terms(1.0, 2048))) == list(pieces[:2])


def test_a_new_part_never_takes_the_place_of_one_that_is_there(tmp_path: Path) -> None:
    store = Store(tmp_path, ("rows",))
    store.open()
    tables = [{"rows": pa.table({"n": [n]})} for n in range(3)]
    assert [store.write(one) for one in tables[:2]] == ["000000", "000001"]
    (tmp_path / "rows" / "000000.parquet").unlink()
    assert store.write(tables[2]) == "000002"
    assert [part["n"].to_pylist() for part in store.read("rows")] == [[1], [2]]


def test_what_a_killed_run_had_not_finished_is_swept_away(tmp_path: Path) -> None:
    """A part counts once the file of its last table stands; the first file of one that does not is no part."""
    store = Store(tmp_path, ("facts", "documents"))
    store.open()
    store.write({name: pa.table({"n": [1]}) for name in store.tables})
    for left in ("facts/000001.parquet", "documents/000001.parquet.tmp"):
        (tmp_path / left).write_bytes(b"half")
    store.open()
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["000000.parquet", "000000.parquet"]


# —— where a run does not belong ——


def faults(*arguments: object, **more: object) -> list[str]:
    with pytest.raises(UsageError) as error:
        checked(*arguments, **more)  # type: ignore[arg-type]
    return [str(one) for one in error.value.faults]


def test_a_folder_of_another_version_rulebook_or_corpus_is_refused(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    checked([folder], out)
    before = rows(out)
    record = json.loads((out / "run.json").read_text("utf-8"))
    (out / "run.json").write_text(json.dumps({**record, "version": "0.0.9"}), encoding="utf-8")
    (said,) = faults([folder], out)
    assert "jixiao 0.0.9" in said and record["version"] in said and "请换一个输出文件夹" in said
    (out / "run.json").write_text(json.dumps({**record, "rulebook": "x", "rulebook_sha256": "1"}), encoding="utf-8")
    assert "按规则“x”" in faults([folder], out)[0]
    (out / "run.json").write_text(json.dumps({**record, "lang": "en"}), encoding="utf-8")
    assert "另一种语言（en）" in faults([folder], out)[0]
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")
    other = tmp_path / "别的"
    other.mkdir()
    (other / "a.txt").write_text(GOOD, encoding="utf-8")
    assert "另一批文件" in faults([other], out)[0]
    assert checked([other, folder], out).documents == 0, "more sources are welcome"
    assert rows(out) == before


def test_a_folder_with_other_things_in_it_is_left_alone(folder: Path, tmp_path: Path) -> None:
    assert "已有别的文件" in faults([folder], folder)[0]
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text("{", encoding="utf-8")
    assert "看不懂" in faults([folder], tmp_path / "out")[0]


def test_two_runs_do_not_write_into_one_folder(folder: Path, tmp_path: Path) -> None:
    request = Request((folder,), tmp_path / "out", 1)
    begin(request.out, Run(sources=(str(folder),)))
    with alone(request.out), pytest.raises(UsageError) as error:
        check(request, quiet=True)
    assert "另一个运行" in str(error.value)
    with alone(request.out):
        pass  # what is closed holds nothing


def test_sources_that_are_not_there_are_all_named(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "坏.parquet").write_bytes(b"PAR1")
    pq.write_table(pa.table({"a": [1], "b": ["x"]}), tmp_path / "列.parquet")
    (tmp_path / "报告.txt").write_text(GOOD, encoding="utf-8")
    said = faults([tmp_path / name for name in ("没有", "坏.parquet", "列.parquet", "报告.txt")], tmp_path / "out")
    assert len(said) == 4
    assert "没有这个文件或文件夹" in said[0] and "不是完整的 parquet" in said[1]
    assert "text、bytes" in said[2] and "现有的列：a、b" in said[2]
    assert "jixiao check" in said[3]
    assert "没有可审核的文件" in faults([tmp_path / "空"], tmp_path / "out")[0]
    assert "没有放文件内容的列 c" in faults([tmp_path / "列.parquet"], tmp_path / "out", column="c")[0]
    assert not (tmp_path / "out").exists()


def test_a_list_names_files_beside_it_and_a_lacking_one_is_recorded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "名单.txt").write_bytes("a.txt\r\n\r\n没有.txt\r\n".encode("gb18030"))
    assert checked([tmp_path / "名单.txt"], tmp_path / "out").documents == 1
    sources = pq.read_table(tmp_path / "out" / "sources.parquet").to_pylist()
    assert [(Path(one["source"]).name, one["reason"]) for one in sources] == [("a.txt", ""), ("没有.txt", "没有这个文件")]


def test_a_column_of_bytes_under_any_name(tmp_path: Path) -> None:
    pq.write_table(pa.table({"原文": [GOOD.encode(), None]}), tmp_path / "c.parquet")
    assert checked([tmp_path / "c.parquet"], tmp_path / "out", column="原文").documents == 1
    assert rows(tmp_path / "out")["documents"]["document"].to_pylist() == [sha(GOOD)]
    sources = pq.read_table(tmp_path / "out" / "sources.parquet").to_pylist()
    assert [(one["source"][-1], one["reason"]) for one in sources] == [("0", ""), ("1", "这一行没有内容")]
