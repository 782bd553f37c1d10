"""TX06: the sentence is there, its figure is not: 比上年减少   万元."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.wording import chinese
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_UNIT = r"(?:万元|亿元|元|%|‰|个百分点|人次|人|辆|批次|次|个|项|家|户|场次|平方米|公里|起|件)"
_BLANK = regex(
    rf"[^,;:。\n()]{{0,14}}(?:占[^,;:。\n\d]{{0,8}}|增加|减少|增长|下降|上升|降低|为|共计?|合计|计|的|达|支出|收入|编制|在职|完成率|执行率)[ _]+{_UNIT}(?=[,;。、()\n]|$)"
)
_TABLE = regex(r"[|\t]")


@check(
    "TX06", "figure_left_blank", "句子里的数没有填", since="0.1", covers=("E08",), level=Level.WARNING,
    says={"zh": "“{words}”缺数", "en": "“{words}” lacks its figure"},
)  # fmt: skip
def figure_left_blank(context: Context) -> Iterator[Finding]:
    """One finding for each run of clauses in which a blank stands before a unit; cells of flattened tables are left out."""
    reading = context.reading
    for index, (text, place) in enumerate(zip(reading.paragraphs, reading.places, strict=True)):
        if (" " not in text and "__" not in text) or _TABLE.search(text) is not None:
            continue
        if any(one.zone == "table" for one in context.in_paragraph(index)):
            continue
        end = -2
        quotes: list[str] = []
        for match in _BLANK.finditer(text):
            if quotes and match.start() > end + 1:
                yield _said(place, quotes)
                quotes = []
            quotes.append(match.group().strip())
            end = match.end()
        if quotes:
            yield _said(place, quotes)


def _said(place: Place, quotes: list[str]) -> Finding:
    words = ",".join(quotes)
    return finding("TX06", Level.WARNING, place, quotes[0], words=chinese(words))
