"""jixiao batch copies: reports of a corpus that share most of their sentences."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from jixiao.cli.common import DONE, PATH, Lang, command


@command("jixiao batch copies 各单位报告 --out 雷同", "copies")
@click.argument("sources", metavar="SRC...", nargs=-1, required=True, type=PATH)
@click.option("--out", metavar="文件夹", required=True, type=PATH, help="结果写到这个文件夹。")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 1024), help="同时用几个进程，默认与处理器核数相同。")
@click.option("--column", metavar="列名", default="", help="parquet 中放文件内容的列，默认 text 或 bytes。")
@click.option("--seconds", metavar="秒", type=click.FloatRange(1, 86400), default=60.0, help="每份文件的时间上限，默认 60。")
@click.option("--memory", metavar="MB", type=click.IntRange(256), default=2048, help="每个进程的内存上限，默认 2048。")
def batch_copies(
    sources: tuple[Path, ...], out: Path, jobs: int | None, column: str, seconds: float, memory: int, lang: Lang
) -> int | None:
    """找出来源里文字雷同的报告：哪两份、哪些部分、哪些句子，谁的报告里留着别家的名称。来源与 batch check 相同。

    去掉数字和单位名称后逐句比对，改了数字的也认得出；每句都改写过的认不出。只提问，不断定抄袭。中断后再运行同一条命令，只读没读过的。
    """
    from jixiao.batch.extra import LOCAL, TABLES, demand

    demand({**TABLES, **LOCAL})
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, it ends as on Ctrl-C
    from jixiao.batch.bar import bar
    from jixiao.batch.copies import copies, count_of, local
    from jixiao.batch.task import Terms

    with bar(count_of(sources, out, column), quiet=False, lang=lang) as told:
        asked = Terms(seconds, memory, lang=lang)
        found = copies(sources, out, column, engine=lambda terms: local(jobs or 0, terms), terms=asked, told=told)
    if lang == "en":
        click.echo(
            f"{found.texts} reports: {found.pairs} pairs of different agencies share most of their sentences, {found.own} of one agency;"
            f" {found.unread} unreadable, {found.twice} the same file twice"
        )
    else:
        click.echo(
            f"{found.texts} 份报告：不同单位之间雷同的 {found.pairs} 对，同一单位的 {found.own} 对；读不了的 {found.unread} 份，内容完全相同的 {found.twice} 份"
        )
    for path in found.files:
        click.echo(f"{'wrote' if lang == 'en' else '已写出'} {path}")
    return DONE
