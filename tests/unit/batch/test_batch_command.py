"""The command as a person gives it: what it says, and how it ends, where there is nothing to check."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jixiao.cli import main
from tests.unit.batch.inline import GOOD, WRONG, Inline


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No processes: what is tried here is around them."""
    monkeypatch.setattr("jixiao.batch.check._engine", lambda *_: Inline())


def check(place: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["batch", "check", str(place), "--out", str(place.parent / "out"), *more])


def folder(path: Path, **files: bytes) -> Path:
    path.mkdir()
    for name, data in files.items():
        (path / f"{name}.txt").write_bytes(data)
    return path


def test_an_empty_folder_and_none_at_all(tmp_path: Path) -> None:
    empty = folder(tmp_path / "空")
    done = check(empty)
    assert done.exit_code == 2 and "里面没有可审核的文件" in done.stderr and str(empty) in done.stderr
    done = check(tmp_path / "没有")
    assert done.exit_code == 2 and "没有这个文件或文件夹" in done.stderr
    assert not (tmp_path / "out").exists()


def test_nothing_readable_in_it(tmp_path: Path) -> None:
    place = folder(tmp_path / "f", a=b"", b=b"PK\x03\x04", c=b"\x89PNG\r\n\x1a\n")
    done = check(place)
    assert done.exit_code == 2 and "一份能审核的也没有" in done.stderr and "summary.html" in done.stderr
    assert "读不了 3 份" in done.stdout
    page = (tmp_path / "out" / "summary.html").read_text("utf-8")
    assert "a.txt" in page and "文件是空的" in page, "each with its reason"


def test_the_exit_tells_whether_there_are_errors(tmp_path: Path) -> None:
    place = folder(tmp_path / "f", a=GOOD.encode(), b=GOOD.encode())
    done = check(place)
    assert done.exit_code == 0 and "已审核 1 份（本次处理 1 份）" in done.stdout and "内容相同 1 份" in done.stdout
    (place / "c.txt").write_bytes(WRONG.encode())
    done = check(place)
    assert (
        done.exit_code == 1
        and "已审核 2 份（本次处理 1 份），有“错误”级疑点的 1 份（50.0%，95% 置信区间 9.5%–90.5%）" in done.stdout
    )


def test_a_folder_of_another_run_is_refused_with_what_to_do(tmp_path: Path) -> None:
    check(folder(tmp_path / "f", a=GOOD.encode()))
    done = check(folder(tmp_path / "g", a=GOOD.encode()))
    assert done.exit_code == 2 and "这里是另一批文件的结果" in done.stderr and "请换一个输出文件夹" in done.stderr
    record = tmp_path / "out" / "run.json"
    record.write_text(record.read_text("utf-8").replace('"version": "0.', '"version": "9.'), encoding="utf-8")
    done = check(tmp_path / "f")
    assert done.exit_code == 2 and "这里是 jixiao 9." in done.stderr and "不能混在一起" in done.stderr
