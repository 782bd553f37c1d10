"""jixiao sample: who is spot-checked, drawn so that anyone can draw it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from jixiao.cli.common import DONE, FOUND, PATH, Lang, command, say_written, tell, write_out


@command("jixiao sample examples/spot-check/名单.csv --rate 10% --seed 2022抽查 --risk findings,gap,years --year 2022")
@click.argument("population", type=PATH)
@click.option("--rate", metavar="百分比", help="抽多少，如 10%；不是整数的进一。")
@click.option("--count", type=int, metavar="家数", help="抽多少家。")
@click.option("--seed", metavar="种子", help="事先公开的一串字；同一名单、同一种子，谁抽都一样。")
@click.option(
    "--risk", metavar="因素", help="按风险加权：findings 疑点数、gap 得分与执行差距、years 距上次抽查年数，用逗号隔开。"
)
@click.option("--year", type=click.IntRange(1990, 2100), metavar="年份", help="这次抽查的年份，years 要用。")
@click.option(
    "--sizes", default="auto", metavar="分档", help="auto 按“规模”栏或金额三等分，none 不分，或各档上限如 100,500。"
)
@click.option("--verify", metavar="结果", type=PATH, help="按这个 JSON 结果重抽一次，看是否一致。")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help="输出的格式。")
@click.option("--out", metavar="文件", type=PATH, help="写到这个文件，不写则输出到屏幕。")
def sample(
    population: Path,
    rate: str | None,
    count: int | None,
    seed: str | None,
    risk: str | None,
    year: int | None,
    sizes: str,
    verify: Path | None,
    form: str,
    out: Path | None,
    lang: Lang,
) -> int | None:
    """从名单（CSV 或工作簿，每行一个单位或项目）里抽取抽查对象：按类型和规模分层，可按风险加权，写明每家的权重、入样概率和理由；同一种子谁抽都一样。"""
    from jixiao import api
    from jixiao.writers.sample import sample_csv, sample_json, sample_text

    if verify is not None:
        if any(one is not None for one in (rate, count, seed, risk, year)):
            raise click.UsageError("--verify 用结果里所记的比例、种子和因素，不能再写")
        again, differences = api.verify_sample(verify, population)
        if differences:
            tell(differences, lang)
            return FOUND
        words = (
            f"agrees: {len(again.drawn)} drawn of {len(again.population.units)}"
            if lang == "en"
            else f"一致：按所记的种子和方法重抽，名单 {len(again.population.units)} 家，抽中的 {len(again.drawn)} 家完全相同"
        )
        click.echo(words)
        return DONE
    result = api.sample(
        population, api.read_request(seed=seed or "", rate=rate, count=count, risk=risk, year=year, sizes=sizes)
    )
    if form == "csv":
        if out is None:
            click.echo(sample_csv(result).decode("utf-8-sig"), nl=False)
        else:
            say_written(api.write_files({out: sample_csv(result)}), lang)
    elif form == "json":
        write_out(sample_json(result), out, lang)
    else:
        if lang == "en":
            from jixiao.phrasebook import english

            result = replace(result, notes=tuple(map(english, result.notes)))
        write_out(sample_text(result, lang), out, lang)
    return DONE
