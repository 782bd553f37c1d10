"""TX08: a report in one agency's name states the whole spending or the score of another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_KIND = r"(?:局|委员会|委|办公室|办|厅|院|校|学校|大学|学院|幼儿园|中心|馆|所|站|队|会|处|社|园|镇人民政府|乡人民政府|街道办事处|镇政府|乡政府|法院|检察院|网信办)"
_SUBJECT = Sought(
    rf"(?:^|[,。;:、]|(?:19|20)\d\d年(?:度)?|全年|本年度)(?P<name>[一-鿿]{{2,18}}{_KIND})(?:\(虚构\))?(?:(?:19|20)\d\d年(?:度)?)?"
    r"(?:部门|单位)?(?:整体支出(?:绩效|情况|总额|规模|\d)|绩效自评(?:得分|等级|结果|报告)|自评得分|年度总支出|(?:全体|广大)干部职工|(?:领导)?班子成员)",
    "整体支出", "绩效自评", "自评得分", "年度总支出", "干部职工", "班子成员",
)  # fmt: skip
_STATED = Sought(
    rf"(?:^|[。;])(?:[(（]?[一二三四五六七八九十\d]{{1,3}}[)）、.．])?(?P<name>(?:[一-鿿]{{2,7}}?(?:省|市|县|区|州|旗|盟|镇|乡))[一-鿿]{{2,14}}?{_KIND})(?:\(虚构\))?(?:(?:19|20)\d\d年(?:度)?)?(?:部门|单位)?"
    r"(?:年初(?:预算|结转)|调整后?预算|全年(?:支出|收入|预算|总)|本年(?:支出|收入)|(?:总|收入|支出)(?:合计|总计)|收、支|总?支出\d|总收入|基本支出|项目支出\d|公用经费|“?三公|在职|实有|核定编制|编制|下设|内设|机关内设|公务用车|自评(?:得分|结果))",
    "年初", "预算", "支出", "收入", "收、支", "公用经费", "三公", "在职", "实有", "编制", "下设", "内设", "公务用车", "自评", "合计", "总计", "全年", "本年",
)  # fmt: skip
_PLACE = regex(r"[一-鿿]{2,7}?(?:省|市|县|区|州|旗|盟|镇|乡)")
_UNITS = regex(r"下属|所属|下辖|二级(?:预算)?单位|[\d一二三四五六七八九十两]+(?:个|家)(?:预算)?单位|部门汇总|各预算单位")
_PARTNER = "与和由向对经从在被给为、"
_OFTEN = 2
_OPENING, _CLOSING = 3, 6
_LEADS = regex(
    rf"(?:[(（]?[一二三四五六七八九十\d]{{1,3}}[)）、.．])?(?P<name>[一-鿿]{{2,7}}?(?:省|市|县|区|州|旗|盟|镇|乡)[一-鿿]{{2,14}}?{_KIND})(?=(?:19|20)\d\d年|全年|本年)"
)
_SIGNED = regex(rf"[一-鿿]{{2,24}}{_KIND}")
_DATE = regex(
    r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?|[二〇○零一三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
)
_NAME_END = regex(rf"{_KIND}$")
_OTHERS = regex(r"下属|所属|下辖|二级|各单位|汇总|合并|直属|本级|机关|上年|其中|分别|与|和|及")
_SELF = regex(r"^(?:我|本|该|全|各|区财政|县财政|市财政|省财政|财政)")
_MADE_UP = regex(r"\(虚构\)|（虚构）")
_RENAMED = regex(r"更名|改名|合并组建|划转|并入|机构改革|挂牌|原[一-鿿]{2,16}(?:局|委|办)")


@check(
    "TX08", "name_differs", "单位名称前后不一致", since="0.1", covers=("E12", "C04"), level=Level.WARNING,
    says={
        "zh": "标题写的是“{title}”，这里写成“{name}”，请核对",
        "en": "the title names {title}, this line {name}",
    },
)  # fmt: skip
def name_differs(context: Context) -> Iterator[Finding]:
    """One finding for each other name under which the whole spending, the score or the self-evaluation of the agency itself is told."""
    reading = context.reading
    own = _MADE_UP.sub("", reading.agency)
    if not _NAME_END.search(own):
        own = _first_named(reading.paragraphs)
        if own:
            yield from _own_figures_of_another(context, own)
        return
    told: set[str] = set()
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        bare = _MADE_UP.sub("", text) if "虚构" in text else text
        for match in _SUBJECT.finditer(bare):
            name = match["name"]
            stop = max(bare.rfind(sign, 0, match.start("name")) for sign in "。;\n") + 1
            if name in told or _OTHERS.search(bare[stop : match.end()]) or _SELF.match(name) or _same(name, own):
                continue
            if not told and any(_RENAMED.search(one) for one in reading.paragraphs):
                return
            told.add(name)
            yield finding("TX08", Level.WARNING, place, match.group().lstrip(",。;:、"), title=own, name=name)
    if not told and (signed := _signed_by_another(context, own)) is not None:
        yield signed
    elif not told:
        yield from _own_figures_of_another(context, own)


def _first_named(lines: Sequence[str]) -> str:
    """The agency an excerpt without a title begins with: 示例县植保站2022年年初预算…."""
    for line in lines[:_OPENING]:
        match = _LEADS.match(_MADE_UP.sub("", line))
        if match is not None:
            return match["name"]
    return ""


def _signed_by_another(context: Context, own: str) -> Finding | None:
    """The signature at the end, where it is another agency's of the same place."""
    lines = context.reading.paragraphs
    place_of = _PLACE.match(own)
    for index in range(max(1, len(lines) - _CLOSING), len(lines) - 1):
        name = _MADE_UP.sub("", lines[index]).strip()
        if _DATE.fullmatch(lines[index + 1].strip()) is None or _SIGNED.fullmatch(name) is None or _same(name, own):
            continue
        if place_of is not None and name.startswith(place_of.group()) and not any(name in one for one in lines[:index]):
            return finding("TX08", Level.WARNING, context.reading.places[index], name, title=own, name=name)
    return None


def _own_figures_of_another(context: Context, own: str) -> Iterator[Finding]:
    """One finding where a sentence states budget, spending, staff or offices of the agency itself under another's name of the same place."""
    place_of = _PLACE.match(own)
    text = _MADE_UP.sub("", context.text)
    if place_of is None or not _STATED.may_be_in(text) or _UNITS.search(text) or _RENAMED.search(text):
        return
    for words, place in zip(context.reading.paragraphs, context.reading.places, strict=True):
        bare = _MADE_UP.sub("", words) if "虚构" in words else words
        for match in _STATED.finditer(bare):
            name = match["name"]
            if not name.startswith(place_of.group()) or _same(name, own) or _OTHERS.search(match.group()):
                continue
            if text.count(name) > _OFTEN or any(f"{one}{name}" in text for one in _PARTNER):
                continue
            yield finding("TX08", Level.WARNING, place, match.group().lstrip("。;"), title=own, name=name)
            return


def _same(name: str, own: str) -> bool:
    """Whether two names may be one: one's characters all stand in the other in order (区委网信办 · 冷水滩区委网络安全和信息化委员会办公室)."""
    short, long = sorted((name, own), key=len)
    at = 0
    for letter in short:
        at = long.find(letter, at) + 1
        if not at:
            return False
    return True
