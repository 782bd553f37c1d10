"""jixiao extract: what was read in one report."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import PATH, Lang, command


@command("jixiao extract 自评报告.docx --format json")
@click.argument("file", type=PATH)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
def extract(file: Path, form: str, lang: Lang) -> int | None:
    """列出从文件中读到的数据项、数字和它们之间的关系，供人核对读得对不对。"""
    from jixiao import api
    from jixiao.writers.reading import reading_json, reading_text

    reading = api.extract(file)
    click.echo(reading_json(reading) if form == "json" else reading_text(reading, lang))
    return 0
