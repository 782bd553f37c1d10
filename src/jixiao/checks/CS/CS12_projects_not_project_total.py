"""CS12: the forms of projects do not fit the project spending, or a project filed has no form."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS12", "projects_not_project_total", "项目自评与项目支出、目标表不相符", since="0.1", asks=("CS12",), covers=("B08",), level=Level.WARNING,
    says={
        "zh.over": "{n} 个项目的全年执行数合计 {sum}，大于项目支出 {total}（{where}）；有的项目可能重复，或不在项目支出里",
        "en.over": "the {n} project forms spent {sum} together, more than the project spending {total} ({where})",
        "zh.amount": "“{name}”此处写 {stated}，{file}的全年执行数是 {spent}（{where}）",
        "en.amount": "{name} is said to have spent {stated}, its form {file} says {spent} ({where})",
        "zh.fewer": "写有 {n} 个项目，只见到 {forms} 个项目的自评表；每个项目都要自评",
        "en.fewer": "{n} projects are named, forms of {forms} are there",
        "zh.missing": "{file}里有 {n} 个项目（{names}）没有见到项目自评表；每个项目都要自评",
        "en.missing": "{n} projects of {file} ({names}) have no self-evaluation form",
    },
)  # fmt: skip
def projects_not_project_total(context: Context) -> Iterator[Finding]:
    """One finding for each set of project forms that spends more than there was, and one for each file with projects that lack a form."""
    yield from unlike("CS12", context)
