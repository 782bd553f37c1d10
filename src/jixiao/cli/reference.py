"""jixiao reference: what comparable agencies came to, for setting targets."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.chinese import Group
from jixiao.cli.common import DONE, PATH, Lang, command, say, write_out

_STORE = click.option("--store", metavar="文件夹", required=True, type=PATH, help="参考值库所在的文件夹。")


@click.group(cls=Group, epilog="例：jixiao reference build examples/many-agencies/各单位数据.csv --store out/参考值库")
def reference() -> None:
    """参考值：同类单位的分布，供定指标值时参考。"""


@command("jixiao reference build examples/many-agencies/各单位数据.csv --store out/参考值库", "build")
@click.argument("sources", nargs=-1, required=True, type=PATH)
@_STORE
@click.option(
    "--agencies",
    metavar="名单",
    type=PATH,
    help="单位名单（CSV）：单位、级次、类型、规模；没有则按单位名称和在职人数认。",
)
def build(sources: tuple[Path, ...], store: Path, agencies: Path | None, lang: Lang) -> int | None:
    """把来源里的数收进参考值库：案卷、采集表、得分表（scorecard.json）、放着它们的文件夹，jixiao batch check 的成果文件夹，或数据表（CSV、parquet，写法见 batch score）。

    再次建库时，同一来源以新的为准；已公布的分布，只有新旧对照也推不出个别单位时才换新的一版。
    """
    from jixiao.batch.extra import TABLES, demand

    demand(TABLES)
    from jixiao.batch.reference import build as build_store

    result = build_store(sources, store, agencies)
    say(result.notes, lang)
    if lang == "en":
        click.echo(
            f"{result.values} values of {result.agencies} agencies; {result.told} indicators can be shown, {result.hidden} cannot yet"
        )
    else:
        click.echo(
            f"参考值库：{result.agencies} 个单位，{result.values} 个数；{result.told} 个指标可以显示，{result.hidden} 个指标的单位还太少"
        )
    return DONE


@command("jixiao reference show 预算执行率 --like 样例县图书档案局（虚构） --store out/参考值库", "show")
@click.argument("indicator")
@click.option("--like", metavar="单位", required=True, help="与这个单位同类的。")
@_STORE
@click.option(
    "--own", metavar="案卷", multiple=True, type=PATH,
    help="本单位自己的案卷（可给几年的）：列出自己的历史，图上标出位置。",
)  # fmt: skip
@click.option(
    "--target", "aim", metavar="指标值", default="", help="拟定的指标值，如 ≥95%：与同类、与自己上年比，有疑问的提出来。"
)
@click.option("--chart", metavar="文件", type=PATH, help="把分布画成图（SVG）。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出的格式。")
@click.option("--out", metavar="文件", type=PATH, help="写到这个文件，不写则输出到屏幕。")
def show(
    indicator: str, like: str, store: Path, own: tuple[Path, ...], aim: str, chart: Path | None, form: str,
    out: Path | None, lang: Lang,
) -> int | None:  # fmt: skip
    """一个指标在同类单位里的分布：家数、四分位数、期间、选取办法、来源。少于五家的不显示，各次答复相减也推不出个别单位。"""
    from jixiao.batch.extra import TABLES, demand

    demand(TABLES)
    from jixiao.api import write_files
    from jixiao.peers import desk
    from jixiao.writers.distribution_svg import write_distribution_svg
    from jixiao.writers.reference import answer_json, answer_text

    answer = desk.reference_for(indicator, like, store, own, aim)
    write_out(answer_json(answer) if form == "json" else answer_text(answer, lang), out, lang)
    if chart is not None:
        write_files({chart: write_distribution_svg(answer).encode("utf-8")})
        click.echo(f"{'wrote' if lang == 'en' else '已写出'} {chart}")
    return DONE


@command("jixiao reference list --store out/参考值库", "list")
@_STORE
def list_measures(store: Path, lang: Lang) -> int | None:
    """列出库里可以显示的指标，和用到它的单位数。"""
    from jixiao.batch.extra import TABLES, demand

    demand(TABLES)
    from jixiao.peers import desk

    for name, unit, n in desk.reference_list(store):
        click.echo(f"{name}（{unit or '无单位'}）  {n} {'agencies' if lang == 'en' else '家'}")
    return DONE


reference.add_command(build)
reference.add_command(show)
reference.add_command(list_measures)
