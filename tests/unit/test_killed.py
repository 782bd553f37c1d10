"""A real process killed with SIGKILL at every step of writing: every file is whole, and the next run makes the set whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.errors import UsageError
from jixiao.writers import disk

NAMES = ("自评报告.docx", "自评表.xlsx", "report.html", "scorecard.json")
OLD = {name: f"old {name}".encode() * 4000 for name in NAMES[:3]}
"""The last of the four is new: the run before wrote three."""
NEW = {name: f"new {name}".encode() * 5000 for name in NAMES}

CHILD = """
import os, signal, sys
from pathlib import Path
from jixiao.errors import UsageError
from jixiao.writers.disk import write_files

folder, at = Path(sys.argv[1]), int(sys.argv[2])
files = {folder / name: f"new {name}".encode() * 5000 for name in sys.argv[3:]}
steps = 0

def hook(event, arguments):
    global steps
    if any(str(folder) in os.fsdecode(one) for one in arguments if isinstance(one, (str, bytes, os.PathLike))):
        steps += 1
        if steps == at:
            os.kill(os.getpid(), signal.SIGKILL)

move = Path.replace

def locked(self, target):
    if LOCKED and Path(target).name == "report.html" and self.suffix == ".new":
        raise PermissionError(13, "locked")
    return move(self, target)

Path.replace = locked
sys.addaudithook(hook)
try:
    write_files(files)
except UsageError:
    pass
print(steps)
"""


def run(folder: Path, at: int, locked: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD.replace("LOCKED", str(locked)), str(folder), str(at), *NAMES], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip


def standing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def unfinished(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]


def test_killed_at_any_step_the_old_files_stand_or_the_next_run_completes_the_new(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    steps = int(run(whole, 0).stdout)
    assert standing(whole) == NEW and steps > 12
    ends = []
    for at in range(1, steps + 1):
        folder = tmp_path / str(at)
        folder.mkdir()
        for name, data in OLD.items():
            (folder / name).write_bytes(data)
        assert run(folder, at).returncode == -signal.SIGKILL
        found = standing(folder)
        for name in NAMES:
            assert found.get(name) in (OLD.get(name), NEW[name]), f"step {at}: {name} is half written"
        if found not in (OLD, NEW):
            assert unfinished(folder)[0].startswith("jixiao-未写完-"), f"step {at}: mixed, and nothing says so"
        disk.write_files({folder / "另一份.txt": b"x"})
        mended = standing(folder)
        assert mended.pop("另一份.txt") == b"x"
        assert mended in (OLD, NEW), f"step {at}: still mixed after the next run"
        assert unfinished(folder) == [], f"step {at}"
        ends.append(mended == NEW)
    assert ends == sorted(ends), "once the new files stand, no later step goes back to the old"
    assert ends[0] is False and ends[-1] is True


def test_killed_while_everything_goes_back_nothing_stays_mixed(tmp_path: Path) -> None:
    """The third file is open in a program that locks it, and the run is killed on its way back."""
    whole = tmp_path / "whole"
    whole.mkdir()
    for name, data in OLD.items():
        (whole / name).write_bytes(data)
    steps = int(run(whole, 0, locked=True).stdout)
    assert standing(whole) == OLD and unfinished(whole) == []
    for at in range(steps // 2, steps + 1):
        folder = tmp_path / str(at)
        folder.mkdir()
        for name, data in OLD.items():
            (folder / name).write_bytes(data)
        assert run(folder, at, locked=True).returncode == -signal.SIGKILL
        assert all(found in (OLD.get(name), NEW[name]) for name, found in standing(folder).items()), f"step {at}"
        disk.write_files({folder / "另一份.txt": b"x"})
        mended = standing(folder)
        del mended["另一份.txt"]
        assert mended in (OLD, NEW) and unfinished(folder) == [], f"step {at}"


def test_a_file_that_cannot_be_moved_leaves_all_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a system where the third file is open in a program that locks it."""
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    move = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == "report.html" and self.suffix == ".new":
            raise PermissionError(13, "locked")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(UsageError) as caught:
        disk.write_files({tmp_path / name: data for name, data in {"scorecard.json": NEW["scorecard.json"], **NEW}.items()})
    assert str(caught.value) == f"{tmp_path / 'report.html'}：写不进去（没有权限）。请换一个文件夹，或关闭正在打开的文件"
    assert standing(tmp_path) == OLD
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_what_another_run_has_just_begun_is_left_alone_and_what_was_left_an_hour_ago_is_swept(tmp_path: Path) -> None:
    """A hidden folder may be that of a run still writing; after an hour nobody is."""
    for name in (".jixiao-now", ".jixiao-old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "0.new").write_bytes(b"x")
    hour_ago = (tmp_path / ".jixiao-now").stat().st_mtime - 3700
    os.utime(tmp_path / ".jixiao-old", (hour_ago, hour_ago))
    disk.write_files({tmp_path / "a.txt": b"a"})
    assert sorted(one.name for one in tmp_path.iterdir()) == [".jixiao-now", "a.txt"]
