"""jixiao batch check: every report of a folder, a list or a table → parquet and a page."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.common import DONE, FOUND, PATH, Lang, command
from jixiao.errors import Fault, UsageError

if TYPE_CHECKING:
    from jixiao.batch.summary import Summary


@command("jixiao batch check 各单位报告 --out 审核结果", "check")
@click.argument("sources", metavar="SRC...", nargs=-1, required=True, type=PATH)
@click.option("--out", metavar="文件夹", required=True, type=PATH, help="结果写到这个文件夹；再次运行接着做。")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 1024), help="同时用几个进程，默认与处理器核数相同。")
@click.option("--cluster", metavar="地址", default="", help="交给 dask 集群做，如 tcp://10.0.0.1:8786。")
@click.option("--shared", is_flag=True, help="各台机器以同样的路径看得到这些文件：只传路径，不传内容。")
@click.option("--rulebook", metavar="编号", default="", help="按这套规则的等级尺度和提纲审核。")
@click.option("--column", metavar="列名", default="", help="parquet 中放文件内容的列，默认 text 或 bytes。")
@click.option("--jsonl", is_flag=True, help="各表再写一份 JSON Lines。")
@click.option("--seconds", metavar="秒", type=click.FloatRange(1, 86400), default=60.0, help="每份文件的时间上限，默认 60。")
@click.option("--memory", metavar="MB", type=click.IntRange(256), default=2048, help="每个进程的内存上限，默认 2048。")
def batch_check(
    sources: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    cluster: str,
    shared: bool,
    rulebook: str,
    column: str,
    jsonl: bool,
    seconds: float,
    memory: int,
    lang: Lang,
) -> int | None:
    """审核来源里的全部报告。来源是文件夹（含下级）、写着文件名的名单（.txt），或有 text、bytes 列的 parquet。

    中断后再运行同一条命令，只做没做过的。有“错误”级疑点时退出码为 1；一份也读不了时为 2。
    """
    from jixiao.batch.extra import CLUSTER, LOCAL, demand

    demand(CLUSTER if cluster else LOCAL)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, it ends as on Ctrl-C
    from jixiao.batch.check import Request, check

    request = Request(
        sources, out, jobs or 0, cluster, shared, rulebook=rulebook, column=column, seconds=seconds, memory=memory, lang=lang, jsonl=jsonl,
    )  # fmt: skip
    try:
        done, summary = check(request)
    except KeyboardInterrupt:
        kept = (
            "what came back is kept; the same command goes on"
            if lang == "en"
            else "收到的结果都在；再运行同一条命令，接着做"
        )
        click.echo(f"\n{kept}", err=True)
        raise
    click.echo(_said(done.documents, summary, out, lang))
    if not summary.statuses["checked"]:
        raise UsageError(Fault("、".join(map(str, sources)), "一份能审核的也没有", f"原因见 {out / 'summary.html'}"))
    return FOUND if summary.wrong.part else DONE


def _said(now: int, summary: Summary, out: Path, lang: Lang) -> str:
    from jixiao.batch.listing import NAME

    statuses, wrong = summary.statuses, summary.wrong
    wrote = "wrote" if lang == "en" else "已写出"
    files = "\n".join(f"{wrote} {out / name}" for name in ("summary.html", NAME) if (out / name).exists())
    low, high = wrong.interval
    unread = statuses["unreadable"] + summary.empty
    if lang == "en":
        return (
            f"{statuses['checked']} documents checked ({now} in this run), {wrong.part} with errors "
            f"({wrong.seen:.1%}, 95% interval {low:.1%}–{high:.1%}); {unread} unreadable, {statuses['failed']} failed, "
            f"{summary.copies} copies\n{files}"
        )
    return (
        f"已审核 {statuses['checked']} 份（本次处理 {now} 份），有“错误”级疑点的 {wrong.part} 份"
        f"（{wrong.seen:.1%}，95% 置信区间 {low:.1%}–{high:.1%}）；读不了 {unread} 份，失败 {statuses['failed']} 份，"
        f"内容相同 {summary.copies} 份\n{files}"
    )
