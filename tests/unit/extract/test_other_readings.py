"""Wordings that another reading makes right, in words made up for them; a plain fault in the same words is still told."""

from __future__ import annotations

import pytest

from jixiao.model.claim import Kind, Relation, Verdict
from tests.unit.extract.passages import reading


def missed(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.stated.quote) for one in found(text) if one.verdict is Verdict.INCONSISTENT]


def found(text: str) -> tuple[Relation, ...]:
    return reading(text).relations


HOLDING = [
    # 少支, 多支, 少收: by how much less than last year, not last year's amount: 412/(236+412) = 63.6%
    "本月支出236万元，较上年同月少支412万元，下降63.6%。",
    "本月支出648万元，较上年同月多支236万元，增长57.3%。",
    "基金收入100万元，比去年同期少收300万元，下降75%。",
    # the list goes on behind the bracket: it is of what stands before the bracket
    "全市接收款物49.6万元（现金42.1万元、物资7.5万元）。其中，民政局接收1.3万元；红十字会接收11.3万元（现金8.3万元、物资3万元）；慈善会接收37万元（现金32.5万元、物资4.5万元）。",
    # the parts bear the name of another amount of the sentence, which they make up
    "全县单位资产总额30.2亿元，负债总额9.7亿元，净资产20.5亿元。其中，行政单位资产总额8.9亿元，事业单位资产总额21.3亿元。",
    # what is counted twice is told, and the part that is not
    "水资源总量2746.5万立方米。其中，地表水资源量2632.3万立方米，地下水资源量824.6万立方米，地下水与地表水不重复量为114.2万立方米。",
    # both rates are of one amount that is not told: 61.2/0.805 = 76.0 = 56.7/0.746
    "已下达资金61.2万元，下达进度80.5%，各乡镇支出56.7万元，支出进度74.6%。",
    # each part has a task of its own: 50, 150 and 100 of the 300
    "完成造林314.8万亩，占总任务300万亩的104.9%。其中，通道造林50.3万亩，占任务的100.6%；补植造林155万亩，占任务的103.3%；更新造林109.5万亩，占任务的109.5%。",
    # how many were dealt with is no kind of them
    "受理举报501件，其中广告类329件、侵权类45件、质量类39件、食品类33件，已处理474件，处理率94.61%。",
    # three more are told of in the next sentence
    "我局内设机构8个，包括办公室、人事科、财务科、法规科、规划科。另有三个派出所分别设在甲镇、乙镇、丙镇。",
    # two kinds are named in one list
    "现有5个内设机构及3个派驻检察室，包括办公室、政治部、一部、二部、三部、甲镇检察室、乙镇检察室、丙镇检察室。",
    # the last share took what the others left: 86.4/6015.5 = 1.44%
    "用水总量6015.5万立方米，其中地表水4952.7万立方米，占用水总量的82.3%；地下水976.4万立方米，占用水总量的16.2%；其他86.4万立方米，占用水总量的1.5%。",
    # far more than their total, and no digit explains it: parts of something else
    "全县资产净额205.13万元，其中：行政单位89.27万元、事业单位212.46万元。",
    "受理举报501件，其中：广告类389件、侵权类245件。",
    # four of ten offices are named
    "我局内设机构10个，包括办公室、人事科、财务科、法规科。",
    # nobody counts people by whole 万人: each was rounded
    "参保35431万人，其中城镇职工26106万人，城乡居民9324万人。",
    # the third does not tell what is left of 20.6 and 20.4: just what the others fall short by
    "全县批复指标71.5亿元，已用62.1亿元，预算结余9.4亿元。其中：县直部门批复指标39.4亿元，已用33.8亿元，预算结余5.6亿元；各乡镇批复指标11.5亿元，已用7.9亿元，预算结余3.6亿元；实拨单位批复指标20.6亿元，已用20.4亿元。",
    # what two do together is counted with both
    "建议445件分别交由有关单位办理，其中，政府部门承办427件，法院承办5件（其中与检察院合办1件），检察院承办2件，群团组织承办35件（其中与政府部门合办23件）。",
    # an amount of last quarter is no amount of this year's
    "受理投诉17397件，环比上季度15223件增长了14.28%；同比去年12018件增长了44.76%。",
    # a bare 占 is of what the first is of; the last took what the others left: 86/6015 = 1.43%
    "批评教育帮助和处理共6015人次。其中，第一种形态4953人次，占总人次的82.3%；第二种形态976人次，占16.2%；第三种形态86人次，占1.5%。",
    # an average of a month, and an amount of a quarter that is told elsewhere: 214 × 5130 × 3 = 329.3万元
    "发放护理补贴317.4万元，补助对象2104户5130人，月人均补差达到214元。",
    # how many of all were taken up, with their rate: no part beside those that came later
    "收到建议原件217件，其中会后19件，经审查立案204件，立案率94%。",
    # who was punished twice over is counted twice
    "处分256人（其中党纪处分241人；政务处分25人）。",
    # 企业中的…, 在医院中有…: parts of a part
    "登记在册经营主体13443.8万户，其中企业4200.0万户，企业中的外商投资企业64.1万户；个体工商户9021.6万户；农民专业合作社222.2万户。",
    "医疗卫生机构101.1万个，其中医院3.4万个，在医院中有公立医院1.2万个，民营医院2.2万个；基层医疗卫生机构96.0万个；专业机构1.7万个。",
    # 增加45亿元 is of all that was sold: how the nearest one changed is told already; 6.066 cut off is about 6.06
    "福利彩票销售1467.78亿元。快开游戏销售约776.67亿元，同比增加44.42亿元，增长约6.06%；其余为地方游戏等，同比增加44.49亿元、增长3.13%。",
    # a little more than their total, and no digit explains it: one kind may be counted among another
    "登记在册市场主体1340.5万户，其中：甲类420.3万户、乙类6.4万户、丙类902.1万户、丁类22.6万户。",
]


