"""TX04: the year evaluated stands where the coming one belongs, or another year heads a part of the report."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_AHEAD = Sought(
    r"(20\d\d)年度?的?(?:改进措施|下一步(?:工作)?(?:打算|计划|措施)?|改进方向|整改措施)(?![^,。;\n]{0,6}(?:落实|完成|执行|情况|已|成效))",
    "改进措施", "下一步", "改进方向", "整改措施",
)  # fmt: skip

_DONE = regex(
    r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?(?P<words>(?P<year>20\d\d)年度?[,，]?(?:全年|全[省市县区州旗镇乡]|我[省市县区局]|本?单位)?(?:共|累计|实际|已)*"
    r"(?:完成|新建|新增|改造|整治|修复|维修|开展|举办|组织|培训|办理|办结|发放|救助|资助|检测|检查|抽检|巡查|服务|接待|受理|采购|购置|种植|建成)[^,，。;；\d]{0,12})\d"
)
_OTHER_YEAR = regex(r"(?:19|20)\d\d(?=年|[-—–~至])")
_EARLIER = regex(r"[比较]|同期|上年|去年|往年|基础上|以来|至今|年起|结转|跨年|续建|截至|批复|立项|启动|[年月][底末初]|累计")
_PERIODS = regex(r"跨年度|实施期|建设期|周期|滚动|三年行动|[两三五]年(?:内|来|间|规划)")
_RESULTS = frozenset(("results", "goals_done", "effectiveness", "economy", "efficiency", "sustainability"))


@check(
    "TX04", "year_left_over", "年份可能没有改过来", since="0.1", covers=("C02",), level=Level.WARNING,
    says={
        "zh": "写“{words}”：{year}年是评价年度，改进措施应是以后年度的，请核对年份",
        "zh.done": "绩效情况里写“{words}”：评价年度是{evaluated}年，别处也没有说到{year}年，请核对年份",
        "en": "“{words}”: {year} is the year evaluated; measures lie ahead of it",
        "en.done": "“{words}” stands among the results: the year evaluated is {evaluated}, and {year} is spoken of nowhere else",
    },
)  # fmt: skip
def year_left_over(context: Context) -> Iterator[Finding]:
    """One finding for each heading or lead that dates the measures to the year evaluated, or before it, and for a result of the year before."""
    reading = context.reading
    if reading.year is None:
        return
    yield from _results_of_last_year(context, reading.year)
    if not _AHEAD.may_be_in(context.text):
        return
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        match = _AHEAD.search(text)
        if match and int(match.group(1)) <= reading.year:
            yield finding("TX04", Level.WARNING, place, text[:40], words=match.group(), year=match.group(1))


def _results_of_last_year(context: Context, year: int) -> Iterator[Finding]:
    """The one sentence of the results that says of the year before what was done, where nothing else speaks of that year."""
    reading, before = context.reading, f"{year - 1}年"
    if before not in context.text or f"{year}年" not in reading.title or str(year - 1) in reading.title:
        return
    if _PERIODS.search(context.text):
        return
    told = [
        (one, match) for one in reading.sentences
        if before in one.text and reading.key_at(one.section) in _RESULTS and (match := _DONE.match(one.text)) is not None
        and int(match["year"]) == year - 1
    ]  # fmt: skip
    if len(told) != 1:
        return
    sentence, match = told[0]
    paragraph = reading.paragraphs[sentence.paragraph]
    if len(_OTHER_YEAR.findall(paragraph)) != 1 or _EARLIER.search(paragraph):
        return
    said = sum(1 for one in reading.sentences if before in one.text and reading.key_at(one.section) in _RESULTS)
    if said == 1:
        yield finding(
            "TX04", Level.WARNING, sentence.place, sentence.text[:40], variant="done", words=match["words"].strip(),
            year=str(year - 1), evaluated=str(year),
        )  # fmt: skip
