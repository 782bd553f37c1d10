"""Documents that reports cite (文号、名称), as data: what a citation is held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from jixiao.datafile import own_data
from jixiao.patterns import regex

_PARTS = regex(r"(?P<prefix>[一-鿿]{1,8})〔(?P<year>\d{4})〕(?P<serial>\d{1,4})号")


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as issued: its number, the core of its title, who issued it. `sure`: number and title were seen together in print.

    `repealed` is the year it went out of force (0: in force as far as known), `by` what took its place.
    """

    number: str
    title: str
    issuer: str
    sure: bool
    repealed: int = 0
    by: str = ""

    @property
    def prefix(self) -> str:
        """Who numbers it: 财预, 湘办发."""
        return parts(self.number)[0]

    @property
    def year_and_serial(self) -> tuple[str, str]:
        """〔2018〕34: what stays when the issuer's letters are confused."""
        return parts(self.number)[1:]


def parts(number: str) -> tuple[str, str, str]:
    """The letters, the year and the serial of a number; three empty words if it is none."""
    match = _PARTS.fullmatch(number)
    return (match["prefix"], match["year"], match["serial"]) if match else ("", "", "")


@lru_cache(maxsize=1)
def documents() -> tuple[Cited, ...]:
    """All documents of catalog/documents.yaml."""
    return tuple(
        Cited(
            one["number"],
            one["title"],
            one["issuer"],
            one["verified"] == "seen",
            one.get("repealed", 0),
            one.get("by", ""),
        )
        for one in own_data("catalog", "documents.yaml")["documents"]
    )