@pytest.mark.parametrize("text", HOLDING)
def test_it_is_left_alone(text: str) -> None:
    assert missed(text) == []


@pytest.mark.parametrize(
    ("at", "old", "new", "told"),
    [
        (0, "63.6%", "68.6%", (Kind.PERCENT_CHANGE, "68.6%")),
        (2, "75%", "57%", (Kind.PERCENT_CHANGE, "57%")),
        (3, "42.1", "48.1", (Kind.SUM, "49.6万元")),
        (6, "74.6%", "79.6%", (Kind.RATE, "79.6%")),
        (8, "94.61%", "96.41%", (Kind.RATE, "96.41%")),
        (9, "8个", "7个", (Kind.LIST_COUNT, "7个")),
        (10, "3个", "4个", (Kind.LIST_COUNT, "4个")),
        (11, "16.2%", "18.2%", (Kind.SHARE, "18.2%")),
        (15, "9324万人", "9825万人", (Kind.COUNT_SUM, "35431万人")),
        (16, "结余9.4亿元", "结余9.8亿元", (Kind.SUM, "9.8亿元")),
        (19, "16.2%", "18.2%", (Kind.SHARE, "18.2%")),
        (23, "9021.6", "9012.6", (Kind.COUNT_SUM, "13443.8万户")),
        (25, "约6.06%", "约6.60%", (Kind.PERCENT_CHANGE, "6.60%")),
        (18, "14.28%", "19.28%", (Kind.PERCENT_CHANGE, "19.28%")),
    ],
)
def test_a_fault_in_the_same_words_is_told(at: int, old: str, new: str, told: tuple[Kind, str]) -> None:
    text = HOLDING[at]
    assert text.count(old) == 1
    assert told in missed(text.replace(old, new))


def test_a_long_list_far_over_its_total_is_asked_about() -> None:
    text = "共有专任教师3178人（其中，幼儿园1201人、小学1846人、初中902人、高级中学317人、完全中学226人、中职学校88人）。"
    assert missed(text) == [(Kind.COUNT_SUM, "3178人")]
    assert missed(text.replace("3178", "4580")) == []


def test_a_part_that_is_less_than_its_own_total_is_asked_about_where_the_name_is_its_own() -> None:
    text = "收入总计512.4万元，支出总计572.4万元。其中，基本支出312.2万元，项目支出200.2万元。"
    assert missed(text) == [(Kind.SUM, "572.4万元")]


def test_who_names_some_of_a_part_may_name_some_of_the_whole() -> None:
    text = "医疗卫生机构101.4万个，其中医院3.4万个；基层机构96.0万个；专业机构1.7万个，其中疾控中心7456个，监督所6106个。"
    (miss,) = [one for one in found(text) if one.verdict is Verdict.INCONSISTENT]
    assert miss.open == ("列举不全的说法",)
