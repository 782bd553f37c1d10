"""Heads that name years (2022年决算数) as forms spell them: the latest year of a head is 本年, the one before 上年."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jixiao.extract.tables.form import head_words
from jixiao.patterns import regex

_DATED = regex(r"((?:19|20)\d\d)年度?(.+)")
_LEAST = 3


def is_head_word(text: str) -> bool:
    """Whether a word may stand in a head of some form, with a year of its own or without."""
    if text in head_words():
        return True
    match = _DATED.fullmatch(text) if text[:2] in ("19", "20") else None
    return match is not None and _spelt(match[2])


def undated(paths: list[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], int | None]:
    """Heads whose words name years as forms spell them, and the latest year: beside 2021年决算数, 2022年决算数 is 本年决算数."""
    years = {int(match[1]) for path in paths for text in path if (match := _DATED.fullmatch(text)) and _spelt(match[2])}
    if not years:
        return paths, None
    latest = max(years)

    def plain(text: str) -> str:
        match = _DATED.fullmatch(text)
        if match is None or not _spelt(match[2]) or int(match[1]) < latest - 1:
            return text
        return f"{'本年' if int(match[1]) == latest else '上年'}{match[2]}"

    return [tuple(map(plain, path)) for path in paths], latest


def _spelt(text: str) -> bool:
    return f"本年{text}" in head_words() or f"上年{text}" in head_words()


def plainly(paths: Sequence[tuple[str, ...]], roles: Mapping[int, str], fits: bool) -> bool:
    """Whether a head that names years has three columns of a form (or its title), and none of another: 增减额 is somebody's own."""
    first = min(column for column in roles if column or len(roles) == 1)
    whole = all(column in roles or not path for column, path in enumerate(paths) if column > first)
    return whole and (fits or len(set(roles.values())) >= _LEAST)
