"""jixiao batch: whole corpora. One file per command, loaded only when it is called."""

from __future__ import annotations

import importlib
from typing import Any

import click

from jixiao.cli.chinese import Group

COMMANDS = {
    "check": "审核整批报告，结果写成 parquet 和一页汇总",
    "copies": "找出文字雷同的报告，指出相同的句子和留下的别家名称",
    "score": "按一套规则给许多单位计分，写出得分、理由和同类比较的疑点",
}


class Lazy(Group):
    """A group whose commands live in modules named after it and them: `batch check` in jixiao.cli.batch_check."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module: Any = importlib.import_module(f"jixiao.cli.batch_{name}")
        command: click.Command = getattr(module, f"batch_{name}")
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy, epilog="例：jixiao batch check 各单位报告 --out 审核结果")
def batch() -> None:
    """成批处理：几百份到几百万份报告。需要另装 jixiao[batch]。"""
