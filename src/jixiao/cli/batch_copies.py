"""jixiao batch copies: reports of a corpus that share most of their sentences."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import DONE, Lang, command


@command("jixiao batch copies 各单位报告 --out 雷同", "copies")
@click.argument("sources", metavar="SRC...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", metavar="文件夹", required=True, type=click.Path(path_type=Path), help="结果写到这个文件夹。")
@click.option("--column", metavar="列名", default="", help="parquet 中放文件内容的列，默认 text 或 bytes。")
def batch_copies(sources: tuple[Path, ...], out: Path, column: str, lang: Lang) -> int | None:
    """找出 SRC 里文字雷同的报告：哪两份、哪些部分、哪些句子，谁的报告里留着别家的名称。SRC 与 batch check 相同。

    去掉数字和单位名称后逐句比对，改了数字的也认得出；每句都改写过的认不出。只提问，不断定抄袭。
    """
    from jixiao.batch.extra import TABLES, demand

    demand(TABLES)
    from jixiao.batch.copies import copies

    found = copies(sources, out, column)
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
