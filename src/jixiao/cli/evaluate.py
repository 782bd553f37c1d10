"""jixiao evaluate: a case → score, report, form, page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from jixiao.cli.common import PATH, Lang, command, parse_day
from jixiao.errors import Fault


@command("jixiao evaluate examples/department --out out/department")
@click.argument("case", type=PATH)
@click.option("--rulebook", metavar="编号", help="评价规则编号或文件；不写则用案卷里的，与案卷不同的是试算。")
@click.option("--allow-recalled", is_flag=True, help="允许使用未经核实原文的分值；结果会注明。")
@click.option(
    "--accounts", metavar="文件", multiple=True, type=PATH,
    help="部门决算公开表（可给几个）：案卷没有写的数从里面取，不一致的会指出来。",
)  # fmt: skip
@click.option("--out", metavar="文件夹", type=PATH, help="成果放到这个文件夹；不写则只在屏幕上显示得分。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="屏幕输出的格式。")
@click.option("--date", "on", callback=parse_day, metavar="日期", help="报告落款日期，如 2022-03-31；不写则不落日期。")
def evaluate(
    case: Path, rulebook: str | None, allow_recalled: bool, accounts: tuple[Path, ...], out: Path | None, form: str,
    on: date | None, lang: Lang,
) -> int | None:  # fmt: skip
    """按评价规则给案卷算分；加 --out 则写出自评报告、自评表、得分表和网页。

    案卷可以是采集表（.xlsx）、案卷（.yaml 或 .json），或放着它们的文件夹。

    --rulebook 写了另一套规则的是试算：两套规则的得分并排列出，写出的文件都标明“试算”，不能当作自评材料。
    """
    from jixiao import api
    from jixiao.writers.difference import comparison_text
    from jixiao.writers.score_json import scorecard_json
    from jixiao.writers.score_text import scorecard_text
    from jixiao.writers.words import WORDS

    result = api.evaluate(case, rulebook=rulebook, allow_recalled=allow_recalled, on=on, accounts=accounts)
    files = api.write_evaluation(result, out) if out else []
    scorecard = result.scorecard
    if lang == "en":
        from jixiao.phrasebook import english

        notes, read = (tuple(map(english, these)) for these in (scorecard.notes, scorecard.read))
        scorecard = replace(scorecard, notes=notes, read=read)
    if form == "json":
        click.echo(scorecard_json(scorecard, result.trial))
    else:
        if result.trial:
            click.echo(f"{WORDS[lang]['trial']}\n")
        click.echo(scorecard_text(scorecard, lang))
        if result.trial:
            click.echo(comparison_text(result.trial, lang))
        _remind(result.reminders, lang)
        for path in files:
            click.echo(f"{'wrote' if lang == 'en' else '已写出'} {path}")
    return 0


def _remind(reminders: tuple[Fault, ...], lang: Lang) -> None:
    """What to look at again before the papers go out, a line each; they do not change the exit code."""
    if lang == "en":
        from jixiao.phrasebook import in_english

        reminders = in_english(reminders)
    for one in reminders:
        click.echo(f"Look again: {one}" if lang == "en" else f"请核对：{one}")
