"""A mention: one number with its unit as it stands in a text."""

from __future__ import annotations

from typing import Literal

from jixiao.model.quantity import Quantity
from jixiao.model.record import record

Dimension = Literal["money", "percent", "point", "score", "count", "area", "time"]


@record(frozen=True, slots=True)
class Mention:
    """`start`/`end` are offsets into the text it was found in, of number and unit with its bound words left out.

    `quantity` is None for a masked figure (点击查看, **万元). `dimension` groups what may be added: only equal
    `(dimension, unit)` ever is. `per` is set for a rate type (1300元/人/月: "人/月"), never a summand. `chinese` marks
    a number written in Chinese numerals: it may close a sum, never break one. `words_start`/`words_end` include the words
    of bound and approximation (不低于, 左右).
    """

    start: int
    end: int
    words_start: int
    words_end: int
    quote: str
    quantity: Quantity | None
    dimension: Dimension
    unit: str
    per: str = ""
    chinese: bool = False

    def shifted(self, by: int) -> Mention:
        """The same mention in a text with `by` characters more before it."""
        return Mention(
            self.start + by, self.end + by, self.words_start + by, self.words_end + by, self.quote,
            self.quantity, self.dimension, self.unit, self.per, self.chinese,
        )  # fmt: skip

    @property
    def addable(self) -> tuple[str, str]:
        return self.dimension, self.unit
