"""jixiao batch score: figures of many agencies × a rulebook → scores with reasons."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import DONE, PATH, Lang, command, say


@command(
    "jixiao batch score examples/many-agencies/各单位数据.csv --rulebook cn/hunan-2017/department --allow-recalled --out out/得分",
    "score",
)
@click.argument("sources", metavar="SRC...", nargs=-1, required=True, type=PATH)
@click.option("--rulebook", metavar="编号", required=True, help="评价规则编号或文件。")
@click.option("--out", metavar="文件夹", type=PATH, help="得分写到这个文件夹。")
@click.option(
    "--year",
    type=click.IntRange(1990, 2100),
    metavar="年度",
    help="评价年度：宽表没有“年度”一栏时要写；长表不写则取最近一年。",
)
@click.option("--allow-recalled", is_flag=True, help="允许使用未经核实原文的分值；结果会注明。")
@click.option("--explain", "agency", metavar="单位", help="不写文件，只说明这个单位每一分是怎样算出来的。")
def batch_score(
    sources: tuple[Path, ...],
    rulebook: str,
    out: Path | None,
    year: int | None,
    allow_recalled: bool,
    agency: str | None,
    lang: Lang,
) -> int | None:
    """按一套规则给许多单位计分。来源是数据表（CSV、parquet、Excel），或放着采集表、案卷的文件夹。

    数据表有两种写法。宽表：一个单位一行，表头“单位、年度、总支出年初预算数（万元）…”；长表：一个数一行，表头“单位、年度、数据项、口径、值、计量单位”。由人判断的指标，用指标名作一栏。

    空着的是没有数，不是 0：缺数的指标不计分，总分给出最低和最高。数据表里有错，全部按“文件:行”列出，不写结果。
    """
    from jixiao.batch.extra import TABLES, demand

    demand(TABLES)
    from jixiao.batch.score import ScoreRequest, explain, score

    request = ScoreRequest(sources, rulebook, out or Path(), year, allow_recalled)
    if agency is not None:
        from jixiao.api import Trace
        from jixiao.writers.score_text import scorecard_text, trace_text

        for card, book in explain(request, agency):
            click.echo(scorecard_text(card, lang))
            for one in (*card.indicators, *card.bonus):
                click.echo(trace_text(Trace(one, card, book), lang))
        return DONE
    if out is None:
        raise click.UsageError("要写 --out 文件夹，或 --explain 单位")
    done = score(request)
    say(tuple(done.notes), lang)
    if lang == "en":
        click.echo(
            f"{done.agencies} agencies: {done.known} with a total, {done.refused} refused; {done.questions} questions"
        )
    else:
        open_ = done.agencies - done.known - done.refused
        click.echo(
            f"{done.agencies} 个单位：算出总分 {done.known} 个，缺数 {open_} 个，数据不能用 {done.refused} 个；同类比较的疑点 {done.questions} 条"
        )
    for path in done.files:
        click.echo(f"{'wrote' if lang == 'en' else '已写出'} {path}")
    return DONE
