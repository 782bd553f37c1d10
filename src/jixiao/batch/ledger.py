"""run.json: what a folder of answers belongs to. Answers of two versions, rules or sets of sources never mix."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from jixiao import __version__
from jixiao.batch.store import unwritable
from jixiao.batch.tables import SCHEMA
from jixiao.errors import Fault, UsageError

FILE = "run.json"
LOCK = "run.lock"
_ELSEWHERE = "请换一个输出文件夹，或先删去这一个"


@dataclass(frozen=True, slots=True)
class Run:
    """Everything the rows depend on besides the documents themselves, and where those came from."""

    version: str = __version__
    schema: int = SCHEMA
    rulebook: str = ""
    rulebook_sha256: str = ""
    lang: str = "zh"
    sources: tuple[str, ...] = ()


def begin(folder: Path, run: Run) -> None:
    """Bind `folder` to `run`, or go on with it where it is bound to the same; `UsageError` where it belongs to another.

    A run may take in more sources than the one before; it may not leave one out, whose answers would stay.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise unwritable(folder, error) from None
    path = folder / FILE
    if FILE in there:
        _demand_same(path, _read(path), run)
    elif there:
        raise UsageError(Fault(str(folder), "输出文件夹里已有别的文件，不是批量审核的结果", "请换一个空的或新的文件夹"))
    aside = path.with_suffix(".tmp")
    try:
        aside.write_text(json.dumps(asdict(run), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise unwritable(folder, error) from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes in `folder` meanwhile; `UsageError` where somebody does. A process that is killed holds it no longer."""
    try:
        lock = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")  # a lock that every system gives, and takes back from the dead
    except sqlite3.Error:
        raise UsageError(Fault(str(folder), "另一个运行正在往这个文件夹里写", "请等它做完，或换一个输出文件夹")) from None
    try:
        yield
    finally:
        lock.close()


def _read(path: Path) -> Run:
    try:
        data = json.loads(path.read_text("utf-8"))
        return Run(**{**data, "sources": tuple(data["sources"])})
    except (OSError, ValueError, TypeError, KeyError):
        raise UsageError(Fault(str(path), "看不懂这份运行记录", _ELSEWHERE)) from None


def _demand_same(path: Path, old: Run, new: Run) -> None:
    faults = []
    where = str(path.parent)
    if (old.version, old.schema) != (new.version, new.schema):
        said = f"这里是 jixiao {old.version}（表结构 {old.schema}）的结果，现在是 {new.version}（表结构 {new.schema}），不能混在一起"
        faults.append(Fault(where, said, _ELSEWHERE))
    if old.rulebook_sha256 != new.rulebook_sha256:
        said = f"这里是按规则“{old.rulebook or '无'}”审核的结果，与这次的“{new.rulebook or '无'}”不同"
        faults.append(Fault(where, said, _ELSEWHERE))
    if old.lang != new.lang:
        faults.append(Fault(where, f"这里的结果是用另一种语言（{old.lang}）写的", _ELSEWHERE))
    left_out = [one for one in old.sources if one not in new.sources]
    if left_out:
        said = f"这里是另一批文件的结果：{'、'.join(left_out)}"
        faults.append(Fault(where, said, "请换一个输出文件夹；要接着审，请把原来的来源也写上"))
    if faults:
        raise UsageError(faults)
