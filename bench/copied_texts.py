"""Texts of about 900 characters, some of them copies of earlier ones: every number changed, one sentence in twenty dropped.

Place names are characters drawn at random, so that sentences differ as those of different people do. For `copies.py` and its
rival: it imports nothing of jixiao.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

SHARE = 18
"""Every so many-th text is a copy."""

_HEADS = [
    "全面",
    "扎实",
    "有序",
    "认真",
    "持续",
    "重点",
    "积极",
    "稳步",
    "统筹",
    "分类",
    "逐项",
    "按时",
    "集中",
    "定期",
    "规范",
    "深入",
]
_VERBS = [
    "推进",
    "开展",
    "完成",
    "组织",
    "落实",
    "加强",
    "改进",
    "建立",
    "修订",
    "核查",
    "排查",
    "整治",
    "培训",
    "检查",
    "调研",
    "编制",
    "审核",
    "公开",
    "通报",
    "验收",
]
_WHOSE = [
    "全县",
    "城区",
    "乡镇",
    "村级",
    "机关",
    "下属单位",
    "项目区",
    "学校",
    "社区",
    "园区",
    "重点企业",
    "困难群众",
    "基层站所",
    "服务窗口",
    "在建工程",
    "示范点",
]
_WHAT = [
    "农村公路养护",
    "小型水库除险",
    "义务教育薄弱环节改善",
    "公共文化服务",
    "森林防火",
    "动物疫病防控",
    "城乡居民医保参保",
    "安全生产隐患排查",
    "政务服务事项办理",
    "老旧小区改造",
    "污水管网建设",
    "高标准农田",
    "就业技能培训",
    "退役军人优抚",
    "残疾人康复",
    "食品安全抽检",
    "档案数字化",
    "信访事项化解",
    "行政执法监督",
    "统计调查",
    "预算绩效管理",
    "政府采购",
    "国有资产清查",
    "内部控制制度",
    "人才引进",
    "科技特派员服务",
    "防汛物资储备",
    "气象灾害预警",
    "图书馆开放",
    "体育设施维护",
]
_ENDS = [
    "工作台账齐全",
    "按月通报进度",
    "资金及时拨付到位",
    "责任落实到人",
    "群众反映较好",
    "还有个别环节需要改进",
    "达到年初计划的要求",
    "形成了长效办法",
]
_FORM = (
    "根据有关文件要求，我单位成立了绩效自评工作领导小组。", "自评工作坚持实事求是、客观公正的原则。", "我单位对自评报告内容的真实性和完整性负责。",
)  # fmt: skip


def agency(number: int) -> str:
    """The invented agency of a text."""
    return f"示例{number}县{_WHAT[number % len(_WHAT)][:4]}中心（虚构）"


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, int]]:
    """Text after text, each with the number of the one it was copied from, or -1."""
    rng = random.Random(seed)
    kept: list[list[str]] = []
    for number in range(count):
        origin = rng.randrange(len(kept)) if number % SHARE == SHARE - 1 else -1
        if origin < 0:
            told = [_sentence(rng) for _ in range(26)]
            kept.append(told) if len(kept) < 5000 else None
        else:
            told = [one for one in kept[origin] if rng.random() > 0.05]
        numbered = [one.format(*(rng.randint(1, 999) for _ in range(3))) for one in told]
        title = f"{agency(number)}2021年度部门整体支出绩效自评报告"
        body = [*_FORM, *numbered]
        yield (
            f"{title}\n一、部门概况\n{''.join(body[:9])}\n二、存在的问题\n{''.join(body[9:18])}\n三、改进措施\n{''.join(body[18:])}\n",
            origin,
        )


def origins(count: int, seed: int = 1) -> list[tuple[int, int]]:
    """The planted pairs: numbers of texts, the earlier first. Copies of one text are pairs of each other as well."""
    numbers: list[int] = []
    families: dict[int, list[int]] = {}
    for number, (_, origin) in enumerate(texts(count, seed)):
        if origin < 0:
            if len(numbers) < 5000:
                numbers.append(number)
        else:
            families.setdefault(origin, [numbers[origin]]).append(number)
    return sorted(
        (one, other) for family in families.values() for at, one in enumerate(family) for other in family[at + 1 :]
    )


def _sentence(rng: random.Random) -> str:
    words = (rng.choice(_HEADS), rng.choice(_VERBS), rng.choice(_WHOSE), rng.choice(_WHAT))
    places = ["".join(chr(rng.randrange(0x4E00, 0x6FFF)) for _ in range(4)) for _ in range(2)]
    return f"{''.join(words)}{{}}次，涉及{places[0]}村{{}}个、{places[1]}等{rng.choice(_WHAT)}{{}}项，{rng.choice(_ENDS)}。"
