"""jixiao check: reports somebody wrote → what does not hold, at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, get_args

import click

from jixiao.cli.common import DONE, FOUND, PATH, UNUSABLE, Lang, command, parse_day, say_written, write_out
from jixiao.errors import Fault, UsageError

Form = Literal["text", "json", "sarif", "html"]


@command("jixiao check 自评报告.docx --annotate 批注")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--format", "form", type=click.Choice(get_args(Form)), help="输出格式。")
@click.option("--annotate", metavar="文件夹", type=PATH, help="把原文件加上批注，放到这个文件夹。")
@click.option(
    "--with",
    "beside",
    metavar="文件",
    multiple=True,
    type=PATH,
    help="同一单位的决算、预算、目标表、项目表、监控表、上年报告等，逐数对照；可写多次。",
)
@click.option("--rulebook", metavar="编号", help="按这套规则的等级尺度和提纲审核。")
@click.option("--waivers", metavar="文件", type=PATH, help="已核实、不再追究的疑点（YAML）。")
@click.option("--show-verified", is_flag=True, help="把核对相符的关系也列出来。")
@click.option(
    "--out",
    metavar="文件",
    type=PATH,
    help="写到文件，不写则显示在屏幕上；以 .docx 结尾的是发给单位的审核意见，以 .html、.json、.sarif 结尾的按结尾定格式。",
)
@click.option(
    "--opinions",
    metavar="文件夹",
    type=PATH,
    help="每个文件一份审核意见，连同清单（清单.csv），放到这个文件夹。",
)
@click.option("--date", "on", callback=parse_day, metavar="日期", help="审核意见的落款日期，如 2022-05-10；不写则空着。")
def check(
    files: tuple[Path, ...],
    form: Form | None,
    annotate: Path | None,
    beside: tuple[Path, ...],
    rulebook: str | None,
    waivers: Path | None,
    show_verified: bool,
    out: Path | None,
    opinions: Path | None,
    on: date | None,
    lang: Lang,
) -> int | None:
    """审核报告：重算每一个能重算的数，在原处指出对不上的地方。给出文件夹的，审核里面（含下级）的全部文件。

    有“错误”级疑点时退出码为 1；有文件读不了时为 2。
    """
    from jixiao import api
    from jixiao.model.finding import Level
    from jixiao.model.review import Review

    opinion = out if out is not None and out.suffix.lower() == ".docx" else None
    _demand_sense((*files, *beside), form, out, opinions, on)
    named = api.files_of(files, [one for one in (opinions, annotate) if one is not None])
    checked = api.check_files(named, rulebook=rulebook, lang=lang, waivers=waivers, beside=beside)
    if opinion is not None:
        say_written(api.write_opinion(checked, opinion, on), lang)
    elif opinions is not None and form is None and out is None:
        click.echo(api.opinion_lines(checked, lang), nl=False)
    else:
        write_out(api.format_reviews(checked, form or _form_of(out), lang, show_verified=show_verified), out, lang)
    if opinions is not None:
        say_written(api.write_opinions(checked, opinions, on), lang)
    if annotate is not None:
        written, said = api.annotate(checked, annotate, lang)
        say_written(written, lang)
        for line in said:
            click.echo(line, err=True)
    answers = [one.answer for one in checked]
    if any(not isinstance(one, Review) or one.has_unreadable_neighbour for one in answers):
        return UNUSABLE
    return FOUND if any(isinstance(one, Review) and one.count(Level.ERROR) for one in answers) else DONE


def _form_of(out: Path | None) -> Form:
    """The form that the ending of a file asks for; text where it asks for none."""
    ending = out.suffix.lower().removeprefix(".") if out is not None else ""
    return next((one for one in get_args(Form) if one == ending), "text")


def _demand_sense(
    files: tuple[Path, ...], form: str | None, out: Path | None, opinions: Path | None, on: date | None
) -> None:
    """`UsageError` with everything about where to write that cannot be meant: the user's own file is never written over."""
    faults = []
    opinion = out is not None and out.suffix.lower() == ".docx"
    if out is not None and out.is_dir():
        faults.append(Fault(str(out), "--out 是一个文件，这里已有同名的文件夹", "每份报告写一份审核意见的，用 --opinions"))
    if opinions is not None and opinions.resolve() in {one.resolve() for one in files}:
        faults.append(Fault(str(opinions), "审核意见不能和报告放在同一个文件夹里", "请换一个文件夹"))
    if out is not None and out.resolve() in {one.resolve() for one in files}:
        faults.append(Fault(str(out), "结果会盖住所审的原文件", "请换一个文件名"))
    if opinion and form is not None:
        faults.append(Fault(str(out), f"以 .docx 结尾的是审核意见，不能写成 {form}", "去掉 --format，或换一个结尾"))
    if not opinion and opinions is None and on is not None:
        faults.append(Fault("", "--date 是审核意见的落款日期", "请写上 --out 审核意见.docx 或 --opinions 文件夹"))
    if faults:
        raise UsageError(faults)
