"""YR08: where a report describes its own agency, another one's name is left from the text it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_KIND = r"(?:局|委员会|委|办公室|办|厅|院|学校|中学|小学|中心|馆|所|总站|站|队|处|园|镇人民政府|乡人民政府|街道办事处)"
_BODY = r"[^,;。]{0,12}(?:单位|机关|机构)[,;。]"
_MARK = r"\s*(?:[一二三四五六七八九十]+[、.]|\d{1,2}[、.]|\([一二三四五六七八九十\d]+\))?\s*"
_SUBJECT = regex(
    rf"{_MARK}(?P<name>[一-鿿]{{3,20}}{_KIND})(?:\(虚构\))?"
    rf"(?=内设|下设|现有编制|核定编制|编制\d|(?:主要)?职责(?:是|为|:)|主要职能|是{_BODY}|为{_BODY})"
)
_DOES = regex(
    rf"{_MARK}(?P<name>[一-鿿]{{2,8}}(?:省|市|县|区|州)[一-鿿]{{1,12}}{_KIND})(?:\(虚构\))?"
    r"(?=高度重视|认真|积极|严格|始终|坚持|紧紧?围绕|领导班子|党组|党委|成立了|全年(?!向|对)|(?:19|20)\d\d年(?:度)?(?!向|对))"
)
"""Another body of some place as the one that does the report's work."""
_TOGETHER = regex(r"我|本(?!年|着)|配合|联合|会同|协助|支持|指导|督促|牵头|关于|印发|文件|通知|要求")
_ABOVE = regex(r"财政|审计|政府|纪委|组织部|人大|政协|发改|发展和改革|统计|委员会|县委|市委|区委|省委")
_SECTIONS = frozenset(("overview", "duties", "organisation", "staff", ""))
_RELATED = regex(r"下属|所属|下辖|二级|直属|主管|隶属|归口|管理的|更名|改名|并入|划转|合并|机构改革|原")


@check(
    "YR08", "other_agency_left", "介绍本单位的地方写着别的单位", since="0.1", covers=("C04",), level=Level.WARNING,
    says={
        "zh": "这是“{own}”的报告，这里介绍的却是“{name}”；是不是套用了别的单位的文字，请核对",
        "en": "this is the report of {own}, yet {name} is described here: is it left from another unit's text?",
        "zh.copied": "“{section}”{n} 句中有 {copied} 句与别的单位的{file}相同，如{said}；请写本单位的情况",
        "en.copied": "{copied} of {n} sentences of “{section}” stand in another unit's {file}: {said}",
    },
)  # fmt: skip
def other_agency_left(context: Context) -> Iterator[Finding]:
    """One finding for the first sentence about duties, offices or staff whose subject is another agency that nothing relates to it."""
    yield from unlike("YR08", context)
    reading = context.reading
    own = re.sub(r"\(虚构\)", "", reading.agency)
    if not re.search(rf"{_KIND}$", own):
        return
    related: set[str] = set()
    for one in reading.sentences:
        match = _SUBJECT.match(one.text) if reading.key_at(one.section) in _SECTIONS else None
        if match is None and not _TOGETHER.search(one.text):
            match = _DOES.match(one.text)
            match = None if match is not None and _ABOVE.search(match["name"]) else match
        name = match["name"] if match is not None else ""
        if not name or name in related or _akin(name, own):
            continue
        if any(_RELATED.search(other) for other in reading.paragraphs if name in other):
            related.add(name)
            continue
        yield finding("YR08", Level.WARNING, one.place, one.text, own=own, name=name)
        return


def _akin(name: str, own: str) -> bool:
    """Whether two names may be one agency's, or a part of it: the letters of one stand in the other in order, or it is 我局."""
    if name[0] in "我本该各全":
        return True
    short, long = sorted((name, own), key=len)
    at = 0
    for letter in short:
        at = long.find(letter, at) + 1
        if not at:
            return False
    return True
