"""jixiao monitor: how a case stands at the end of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from jixiao.cli.common import PATH, Lang, command, parse_day


@command("jixiao monitor examples/project --month 7 --out out/监控")
@click.argument("case", type=PATH)
@click.option("--month", type=click.IntRange(1, 12), required=True, metavar="月份", help="截至哪个月末，1 到 12。")
@click.option("--rulebook", metavar="编号", help="评价规则编号；不写则用案卷里的。")
@click.option("--allow-recalled", is_flag=True, help="也用未经核实的预警口径；结果会注明。")
@click.option("--out", metavar="文件夹", type=PATH, help="监控表和通知放到这个文件夹。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="屏幕输出的格式。")
@click.option("--date", "on", callback=parse_day, metavar="日期", help="通知的日期，如 2022-08-10；不写则空着。")
def monitor(
    case: Path,
    month: int,
    rulebook: str | None,
    allow_recalled: bool,
    out: Path | None,
    form: str,
    on: date | None,
    lang: Lang,
) -> int | None:
    """看案卷截至某月末的预算执行进度和绩效目标实现程度，逐项亮灯并说明依据；加 --out 写出监控表和通知。"""
    from jixiao import api
    from jixiao.writers.watch import watch_json, watch_text

    result = api.monitor(case, month, rulebook=rulebook, allow_recalled=allow_recalled, on=on)
    files = api.write_monitored(result, out) if out else []
    watch = result.watch
    if lang == "en":
        from jixiao.phrasebook import english

        watch = replace(watch, notes=tuple(map(english, watch.notes)))
    if form == "json":
        click.echo(watch_json(watch))
    else:
        click.echo(watch_text(watch, lang))
        for path in files:
            click.echo(f"{'wrote' if lang == 'en' else '已写出'} {path}")
    return 0
