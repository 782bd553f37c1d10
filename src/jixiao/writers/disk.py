"""Bytes → files on disk, so that a run killed at any moment leaves every file whole and never two runs mixed for good.

One file is written beside its place and moved there: it is the old one or the new one. Several files cannot be exchanged
in one stroke on any common system, so they are exchanged as a database does it:

1. all are written into a hidden folder (`.jixiao-…`) beside their places, the old ones kept there as well;
2. the folder is renamed to `jixiao-未写完-…`: from here on the new files stand;
3. each new file is moved to its place in one stroke; 4. the folder goes.

Killed before 2, the old files stand. Killed after it, each file is whole, some old and some new; the folder with the rest
is there for everybody to see, and the next run that writes there first moves the rest to its place (`mend`). Where a file
cannot be moved (a program has it open and locked), the old ones are put back the same way (`jixiao-未撤回-…`).
This holds for a process that is killed, not for a machine that loses power in the midst; and for the files of one folder.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jixiao.errors import Fault, UsageError

WHY = {
    errno.ENOSPC: "磁盘已满", errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "磁盘是只读的", errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹", errno.EISDIR: "同名的是一个文件夹", errno.ENAMETOOLONG: "文件名太长", errno.EEXIST: "同名的是一个文件",
}  # fmt: skip
"""What the system says when a file cannot be read or written."""

_HIDDEN, _FORWARD, _BACK = ".jixiao-", "jixiao-未写完-", "jixiao-未撤回-"
_LIST = "files.json"
_FORGOTTEN = 3600
"""Seconds after which a hidden folder that was never committed belongs to no run that is still alive."""


def write_files(files: Mapping[Path, bytes]) -> list[Path]:
    """Write `files`, those of one folder all or none; the paths written. What an earlier run left unfinished is finished first.

    `UsageError` says which file could not be written and why; the old files then stand. Killed: see above.
    """
    path = next(iter(files), Path())
    staged: list[Path] = []
    try:
        for path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
        for folder in dict.fromkeys(path.parent for path in files):
            mend(folder)
        folders: dict[Path, list[Path]] = {}
        for path in files:
            folders.setdefault(path.parent, []).append(path)
        for folder, paths in folders.items():
            staged.append(Path(tempfile.mkdtemp(dir=folder, prefix=_HIDDEN)))
            for number, path in enumerate(paths):
                _stage(staged[-1], number, path, files[path])
            _list(staged[-1], paths)
        while staged:
            stuck = _exchange(staged[-1])
            if stuck is not None:
                path, error = stuck
                raise error
            staged.pop()
    except OSError as error:
        for one in staged:
            shutil.rmtree(one, ignore_errors=True)
        why = WHY.get(error.errno or 0, error.strerror or "")
        raise UsageError(Fault(str(path), f"写不进去（{why}）", "请换一个文件夹，或关闭正在打开的文件")) from None
    return list(files)


def mend(folder: Path) -> None:
    """Finish in `folder` what a killed run began to move or to put back; drop what it had not come to begin an hour ago."""
    for pending in sorted(folder.glob(f"{_FORWARD}*")):
        stuck = _forward(pending)
        if stuck is not None:
            raise stuck[1]
    for pending in sorted(folder.glob(f"{_BACK}*")):
        _back(pending)
    for made in folder.glob(f"{_HIDDEN}*"):
        if made.is_dir() and time.time() - made.stat().st_mtime > _FORGOTTEN:
            shutil.rmtree(made, ignore_errors=True)


def _stage(made: Path, number: int, path: Path, data: bytes) -> None:
    """The new file `number`, and the one that stands at `path` under a second name (copied where there are no such)."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with (made / f"{number}.new").open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if path.exists():
        kept = made / f"{number}.old"
        try:
            kept.hardlink_to(path)
        except OSError:
            shutil.copy2(path, kept)


def _list(made: Path, paths: list[Path]) -> None:
    """Which file goes where, and whether one stood there. A folder without this list holds nothing that is wanted."""
    places = [{"name": path.name, "old": (made / f"{number}.old").exists()} for number, path in enumerate(paths)]
    (made / _LIST).write_text(json.dumps(places, ensure_ascii=False), encoding="utf-8")


def _listed(pending: Path) -> list[dict[str, Any]]:
    try:
        listed: list[dict[str, Any]] = json.loads((pending / _LIST).read_text("utf-8"))
    except FileNotFoundError:
        return []
    return listed


def _drop(pending: Path) -> None:
    """The list goes first: what is left without it is only to be swept away."""
    (pending / _LIST).unlink(missing_ok=True)
    shutil.rmtree(pending, ignore_errors=True)


def _exchange(made: Path) -> tuple[Path, OSError] | None:
    """Commit, and move everything; where something would not move, everything is as it was: which, and why."""
    pending = made.rename(made.with_name(_FORWARD + made.name.removeprefix(_HIDDEN)))
    stuck = _forward(pending)
    if stuck is not None:
        _back(pending.rename(pending.with_name(_BACK + pending.name.removeprefix(_FORWARD))))
    return stuck


def _forward(pending: Path) -> tuple[Path, OSError] | None:
    """Move each new file that is still here to its place, then drop the folder; or the first that would not move, and why."""
    for number, one in enumerate(_listed(pending)):
        made, place = pending / f"{number}.new", pending.parent / one["name"]
        if made.exists():
            try:
                made.replace(place)
            except OSError as error:
                return place, error
    _drop(pending)
    return None


def _back(pending: Path) -> None:
    """Put each old file back where its new one had been moved; where none stood, none stands again."""
    for number, one in enumerate(_listed(pending)):
        old, place = pending / f"{number}.old", pending.parent / one["name"]
        if (pending / f"{number}.new").exists():
            continue  # it never left
        if old.exists():
            old.replace(place)
        elif not one["old"]:
            place.unlink(missing_ok=True)
    _drop(pending)
