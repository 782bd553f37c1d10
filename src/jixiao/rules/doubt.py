"""What a scoring method, or a list of bands, has to object to in its own parameters."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.datafile import Path_


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fault at `path` below the scoring; where the file is and what the indicator is called, the caller knows."""

    path: Path_
    what: str
    hint: str
