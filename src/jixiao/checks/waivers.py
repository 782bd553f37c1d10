"""Waivers (核销疑点): doubts that somebody has looked into and settled, by fingerprint, with who and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.datafile import DataFile, check_schema, read_data
from jixiao.errors import Fault, WaiverError
from jixiao.model.finding import Waiver
from jixiao.model.review import Review, Waived


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of one file, with the line each is written on."""

    name: str
    waivers: tuple[Waiver, ...]
    lines: tuple[int, ...]

    def of(self, review: Review) -> Review:
        """`review` with the findings that a waiver names set apart."""
        by_mark = {one.fingerprint: one for one in self.waivers}
        settled = tuple(Waived(one, by_mark[one.fingerprint]) for one in review.findings if one.fingerprint in by_mark)
        kept = tuple(one for one in review.findings if one.fingerprint not in by_mark)
        return replace(review, findings=kept, waived=settled)

    def demand_all_used(self, reviews: Iterable[Review]) -> None:
        """`WaiverError` for every waiver that settles nothing in any of `reviews`: a slip of the pen, or mended since."""
        used = {one.waiver.fingerprint for review in reviews for one in review.waived}
        idle = [
            Fault(
                f"{self.name}:{line}",
                f"所审的文件里没有指纹为 {one.fingerprint} 的疑点",
                "指纹抄错的请改正；疑点已经改正、原文或数字变了的，请删去这一条",
            )
            for one, line in zip(self.waivers, self.lines, strict=True)
            if one.fingerprint not in used
        ]
        if idle:
            raise WaiverError(idle)


def read_waivers(text: bytes, name: str) -> Waivers:
    """The waivers in a YAML list; `WaiverError` with every fault and its line: who or why lacking, a fingerprint twice."""
    file = read_data(text, name)
    if not file.faults and file.data is None:
        file.fault((), "文件是空的", "每条写明 fingerprint（指纹）、by（核销人）、why（原因）")
    if not file.faults:
        _spell(file.data)
        check_schema(file, _schema())
    if not file.faults:
        _check_days(file)
        _check_twice(file)
    if file.faults:
        raise WaiverError(file.faults)
    waivers = tuple(
        Waiver(one["fingerprint"], one["by"].strip(), one["why"].strip(), one.get("date", "")) for one in file.data
    )
    return Waivers(name, waivers, tuple(file.line((index,)) for index in range(len(waivers))))


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    text = resources.files("jixiao.checks").joinpath("waivers.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _spell(data: object) -> None:
    """A fingerprint without a letter in it was taken for a number; it is put back as it was written."""
    for one in data if isinstance(data, list) else ():
        if isinstance(one, dict) and type(one.get("fingerprint")) is int:
            one["fingerprint"] = str(one["fingerprint"]).zfill(16)


def _check_days(file: DataFile) -> None:
    for index, one in enumerate(file.data):
        day = one.get("date", "")
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            file.fault((index, "date"), f"没有“{day}”这一天", "请改正日期")


def _check_twice(file: DataFile) -> None:
    marks: Sequence[str] = [one["fingerprint"] for one in file.data]
    for index, mark in enumerate(marks):
        if mark in marks[:index]:
            first = file.line((marks.index(mark),))
            file.fault((index, "fingerprint"), f"指纹 {mark} 写了两次（前一次在第 {first} 行）", "请只留一处")
