"""What a figure's own words name: an item of the catalog, and which of its amounts (budget, adjusted budget, spent)."""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.catalog.items import Item, find_basis, find_item, items
from jixiao.extract import cues
from jixiao.patterns import regex

WHOLE = "total_expenditure"
"""The item that general words (全年支出, 支出合计) name where nothing narrower is spoken of."""
OPENING = "prior_year_carryover"
CLOSING = "year_end_balance"

_BASIS = (
    (
        "initial_budget",
        re.compile(
            r"年初预算|预算安排|(?<!全年)(?<!调整)(?<!调整后)预算数|部门预算|批复预算|(?<!全年)(?<!调整)(?<!调整后)预算(?:为|是)?$|预算批复"
        ),
    ),
    ("adjusted_budget", re.compile(r"全年预算|调整(?:后)?(?:的)?预算|追加后预算")),
    ("executed", re.compile(r"决算|执行|实际|支出|全年|发生|使用")),
)
_TIME = r"(?:19|20)\d\d年(?:度|末|底)?|全年度?|本年度?|当年|年度|上年度?|去年|上一年度?"
_LEAD = regex(r"^(?:(?:19|20)\d\d年度?|项目|部门|单位|预算|本年度?|其中)+")
_BEFORE = regex(rf"^(?:其中|{_TIME}|[比较与同由]|的|年末|年底|完成)+")
_GLOSS = regex(r"\([^()]*\)")
_KIND = regex(
    r"(?:为|是|达|达到|共|共计|合计|约|的|由|数|额|总额|金额|资金|安排|实际|实际完成|支出|开支|全年|累计|完成"
    r"|(?:全年)?执行数?|决算数?|(?:年初|全年|调整后?|部门)?预算(?:数|安排|总额|额)?)$"
)
"""Words behind a name that say which of its amounts is meant."""
_SPENT_IN_A_YEAR = regex(r"全年(?:实际|执行|决算)")
_BUDGET = regex(r"(?:年初|部门|批复|安排的?|核定).{0,6}预算|预算(?:安排|批复|总支出|总额)|(?:19|20)\d\d年初?预算")
"""A budget as approved, whoever approved it."""
_NOT_INITIAL = regex(r"收入|全年|调整|追加|追减|调增|调减|可用|执行|决算|完成|项目|实际|上年|去年|下年")
_COMPARED = regex(r"(?:[比较与同由占于](?=[^,;]{0,14}(?:年|预算|同期|上期|基期))|上年|去年|上一年|(?:19|20)\d\d年).*$")
_NOT_OF_THE_END = regex(r"年初|上年|去年|以前年度|期初")
_NO_WHOLE = regex(r"[不非无]")
_OF_TIME_OR_OWNER = regex(
    rf"{_TIME}|截至|\d{{1,2}}月|\d{{1,2}}日|年末|年底|年中|年初|部门|单位|机关|本级|[县区市省镇乡]?(?:级)?财政|拨款|实际|完成|决算|总|共|累计"
    r"|[我本全该](?:[县区市省镇乡州]|单位|部门|[局委办站所院校馆会厅队中心部]{1,2})|其中|[的为是由至到至]"
)
_GENERAL = regex(
    rf"{_OF_TIME_OR_OWNER.pattern}|收支|收入|支出|开支|批复|预算|安排|全年|调整|后|追加|追减|调增|调减|下达|核定|执行|到位|可用|合计|总额|总计|数|额|经费|资金|指标|规模|约|并|经|使用|项目(?=总|资金|预算|支出|经费|年初|全年)"
)
_AROUND = regex(
    r"^(?:(?:19|20)\d\d年度?|本年度?|当年|全年|上半年|[一二三四]季度|\d{1,2}-\d{1,2}月份?|其中|同期|该|累计|授予|实际|完成|本|我|的)+"
)
_SAYS_HOW_MUCH = regex(
    r"(?:为|是|达到?|共计?|合计|总计|总额|总数|总量|总规模|规模|金额|资金|完成|实现|累计|预算|决算|数|额|量|约|的|总)+$"
)
_TOTAL = regex(r"总(?=支出|收入|投资|投入|经费|资金|预算|人数|规模)")
_SHORT = 2
_BODY = regex(r"[^\d]{2,14}(?:局|委|办|站|所|院|校|馆|中心|会|厅|队|镇|乡|街道|政府)")


def basis_of(clause: str) -> str:
    """Which amount of an item the words before a figure mean: spent, where they say nothing else."""
    for basis, pattern in _BASIS[:2]:
        if pattern.search(clause):
            return basis
    return "executed"


