"""jixiao check: reports somebody wrote → what does not hold, at its place."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import DONE, FOUND, UNUSABLE, Lang, command, write_out


@command("jixiao check 自评报告.docx --show-verified")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.option("--rulebook", metavar="编号", help="按这套规则的等级尺度和提纲审核。")
@click.option("--show-verified", is_flag=True, help="把核对相符的关系也列出来。")
@click.option("--out", type=click.Path(path_type=Path), help="写到文件；不写则显示在屏幕上。")
def check(
    files: tuple[Path, ...], form: str, rulebook: str | None, show_verified: bool, out: Path | None, lang: Lang
) -> int | None:
    """审核报告 FILES：重算每一个能重算的数，在原处指出对不上的地方。

    有“错误”级疑点时退出码为 1；有文件读不了时为 2。
    """
    from jixiao import api
    from jixiao.model.finding import Level
    from jixiao.model.review import Review

    answers = api.check(files, rulebook=rulebook, lang=lang)
    if form == "json":
        from jixiao.writers.json import review_json

        write_out(review_json(answers), out)
    else:
        from jixiao.writers.text import review_text

        write_out(review_text(answers, lang, show_verified=show_verified), out)
    if any(not isinstance(one, Review) for one in answers):
        return UNUSABLE
    return FOUND if any(isinstance(one, Review) and one.count(Level.ERROR) for one in answers) else DONE
