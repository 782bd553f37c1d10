"""TX08: a report in one agency's name states the whole spending or the score of another one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.text.sought import Sought

_KIND = r"(?:局|委员会|委|办公室|办|厅|院|校|学校|大学|学院|幼儿园|中心|馆|所|站|队|会|处|社|园|镇人民政府|乡人民政府|街道办事处|镇政府|乡政府|法院|检察院|网信办)"
_SUBJECT = Sought(
    rf"(?:^|[,。;:、]|(?:19|20)\d\d年(?:度)?|全年|本年度)(?P<name>[一-鿿]{{2,18}}{_KIND})(?:\(虚构\))?(?:(?:19|20)\d\d年(?:度)?)?"
    r"(?:部门|单位)?(?:整体支出(?:绩效|情况|总额|规模|\d)|绩效自评(?:得分|等级|结果|报告)|自评得分|年度总支出|(?:全体|广大)干部职工|(?:领导)?班子成员)",
    "整体支出", "绩效自评", "自评得分", "年度总支出", "干部职工", "班子成员",
)  # fmt: skip
_NAME_END = re.compile(rf"{_KIND}$")
_OTHERS = re.compile(r"下属|所属|下辖|二级|各单位|汇总|合并|直属|本级|机关|上年|其中|分别|与|和|及")
_SELF = re.compile(r"^(?:我|本|该|全|各|区财政|县财政|市财政|省财政|财政)")
_MADE_UP = re.compile(r"\(虚构\)|（虚构）")
_RENAMED = re.compile(r"更名|改名|合并组建|划转|并入|机构改革|挂牌|原[一-鿿]{2,16}(?:局|委|办)")


@check(
    "TX08", "name_differs", "单位名称前后不一致", since="0.1", covers=("E12", "C04"), level=Level.WARNING, words=("整体支出", "自评", "干部职工", "班子"),
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


def _same(name: str, own: str) -> bool:
    """Whether two names may be one: one's characters all stand in the other in order (区委网信办 · 冷水滩区委网络安全和信息化委员会办公室)."""
    short, long = sorted((name, own), key=len)
    at = 0
    for letter in short:
        at = long.find(letter, at) + 1
        if not at:
            return False
    return True
