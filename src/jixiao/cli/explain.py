"""jixiao explain: the page of a check or of a rule type, or what an indicator asks."""

from __future__ import annotations

import click

from jixiao.cli.common import Lang, command


@command("jixiao explain AR02")
@click.argument("name")
def explain(name: str, lang: Lang) -> int | None:
    """解释一条审核规则（如 AR02）、一种计分方法（如 proportional）或一个指标（如 预算完成率）。"""
    from jixiao import api

    click.echo(api.explain(name))
    return 0
