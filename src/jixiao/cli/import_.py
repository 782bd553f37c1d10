"""jixiao import: tables of other systems → a case file."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.common import PATH, Lang, command, say


@command("jixiao import 指标导出.csv --rulebook cn/mof-2020-10/project --agency 样例局 --year 2023 -o 案卷.yaml", "import")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--rulebook", required=True, metavar="编号", help="评价规则编号，见 jixiao rulebook list。")
@click.option("--mapping", metavar="文件", type=PATH, help="字段对照表（YAML）；不写则用内置的。")
@click.option("--agency", metavar="名称", default="", help="单位名称；文件里没有时写。")
@click.option("--year", metavar="年份", type=int, help="评价年度；文件里没有时写。")
@click.option("--project", metavar="名称", default="", help="项目名称；文件里没有时写。")
@click.option("-o", "--out", metavar="文件", type=PATH, required=True, help="写到哪个案卷（.yaml）。")
def import_(
    files: tuple[Path, ...],
    rulebook: str,
    mapping: Path | None,
    agency: str,
    year: int | None,
    project: str,
    out: Path,
    lang: Lang,
) -> int | None:
    """把别的系统导出的绩效指标表、项目资金表（CSV 或 Excel）变成案卷。

    按字段名认列，内置的对照表见 src/jixiao/intake/mapping.yaml；没有在真实的导出文件上试过。
    """
    from jixiao import api

    given = {"agency": agency, "year": str(year or ""), "project": project}
    text, notes = api.import_case(files, rulebook, given, mapping)
    say(notes, lang)
    api.write_files({out: text.encode("utf-8")})
    click.echo(f"{'wrote' if lang == 'en' else '已写出'} {out}")
    return 0
