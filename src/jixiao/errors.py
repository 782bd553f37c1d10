"""What can go wrong, told to the person who can mend it.

    JixiaoError            every error this package raises on purpose
    ├── ReadError          a file cannot be read: absent, empty, not what its name says, damaged, too large
    ├── RulesError         a rulebook or a catalog file is broken
    ├── CaseError          a case file or a collection workbook holds something unusable
    ├── WaiverError        a file of waivers (核销疑点) holds something unusable
    ├── FormulaError       a formula in a data file cannot be parsed
    └── UsageError         the command was asked for something that does not exist

An error carries *all* its faults, each with a place, what is wrong and what to do. Doubts about a report are not
errors: they are findings (:mod:`jixiao.model.finding`), and they are values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: `where` (文件!表!单元格, or file:line), `what`, and what to do about it (`hint`)."""

    where: str
    what: str
    hint: str = ""

    marks: ClassVar[tuple[str, str, str]] = ("：", "。", "；")
    """What stands after the place, before the hint, and between several faults on one line."""

    @property
    def head(self) -> str:
        """Where and what, without the hint."""
        return f"{self.where}{self.marks[0]}{self.what}" if self.where else self.what

    def __str__(self) -> str:
        return f"{self.head}{self.marks[1]}{self.hint}" if self.hint else self.head


def on_one_line(faults: Iterable[Fault], words: Iterable[str] | None = None) -> str:
    """`faults`, or these `words` of them, each once, with the mark between them that their language wants."""
    faults = tuple(faults)
    mark = faults[0].marks[2] if faults else ""
    return mark.join(dict.fromkeys(map(str, faults) if words is None else words))


def failed_inside(where: str, error: Exception) -> Fault:
    """A mistake of the program's own on one file: its kind and our line it came from, so that somebody can mend it."""
    import traceback
    from pathlib import Path

    home = Path(__file__).parent
    inside = [one for one in traceback.extract_tb(error.__traceback__) if home in Path(one.filename).parents]
    line = f"，{Path(inside[-1].filename).relative_to(home).as_posix()}:{inside[-1].lineno}" if inside else ""
    return Fault(where, f"审核时程序出错（{type(error).__name__}{line}）", "请把这份文件和这句话告诉软件的维护者")


class JixiaoError(Exception):
    """An error made for a person: one or more faults, all of them at once."""

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type, tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # errors travel between processes


class ReadError(JixiaoError):
    """A file that cannot be read."""


class RulesError(JixiaoError):
    """A rulebook or a catalog file that is broken."""


class CaseError(JixiaoError):
    """A case or a collection workbook that cannot be used as it is."""


class WaiverError(JixiaoError):
    """A file of waivers that cannot be used as it is."""


class FormulaError(JixiaoError):
    """A formula that cannot be parsed."""


class UsageError(JixiaoError):
    """A request for something that does not exist (a check, a rulebook, an indicator)."""