@lru_cache(maxsize=4096)
def says_basis(label: str) -> str:
    """The amount that a label names by a word of its own (预算, 决算, 实际支出); "" where a bare name stands there."""
    for basis, pattern in _BASIS[:2]:
        if pattern.search(label):
            return basis
    return "executed" if re.search(r"决算|执行|实际|全年|总支出|支出(?:合计|总额)|^支出$", label) else ""


@lru_cache(maxsize=4096)
def bare_basis(label: str) -> str:
    """The amount that words alone name, of whatever is spoken of: 年初预算数为, 全年执行数, 实际支出; "" for others."""
    short = _LEAD.sub("", label)
    short = short or label
    if _SPENT_IN_A_YEAR.match(short):
        short = short.removeprefix("全年")
    for _ in range(3):
        for text in (short, f"{short}数"):
            if (found := find_basis(text)) is not None:
                return found.key
        cut = re.sub(r"(?:为|是|达|共|约|安排)$", "", short)
        if cut == short:
            break
        short = cut
    return "initial_budget" if _BUDGET.search(label) and not _NOT_INITIAL.search(label) and says_nothing(label) else ""


def is_whole(item: Item) -> bool:
    """Whether an item is the whole of an agency or of a project, which a heading or a sentence may narrow."""
    return item.key in (WHOLE, "project_funds")


@lru_cache(maxsize=4096)
def says_nothing(label: str) -> bool:
    """Whether a label names no thing of its own: 2022年部门预算总额, 县财政安排预算. 培训经费预算 does."""
    rest = _GENERAL.sub("", _GLOSS.sub("", label))
    return not rest or _BODY.fullmatch(rest) is not None


def _of_the_whole(before: str) -> bool:
    """Whether the words before 全年支出 leave it that of the whole agency; 培训费 makes it the training's."""
    rest = _OF_TIME_OR_OWNER.sub("", before)
    return not rest or _BODY.fullmatch(rest) is not None


@lru_cache(maxsize=4096)
def item_of(label: str) -> Item | None:
    """The item a label names: the label itself, what is left without words of time and kind, or the longest name it ends with."""
    if not label:
        return None
    texts = _shorter(label)
    for text in texts:
        if (item := find_item(text)) is not None:
            return item
    for text in texts:
        found = _by_ending(text)
        if found is not None:
            return found
    return None


def _shorter(label: str) -> list[str]:
    """The label, then ever less of it."""
    bare = _GLOSS.sub("", label) if "(" in label else label
    found = [label, bare]
    for start in dict.fromkeys((bare, cues.core(bare), _BEFORE.sub("", bare))):
        short = start
        for _ in range(4):
            if len(short) < 2:
                break
            found.append(short)
            cut = _KIND.sub("", short)
            if cut == short:
                break
            short = cut
    return list(dict.fromkeys(found))


def prior_item(label: str) -> tuple[Item | None, bool]:
    """The item that stands before the words of last year (公务接待费较上年), and whether any other thing stands there."""
    before = _COMPARED.sub("", label)
    if not before or says_nothing(before):
        return None, False
    item = item_of(before)
    return item, item is None


def _by_ending(text: str) -> Item | None:
    for name, one in _endings().get(text[-1:], ()):
        before = text[: -len(name)]
        if not text.endswith(name) or len(before) > 8 or _NO_WHOLE.search(before):
            continue
        if one.key == WHOLE and not _of_the_whole(before):
            continue
        if one.key == CLOSING and _NOT_OF_THE_END.search(before):
            return items()[OPENING]
        return one
    return None


@lru_cache(maxsize=1)
def _endings() -> dict[str, list[tuple[str, Item]]]:
    """Names a label may end with, by their last character, the longest first."""
    pairs = [
        (re.sub(r"[“”]", "", name), item)
        for item in items().values()
        for name in (item.name, *item.aliases)
        if len(name) >= 4
    ]
    found: dict[str, list[tuple[str, Item]]] = {}
    for name, item in sorted(pairs, key=lambda pair: -len(pair[0])):
        found.setdefault(name[-1], []).append((name, item))
    return found


@lru_cache(maxsize=4096)
def kernel(name: str) -> str:
    """What a name is about, without years, totality and kind: 政府采购支出 of 2019年度政府采购支出总额."""
    bare = _AROUND.sub("", cues.core(re.sub(r"[“”\"《》]", "", name)))
    short = _SAYS_HOW_MUCH.sub("", bare)
    return _TOTAL.sub("", short if len(short) >= _SHORT else bare)
