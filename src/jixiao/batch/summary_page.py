"""A summary → one page that needs nothing else: no script, no outside style, font or picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from pathlib import Path

from jixiao.batch.ledger import Run
from jixiao.batch.listing import MOST, NAME
from jixiao.batch.summary import LISTED, QUOTES, WORST, Quote, Share, Summary, shown
from jixiao.checks.check import checks
from jixiao.model.document import Bar, Chart
from jixiao.writers.plain import plain
from jixiao.writers.svg import write_svg

_GROUPS = {"region": ("按地区", 30), "year": ("按年度", 40), "sector": ("按单位类别", 30)}
_BARS = 12
_FEW = 30
"""Fewer documents than this, and the share says little: the page says so."""
_LEVELS = {"error": "错误", "warning": "需说明", "info": "提示"}
_NOTHING_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'"


def summary_html(summary: Summary, run: Run) -> str:
    """The page in Chinese."""
    folder = resources.files("jixiao")
    style = folder.joinpath("writers", "page.css").read_text("utf-8") + folder.joinpath("batch", "summary.css").read_text(
        "utf-8"
    )
    sections = [
        _head(summary), _counts(summary), _coverage(summary), *(_group(summary, name) for name in _GROUPS), _kinds(summary),
        _worst(summary), _unread(summary), _method(summary, run),
    ]  # fmt: skip
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_OUTSIDE}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>批量审核汇总</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(sections)
        + "\n</main>\n</body>\n</html>\n"
    )


def _head(summary: Summary) -> str:
    wrong = summary.wrong
    said = f"{wrong.whole:,} 份报告中，{wrong.part:,} 份有“错误”级疑点，占 {_percent(wrong.seen)}"
    low, high = wrong.interval
    return (
        f"<h1>批量审核汇总</h1>\n<p class=headline>{_t(said)}</p>\n<p class=center>95% 置信区间 {_percent(low)}–{_percent(high)}；"
        f"有“错误”或“需说明”的 {summary.doubtful.part:,} 份，占 {_percent(summary.doubtful.seen)}（{_interval(summary.doubtful)}）</p>"
    )


def _counts(summary: Summary) -> str:
    tiles = [
        ("来源", summary.sources), ("内容相同、只审一次", summary.copies), ("已审核", summary.statuses["checked"]),
        ("读不了", summary.statuses["unreadable"] + summary.empty),
        ("失败", summary.statuses["failed"]), ("读到的数", summary.figures), ("可核对的数", summary.checkable),
        ("核对的关系", summary.relations), ("对不上的关系", summary.inconsistent),
    ]  # fmt: skip
    return '<div class="tiles">' + "".join(f"<div><b>{count:,}</b>{_t(name)}</div>" for name, count in tiles) + "</div>"


def _coverage(summary: Summary) -> str:
    whole = sum(summary.coverage)
    bars = tuple(
        Bar(f"{10 * at}–{10 * at + 10}%", float(count), f"{count:,} 份") for at, count in enumerate(summary.coverage)
    )
    share = summary.checkable / summary.figures if summary.figures else 0.0
    said = f"共 {summary.figures:,} 个数，其中 {summary.checkable:,} 个（{_percent(share)}）处在可以重算的关系里。其余的数没有可比的对象，不等于对，也不等于错。"
    return _section("可核对的程度", _p(said) + (_chart("每份报告中可核对的数所占的比例", "份", bars) if whole else ""))


def _group(summary: Summary, name: str) -> str:
    title, limit = _GROUPS[name]
    groups, rest = shown(summary.groups.get(name, []), limit)
    if not groups:
        return ""
    named = [(one or "（没认出）", share) for one, share in groups]
    known = [(one, share) for one, share in groups if one]
    telling = [pair for pair in known if pair[1].whole >= _FEW] or known
    bars = tuple(_bar(one, share) for one, share in telling[:_BARS])
    rows = [_share_row(one, share) for one, share in named]
    if rest is not None:
        rows.append(_share_row(f"其余 {rest[0]:,} 个", rest[1]))
    table = _table(("", "已审核", "有错误", "占比", "95% 置信区间"), rows)
    few = ""
    if any(0 < share.whole < _FEW for _, share in named):
        left_out = "，图中略去" if len(telling) < len(known) else ""
        few = _p(f"带 * 的不足 {_FEW} 份，占比说明不了多少{left_out}。", "small")
    return _section(f"有“错误”级疑点的报告：{title}", _chart(f"{title}，细线是 95% 置信区间", "%", bars) + table + few)


def _bar(name: str, share: Share) -> Bar:
    low, high = share.interval
    return Bar(name, 100 * share.seen, f"{_percent(share.seen)}（{share.whole:,} 份）", span=(100 * low, 100 * high))


def _share_row(name: str, share: Share) -> Sequence[str]:
    mark = "*" if share.whole < _FEW else ""
    return _t(name), f"{share.whole:,}", f"{share.part:,}", f"{_percent(share.seen)}{mark}", _interval(share)


def _kinds(summary: Summary) -> str:
    if not summary.kinds:
        return _section("各种疑点", _p("没有发现疑点。"))
    known = dict(checks.items())
    rows, drill = [], []
    for code, kind in sorted(
        summary.kinds.items(), key=lambda one: (-one[1].levels["error"], -one[1].levels["warning"], one[0])
    ):
        title = known[code].title if code in known else code
        count = sum(kind.levels.values())
        rows.append(
            (f"<code>{code}</code>", _t(title), *(f"{kind.levels[level]:,}" for level in _LEVELS), f"{kind.documents:,}")
        )
        more = f"，列出 {len(kind.quotes)} 处，其余在 findings 表" if count > len(kind.quotes) else ""
        listed = "".join(_quote(one, summary.names.get(one.document, ""), code=False) for one in kind.quotes)
        drill.append(
            f"<details><summary><code>{code}</code> {_t(title)}（{count:,} 处{more}）</summary><ol>{listed}</ol></details>"
        )
    table = _table(("编号", "疑点", *_LEVELS.values(), "涉及报告"), rows)
    return _section("各种疑点", table + "<h3>逐条看原文</h3>" + "".join(drill))


def _worst(summary: Summary) -> str:
    if not summary.worst:
        return ""
    entries = []
    for row in summary.worst:
        quotes = summary.quotes.get(row["document"], [])
        found = row["errors"] + row["warnings"] + row["infos"]
        more = _p(f"只列前 {len(quotes)} 处，其余在 findings 表。", "small") if found > len(quotes) else ""
        listed = "".join(_quote(one, "", code=True) for one in quotes)
        name = summary.names.get(row["document"], row["document"][:12])
        entries.append(
            f"<details><summary>{_t(row['title'] or _short(name))}：错误 {row['errors']}、需说明 {row['warnings']}、提示 {row['infos']}"
            f"</summary>{_p(name, 'small')}<ol>{listed}</ol>{more}</details>"
        )
    return _section(f"疑点最多的报告（前 {min(WORST, len(entries))} 份）", "".join(entries))


def _unread(summary: Summary) -> str:
    if not summary.unread_counts:
        return _section("读不了和没审成的", _p("没有。"))
    entries = []
    for (reason, hint), count in sorted(summary.unread_counts.items(), key=lambda one: (-one[1], one[0])):
        files = [summary.names.get(one, one) for one in summary.unread.get((reason, hint), ())]
        files = files or [source for source, why in summary.without if why == reason]
        more = f"，只列前 {len(files)} 份" if count > len(files) else ""
        listed = "".join(f"<li>{_t(one)}</li>" for one in files)
        entries.append(
            f"<details><summary>{_t(reason)}（{count:,} 份{more}）</summary>{_p(hint) if hint else ''}<ol>{listed}</ol></details>"
        )
    return _section("读不了和没审成的", "".join(entries))


def _method(summary: Summary, run: Run) -> str:
    rulebook = run.rulebook or "没有指定，按报告自身的关系审核"
    lines = (
        "“错误”是无论怎样理解都对不上的；“需说明”是要有人解释的；“提示”值得看一眼。疑点只是疑点，由人判断。",
        "占比的分母是已审核的报告；内容完全相同的文件只算一份。置信区间用 Wilson 法，是把这批报告看作更大一批中抽出的一部分时的区间；已是全部时，占比本身就是结果。",
        "地区和单位类别从单位名称认出（parquet 有 region 列的以该列为准），只用于计数，可能认错。",
        f"每种疑点最多列 {QUOTES} 处，读不了的每种原因最多列 {LISTED} 份；全部在本文件夹的 findings、documents、sources 表里。"
        + (f"每份一行的清单：同一文件夹的 {NAME}，用 Excel 打开。" if summary.sources <= MOST else ""),
        f"规则：{rulebook}。jixiao {run.version}，表结构 {run.schema}。",
    )
    return _section("说明", "".join(_p(line, "small") for line in lines))


def _quote(one: Quote, name: str, *, code: bool) -> str:
    head = f"<span class={one.level}>{_LEVELS.get(one.level, '')}</span> " + (f"<code>{one.code}</code> " if code else "")
    source = f"<div class=small>{_t(f'{_short(name)}，{one.place}' if name else one.place)}</div>"
    return f"<li>{head}{_t(one.message)}<q>{_t(one.quote)}</q>{source}</li>"


def _short(name: str) -> str:
    return Path(name).name


def _chart(title: str, unit: str, bars: tuple[Bar, ...]) -> str:
    if not bars:
        return ""
    return f"<figure>\n<figcaption>{_t(title)}（{_t(unit)}）</figcaption>\n{write_svg(Chart(title, unit, bars))}\n</figure>"


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{_t(one)}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(f'<td{_align(at, one)}>{one}</td>' for at, one in enumerate(row))}</tr>\n" for row in rows)
    return f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _align(at: int, cell: str) -> str:
    return " class=right" if at and cell[:1].isdigit() else ""


def _section(title: str, body: str) -> str:
    return f"<section><h2>{_t(title)}</h2>\n{body}</section>"


def _p(text: str, kind: str = "") -> str:
    return f"<p{f' class={kind}' if kind else ''}>{_t(text)}</p>"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _interval(share: Share) -> str:
    low, high = share.interval
    return f"{_percent(low)}–{_percent(high)}"


def _t(text: str) -> str:
    return escape(plain(text))
