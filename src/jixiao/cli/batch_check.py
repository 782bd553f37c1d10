"""jixiao batch check: every report of a folder, a list or a table → parquet and a page."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import DONE, Lang, command


@command("jixiao batch check 各单位报告 --out 审核结果", "check")
@click.argument("sources", metavar="SRC...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="文件夹", required=True, type=click.Path(path_type=Path), help="结果写到这个文件夹；再次运行接着做。"
)
@click.option("--jobs", metavar="N", type=click.IntRange(1, 1024), help="同时用几个进程，默认与处理器核数相同。")
@click.option("--rulebook", metavar="编号", default="", help="按这套规则的等级尺度和提纲审核。")
@click.option("--column", metavar="列名", default="", help="parquet 中放文件内容的列，默认 text 或 bytes。")
@click.option("--seconds", metavar="秒", type=click.FloatRange(1, 86400), default=60.0, help="每份文件的时间上限，默认 60。")
@click.option("--memory", metavar="MB", type=click.IntRange(256), default=2048, help="每个进程的内存上限，默认 2048。")
def batch_check(
    sources: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    rulebook: str,
    column: str,
    seconds: float,
    memory: int,
    lang: Lang,
) -> int | None:
    """审核 SRC 里的全部报告。SRC 是文件夹（含下级）、写着文件名的名单（.txt），或有 text、bytes 列的 parquet。

    中断后再运行同一条命令，只做没做过的。有“错误”级疑点时退出码为 1；一份也读不了时为 2。
    """
    from jixiao.batch.extra import LOCAL, demand

    demand(LOCAL)
    from jixiao.batch.check import Request, check

    done = check(
        Request(
            sources, out, jobs or 0, rulebook=rulebook, column=column, seconds=seconds, memory=memory, lang=lang,
        )
    )  # fmt: skip
    click.echo(_said(done.documents, done.unreadable, done.failed, out, lang), err=True)
    return DONE


def _said(documents: int, unreadable: int, failed: int, out: Path, lang: Lang) -> str:
    if lang == "en":
        return f"{documents} checked in this run, {unreadable} unreadable, {failed} failed; answers in {out}"
    return f"本次审核 {documents} 份，其中读不了 {unreadable} 份、失败 {failed} 份；结果在 {out}"
