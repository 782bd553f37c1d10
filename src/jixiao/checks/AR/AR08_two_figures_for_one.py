"""AR08: the same thing is stated twice with figures one digit apart."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "AR08", "two_figures_for_one", "同一个数前后不一致", since="0.1", asks=(Kind.DUPLICATE,), covers=("A29",), level=Level.WARNING,
    says={
        "zh": "{label}此处写 {stated}，前文写 {parts}，只差一位数字，请核对",
        "zh.restated": "同一笔数先写 {parts}，接着又写作 {stated}，两数不等；按前一个数应为 {expected}",
        "en": "{label} is {stated} here and {parts} before: one digit apart",
        "en.restated": "one amount is written {parts} and right behind it {stated}; by the former it is {expected}",
    },
)  # fmt: skip
def two_figures_for_one(context: Context) -> Iterator[Finding]:
    """One warning for each later statement that differs from the first by one digit; an error where it says itself again."""
    for relation in context.relations(Kind.DUPLICATE):
        if broken(relation):
            again = relation.detail == "restated"
            level = Level.ERROR if again else Level.WARNING
            yield of_relation("AR08", relation, level, variant="restated" if again else "")
