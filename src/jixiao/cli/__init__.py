"""The command line: one file per command, loaded only when it is called."""

from __future__ import annotations

import gc
import importlib
import keyword
import sys
from typing import Any

import click

from jixiao import __version__
from jixiao.cli.chinese import STOPPED, Main

COMMANDS = {
    "evaluate": "按规则算分，生成报告、自评表和网页",
    "template": "生成采集表（Excel）",
    "targets": "年初申报：生成绩效目标申报表，核对资金和权重",
    "monitor": "年中监控：执行进度和指标亮灯，写出监控表和通知",
    "sample": "抽取抽查对象：分层、可按风险加权，谁都能重抽",
    "reference": "参考值：同类单位的分布，供定指标值时参考",
    "check": "审核一份或多份报告，指出对不上的数",
    "batch": "成批审核：几百份到几百万份报告，结果写成 parquet 和一页汇总",
    "extract": "列出报告中读到的数和关系",
    "trace": "说明一个指标的得分是怎样算出来的",
    "import": "把别的系统导出的指标表、资金表变成案卷",
    "export": "按别的系统的字段名导出指标、得分和资金",
    "explain": "解释一条审核规则、一种计分方法或一个指标",
    "rulebook": "查看、检查和比较评价规则",
}


SELDOM = (20_000, 20, 50)
"""Reviews leave next to nothing behind that points at itself (476 objects of 400 files): looking for it less often costs no memory."""


class Lazy(Main):
    """A group whose commands live in modules of their names."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command: that of the process, which then is ours and has its garbage collected seldom, or one given as `args`."""
        if not args and options.get("args") is None:
            gc.set_threshold(*SELDOM)
        try:
            return super().main(*args, **options)
        except KeyboardInterrupt:  # before there was a command to stop
            click.echo("\n已中断", err=True)
            sys.exit(STOPPED)

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        own = f"{name}_" if keyword.iskeyword(name) else name
        module: Any = importlib.import_module(f"jixiao.cli.{own}")
        command: click.Command = getattr(module, own)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]},
    epilog="例：jixiao check 自评报告.docx；jixiao 命令 --help 看各命令的用法。",
)  # fmt: skip
@click.version_option(__version__, "--version", message="jixiao %(version)s")
def main() -> None:
    """jixiao（绩效）：预算绩效自评，算得准、说得清、查得出。"""
