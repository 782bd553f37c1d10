"""jixiao export: a case's indicators and funds with the field names of other systems."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import PATH, Lang, command, say


@command("jixiao export examples/project -o 指标.csv")
@click.argument("case", type=PATH)
@click.option("--mapping", metavar="文件", type=PATH, help="字段对照表（YAML）；不写则用内置的。")
@click.option("--allow-recalled", is_flag=True, help="允许使用未经核实原文的分值。")
@click.option("-o", "--out", metavar="文件", type=PATH, required=True, help="写到哪个文件（.csv 或 .xlsx）。")
def export(case: Path, mapping: Path | None, allow_recalled: bool, out: Path, lang: Lang) -> int | None:
    """把案卷的各项指标、得分和项目资金，按别的系统的字段名写成表。

    写 .xlsx 是一本两张表；写 .csv 时资金另成一个文件。没有在真实的系统上试过。
    """
    from jixiao import api

    files, notes = api.export_case(case, out, mapping, allow_recalled=allow_recalled)
    say(notes, lang)
    for path in api.write_files(files):
        click.echo(f"{'wrote' if lang == 'en' else '已写出'} {path}")
    return 0
