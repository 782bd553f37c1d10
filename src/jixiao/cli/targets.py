"""jixiao targets: the form of targets, filed before the year."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import DONE, FOUND, PATH, Lang, command


@command("jixiao targets examples/project --out out/申报")
@click.argument("case", type=PATH)
@click.option("--rulebook", metavar="编号", help="评价规则编号；不写则用案卷里的。")
@click.option(
    "--form", metavar="表样", default="", help="申报表样，如 mof-2021-101-project；不写则用财预〔2015〕88号的表样。"
)
@click.option("--out", metavar="文件夹", type=PATH, help="申报表放到这个文件夹；不写则只核对。")
def targets(case: Path, rulebook: str | None, form: str, out: Path | None, lang: Lang) -> int | None:
    """由案卷生成绩效目标申报表，核对任务预算、资金来源和权重。有对不上的，退出码为 1。"""
    from jixiao import api

    result = api.targets(case, rulebook=rulebook, form=form)
    files = api.write_targets(result, out) if out else []
    english = {True: "holds", False: "does not hold", None: "cannot be told"}
    chinese = {True: "相符", False: "不符", None: "无法核对"}
    for one in result.balances:
        click.echo(f"{english[one.holds] if lang == 'en' else chinese[one.holds]}  {one.sentence}")
    for path in files:
        click.echo(f"{'wrote' if lang == 'en' else '已写出'} {path}")
    return FOUND if any(one.holds is False for one in result.balances) else DONE
