"""Where rulebooks lie: those of the package by id, a user's own by path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from jixiao.errors import Fault, UsageError

FOLDER = "rulebooks"


@lru_cache(maxsize=1)
def _packaged() -> dict[str, Traversable]:
    root = resources.files("jixiao").joinpath(FOLDER)
    return dict(sorted(_below(root, ""))) if root.is_dir() else {}


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _below(one, f"{prefix}{one.name}/")
        elif one.name.endswith(".yaml"):
            yield f"{prefix}{one.name.removesuffix('.yaml')}", one


def packaged_ids() -> tuple[str, ...]:
    """The ids of the rulebooks that come with the package, sorted."""
    return tuple(_packaged())


def is_packaged(id: str) -> bool:
    """Whether `id` is a rulebook of the package."""
    return id in _packaged()


def open_rulebook(id_or_path: str) -> tuple[str, bytes]:
    """(name, text) of a rulebook: an id of the package, or the path of a .yaml file; `UsageError` lists the ids."""
    if id_or_path in _packaged():
        return f"{FOLDER}/{id_or_path}.yaml", _packaged()[id_or_path].read_bytes()
    path = Path(id_or_path)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return str(path), path.read_bytes()
    if path.suffix in (".yaml", ".yml"):
        raise UsageError(Fault("", f"找不到规则书文件“{id_or_path}”", "请核对路径"))
    raise UsageError(Fault("", f"没有编号为“{id_or_path}”的规则书", f"现有：{'、'.join(_packaged()) or '（无）'}"))


def look(wanted: str, asker: str) -> tuple[str, bytes] | None:
    """What `extends: wanted` in the file `asker` means: an id of the package, or a path seen from that file."""
    if wanted in _packaged():
        return open_rulebook(wanted)
    path = Path(asker).parent / wanted
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return str(path), path.read_bytes()
    return None
