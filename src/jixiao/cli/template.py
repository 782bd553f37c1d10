"""jixiao template: the collection workbook of a rulebook."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import PATH, Lang, command, say


@command("jixiao template --rulebook cn/hunan-2017/department -o 采集表.xlsx")
@click.option("--rulebook", required=True, metavar="编号", help="评价规则编号，见 jixiao rulebook list。")
@click.option("-o", "--out", metavar="文件", type=PATH, required=True, help="写到哪个文件（.xlsx）。")
@click.option(
    "--from", "accounts", metavar="文件", multiple=True, type=PATH,
    help="部门决算公开表（可给几个）：认得的数先填好，注明出处。",
)  # fmt: skip
@click.option("--year", metavar="年份", type=int, help="评价年度，如 2021；不写则留给填表人。")
@click.option("--month", metavar="月份", type=click.IntRange(1, 12), help="另加执行监控的表，问截至该月末的情况。")
def template(
    rulebook: str, out: Path, accounts: tuple[Path, ...], year: int | None, month: int | None, lang: Lang
) -> int | None:
    """生成采集表：只问这套规则用得到的数。填好后交给 jixiao evaluate。"""
    from jixiao import api

    known = api.read_accounts_of(accounts, year) if accounts else None
    if known is not None:
        say(known.notes, lang)
    api.write_files({out: api.template(rulebook, year, known, month)})
    click.echo(f"{'wrote' if lang == 'en' else '已写出'} {out}")
    return 0
