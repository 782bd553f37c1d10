"""A relation a text states between figures, and what recomputing it gave."""

from __future__ import annotations

from enum import StrEnum

from jixiao.model.place import Place
from jixiao.model.quantity import Quantity
from jixiao.model.record import record


class Kind(StrEnum):
    """Kinds of relations; the words are part of the JSON contract."""

    SUM = "sum"
    DIFFERENCE = "difference"
    PERCENT_CHANGE = "percent_change"
    SHARE = "share"
    RATE = "rate"
    COUNT_SUM = "count_sum"
    LIST_COUNT = "list_count"
    SCORE_SUM = "score_sum"
    WEIGHT_SUM = "weight_sum"
    SCORE_BOUND = "score_bound"
    SCORE_RULE = "score_rule"
    GRADE = "grade"
    DUPLICATE = "duplicate"
    PRODUCT = "product"
    DIRECTION_WORD = "direction_word"
    UNIT_SLIP = "unit_slip"
    YEAR_SLIP = "year_slip"
    ENTITY_SLIP = "entity_slip"
    IDENTITY = "identity"


class Verdict(StrEnum):
    """consistent · rounding (only the printed digits save it) · inconsistent · unverifiable (with the reason)."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    INCONSISTENT = "inconsistent"
    UNVERIFIABLE = "unverifiable"


@record(frozen=True, slots=True)
class Operand:
    """A figure as it stands in a document: the quantity, the very words, their place, the label beside it."""

    quantity: Quantity | None
    quote: str
    place: Place
    label: str = ""


@record(frozen=True, slots=True)
class Relation:
    """A stated relation with its verdict.

    `expected` is the recomputed figure (canonical unit of `stated`), None where nothing could be computed. `way` names
    the rule of extraction that saw the claim and `cue` the word it rests on. `open` lists reasons why a miss must not be
    called an error (约, 等, a masked figure …); `near` says a miss looks like a slip; `detail` is a short machine word
    (truncated, coarse, no base, …); `edit` the smallest change that closes it: "10→11".
    """

    kind: Kind
    stated: Operand
    operands: tuple[Operand, ...]
    verdict: Verdict
    quote: str
    place: Place
    expected: Quantity | None = None
    detail: str = ""
    way: str = ""
    cue: str = ""
    open: tuple[str, ...] = ()
    near: bool = False
    edit: str = ""
