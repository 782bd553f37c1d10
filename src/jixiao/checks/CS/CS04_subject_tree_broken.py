"""CS04: a subject (类, 款) is not the sum of the subjects directly below it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.accounts import of_slip, slips
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "CS04", "subject_tree_broken", "科目金额不等于下级科目之和", since="0.1", asks=("identity",), covers=("B22",),
    says={
        "zh": "{table}中“{equation}”不成立，下级科目合计为 {expected}{edit}{also}",
        "en": "{table}: “{equation}” does not hold, the subjects below add up to {expected}{edit_en}{also_en}",
    },
)  # fmt: skip
def subject_tree_broken(context: Context) -> Iterator[Finding]:
    """One finding for each cell that explains broken sums of a subject tree, or else for each broken sum, at its total."""
    for slip in slips(context, "tree"):
        yield of_slip("CS04", slip)
