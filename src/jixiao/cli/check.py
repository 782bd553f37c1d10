"""jixiao check: reports somebody wrote → what does not hold, at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from jixiao.cli.common import DONE, FOUND, UNUSABLE, Lang, command, write_out


@command("jixiao check 自评报告.docx --annotate 批注")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "html"]), default="text", help="输出格式。")
@click.option("--annotate", metavar="文件夹", type=click.Path(path_type=Path), help="把原文件加上批注，放到这个文件夹。")
@click.option("--rulebook", metavar="编号", help="按这套规则的等级尺度和提纲审核。")
@click.option("--waivers", metavar="文件", type=click.Path(path_type=Path), help="已核实、不再追究的疑点（YAML）。")
@click.option("--show-verified", is_flag=True, help="把核对相符的关系也列出来。")
@click.option("--out", metavar="文件", type=click.Path(path_type=Path), help="写到文件；不写则显示在屏幕上。")
def check(
    files: tuple[Path, ...],
    form: Literal["text", "json", "sarif", "html"],
    annotate: Path | None,
    rulebook: str | None,
    waivers: Path | None,
    show_verified: bool,
    out: Path | None,
    lang: Lang,
) -> int | None:
    """审核报告 FILES：重算每一个能重算的数，在原处指出对不上的地方。

    有“错误”级疑点时退出码为 1；有文件读不了时为 2。
    """
    from jixiao import api
    from jixiao.model.finding import Level
    from jixiao.model.review import Review

    checked = api.check_files(files, rulebook=rulebook, lang=lang, waivers=waivers)
    write_out(api.format_reviews(checked, form, lang, show_verified=show_verified), out)
    if annotate is not None:
        written, said = api.annotate(checked, annotate, lang)
        for line in (*map(str, written), *said):
            click.echo(line, err=True)
    answers = [one.answer for one in checked]
    if any(not isinstance(one, Review) for one in answers):
        return UNUSABLE
    return FOUND if any(isinstance(one, Review) and one.count(Level.ERROR) for one in answers) else DONE
