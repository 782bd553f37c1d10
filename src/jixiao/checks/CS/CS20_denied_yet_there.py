"""CS20: the report says that there was none, and a table shows some; or a disclosure says so of what the report has figures of."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import of_unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS20", "denied_yet_there", "文字说没有，表上却有", since="0.1", asks=("CS20",), covers=("B18",),
    says={
        "zh": "写“{said}”，而{file}的{name}是 {figure}（{where}）", "en": "“{said}”, but {name} is {figure} in {file} ({where})",
        "zh.own": "写“{said}”，而本文件表上的{name}是 {figure}（{where}）", "en.own": "“{said}”, but {name} is {figure} in a table of this file ({where})",
        "zh.reverse": "{name}此处写 {figure}，而{file}写“{said}”（{where}）", "en.reverse": "{name} is {figure} here, but {file} says “{said}” ({where})",
    },
)  # fmt: skip
def denied_yet_there(context: Context) -> Iterator[Finding]:
    """One finding for each thing denied: an error where a table of a paper surely of this agency and year shows it, else a question."""
    for one in context.unlike("CS20"):
        yield of_unlike(one, Level.ERROR if one.args["firm"] and not one.doubts else Level.WARNING)
