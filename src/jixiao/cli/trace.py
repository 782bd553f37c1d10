"""jixiao trace: the way to one score."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import PATH, Lang, command


@command("jixiao trace examples/department 预算完成率")
@click.argument("case", type=PATH)
@click.argument("indicator")
@click.option("--rulebook", metavar="编号", help="评价规则编号；不写则用案卷里的。")
@click.option("--allow-recalled", is_flag=True, help="允许使用未经核实原文的分值。")
@click.option(
    "--accounts", metavar="文件", multiple=True, type=PATH,
    help="部门决算公开表（可给几个）：案卷没有写的数从里面取，不一致的会指出来。",
)  # fmt: skip
def trace(
    case: Path, indicator: str, rulebook: str | None, allow_recalled: bool, accounts: tuple[Path, ...], lang: Lang
) -> int | None:
    """说明案卷中一个指标（名称或编号）的得分：公式、代入的数和出处、规则的哪一条、怎样才能得满分。"""
    from jixiao import api
    from jixiao.writers.score_text import trace_text

    click.echo(
        trace_text(api.trace(case, indicator, rulebook=rulebook, allow_recalled=allow_recalled, accounts=accounts), lang)
    )
    return 0
