"""The files a case is made of, from disk: the case itself, and what lies beside it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import Fault, JixiaoError, ReadError, UsageError

if TYPE_CHECKING:
    from jixiao.intake.accounts import Accounts
    from jixiao.intake.ledgers import Attached
    from jixiao.model.case import Case

CASE_SUFFIXES = (".yaml", ".yml", ".json")
_SYSTEM = ("thumbs.db", "desktop.ini")
LIST_SUFFIXES = (".csv", ".tsv", ".txt")


def name_of(path: Path | str) -> str:
    """The name of a file as a person reads it: one whose bytes are no UTF-8 (made on a Chinese Windows) is read as GB18030."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; `ReadError` says in Chinese why there are none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(Fault(name_of(path), "没有这个文件", "请检查文件名和所在文件夹")) from None
    except IsADirectoryError:
        raise ReadError(Fault(name_of(path), "这是一个文件夹，不是文件", "请给出文件名")) from None
    except PermissionError:
        raise ReadError(Fault(name_of(path), "没有权限读取", "请关闭正在使用它的程序，或检查权限")) from None
    except OSError as error:
        from jixiao.writers.disk import WHY

        why = WHY.get(error.errno or 0, error.strerror or "")
        raise ReadError(Fault(name_of(path), f"读取失败（{why}）", "请检查磁盘或网络位置")) from None


def files_of(places: Sequence[Path], out: Collection[Path] = (), most: int = 500) -> list[Path]:
    """`places` with every folder's files in its stead, without those in `out`; `UsageError` for a folder with none, or with more than `most`."""
    found, faults = list[Path](), list[Fault]()
    for place in places:
        inside = list(islice(files_below(place, out), most + 1)) if place.is_dir() else [place]
        if not inside:
            faults.append(Fault(name_of(place), "里面没有可审核的文件", "请检查文件夹是不是给错了"))
        elif len(inside) > most:
            faults.append(Fault(name_of(place), f"里面的文件超过 {most} 个", "这么多请用 jixiao batch check"))
        found += inside
    if faults:
        raise UsageError(faults)
    return found


def files_below(folder: Path, out: Collection[Path] = ()) -> Iterator[Path]:
    """Every file below, by name; not those hidden, those a system keeps or an office program has open, nor what lies in `out`."""
    left_out = {one.resolve() for one in out}
    for where, folders, files in os.walk(folder):
        here = Path(where)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and (here / one).resolve() not in left_out)
        for name in sorted(files):
            if not name.startswith((".", "~$")) and name.lower() not in _SYSTEM:
                yield here / name


def load_case(path: Path, accounts: Sequence[Path] = ()) -> Case:
    """The case in a collection workbook, a case file, or the one of them that a folder holds.

    What it does not state is taken from the final accounts in `accounts` and in the files the case itself names.
    """
    if path.is_dir():
        path = _case_in(path)
    case = _read_case(path)
    files = [*accounts, *(_beside(path.parent, name) for name in case.accounts)]
    if not files:
        return case
    from jixiao.intake.account_tables import lacking_tables
    from jixiao.intake.accounts import with_accounts

    sources = [read_accounts(one) for one in files]
    filled, region = with_accounts(case, sources), _region_of(case)
    lacking = [note for one in sources for note in lacking_tables(one.tables, region, case.year, one.file)]
    return replace(filled, notes=(*filled.notes, *lacking))


def _region_of(case: Case) -> str:
    """The region of the case's rulebook; "" where there is no such rulebook (whoever scores the case says so)."""
    from jixiao.rules.load import load_rulebook

    try:
        return load_rulebook(case.rulebook).region
    except JixiaoError:
        return ""


def read_accounts(path: Path) -> Accounts:
    """The figures in a file of final accounts (决算公开各表), with their places; `CaseError` where there are none."""
    from jixiao.extract import read_document
    from jixiao.intake.account_tables import misnamed_codes, tables_in
    from jixiao.intake.accounts import accounts_of, blanks_said
    from jixiao.readers import read

    document = blanks_said(read(bytes_of(path), path.name))
    found, tables = accounts_of(read_document(document), path.name, document), tables_in(document)
    misnamed = misnamed_codes(tables, found.year, path.name) if found.year is not None else ()
    return replace(found, tables=frozenset(tables), notes=(*found.notes, *misnamed))


def read_accounts_of(paths: Sequence[Path], year: int | None = None) -> Accounts:
    """The figures of several files of final accounts together; `CaseError` where they differ or are of two units."""
    from jixiao.intake.accounts import known_figures

    return known_figures([read_accounts(one) for one in paths], year)


def _read_case(path: Path) -> Case:
    from jixiao.intake.case import read_case

    data = bytes_of(path)
    if not data.strip():
        raise ReadError(Fault(path.name, "是空文件", "请填写后再用"))
    if path.suffix.lower() in CASE_SUFFIXES:
        return read_case(data, path.name, hashlib.sha256(data).hexdigest(), partial(_attached, path.parent))
    from jixiao.intake.workbook import read_workbook, rulebook_of
    from jixiao.readers import read
    from jixiao.rules.load import load_rulebook

    document = read(data, path.name)
    try:
        made_for = load_rulebook(rulebook_of(document, path.name))
    except JixiaoError:
        made_for = None  # whoever scores the case says so; the workbook is read all the same
    return read_workbook(document, path.name, made_for)


def _attached(folder: Path, name: str) -> Attached:
    """The file called `name` beside a case: never one from elsewhere, so that a case can be handed on as one folder."""
    from jixiao.intake.ledgers import Attached
    from jixiao.readers import read

    data = bytes_of(_beside(folder, name))
    is_text = Path(name).suffix.lower() in LIST_SUFFIXES and not data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    document = None if is_text else read(data, name)
    return Attached(name, hashlib.sha256(data).hexdigest(), data, document)


def _beside(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ReadError(Fault(name, "不在案卷所在的文件夹里", "请把它放到案卷旁边，只写文件名"))
    return path


def _is_collection(path: Path) -> bool:
    """Whether a workbook is a collection workbook, or one that cannot be read and so may be."""
    from jixiao.intake.recognise import is_workbook
    from jixiao.readers import read

    try:
        return is_workbook(read(bytes_of(path), path.name))
    except ReadError:
        return True


def _case_in(folder: Path) -> Path:
    found = sorted(
        one for one in folder.iterdir()
        if one.suffix.lower() in (*CASE_SUFFIXES, ".xlsx", ".xlsm") and not one.name.startswith((".", "~$")) and one.is_file()
    )  # fmt: skip
    if not found:
        raise ReadError(Fault(str(folder), "文件夹里没有案卷（.yaml、.json）或采集表（.xlsx）", "请给出文件名"))
    if len(found) > 1:
        found = [one for one in found if one.suffix.lower() in CASE_SUFFIXES or _is_collection(one)] or found
    if len(found) > 1:
        names = "、".join(one.name for one in found)
        raise ReadError(Fault(str(folder), f"文件夹里有几个案卷：{names}", "请给出要用的那一个的文件名"))
    return found[0]
