"""The case file: read as written, and everything wrong with it told at once, with file and line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.catalog.outlines import section_kinds
from jixiao.errors import CaseError
from jixiao.intake.case import read_case, schema
from jixiao.model.document import Place
from jixiao.model.quantity import Quantity

GOOD = """\
agency: 样例县图书档案局（虚构）
department: 样例县人民政府（虚构）
year: 2021
rulebook: cn/hunan-2017/department
facts:
  2021:
    在职人员数: 31人
    编制数: 30
    总支出: {年初预算数: 480万元, 决算数: 5126000元}
    年末结余: 3.40万元
  2020:
    三公经费:
      预算数: 7万元
rows:
  - {under: benefit, name: 办展, target: ≥24场次, actual: 26场次, weight: 3}
  - {under: benefit, name: 管护机制, measure: 定性, target: 建立, actual: 已建立, weight: 2,
     tier: 达成年度指标, ratio: 90%, by: 评价小组, why: 查阅了制度文本}
judgements:
  rules_sound: {ticks: [finance, thrift], by: 评价小组}
  compliance: {occurrences: 1, why: 一笔差旅费超标准报销，已退回}
  building_area: {not_applicable: 本年没有新建楼堂馆所}
  policy_met: {met: 是}
texts:
  duties: 管理全县图书馆和国家档案馆。
tasks:
  - {goal: 办展24场次, result: 办展26场次}
  - goal: 建成数字档案室
problems:
  - problem: 年末支出集中
    cause: 采购启动晚
    measures: [一季度完成采购申报]
    owner: 办公室
    due: 2022-03-31
measures: [加强业务培训]
followups:
  - {problem: 账实不符, measure: 全面清查, status: 整改中, due: 2022年6月底}
profile: {preparer: 填表人甲}
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(CaseError) as caught:
        read_case(text.encode(), "案卷.yaml", "0" * 64)
    return [str(fault) for fault in caught.value.faults]


def with_facts(lines: str, year: int = 2021) -> str:
    head = "agency: 样例局（虚构）\nyear: 2021\nrulebook: r/x\nfacts:\n"
    return f"{head}  {year}:\n{lines}"


def test_a_case_is_read_as_written() -> None:
    case = read_case(GOOD.encode(), "案卷.yaml", "ab" * 32)
    assert (case.agency, case.department, case.year) == ("样例县图书档案局（虚构）", "样例县人民政府（虚构）", 2021)
    assert (case.rulebook, case.allow_recalled, case.file, case.sha256) == (
        "cn/hunan-2017/department", False, "案卷.yaml", "ab" * 32,
    )  # fmt: skip
    values = {fact.key: fact.value for fact in case.facts}
    assert set(values) == {
        ("staff_in_post", 2021, ""),
        ("authorised_posts", 2021, ""),
        ("total_expenditure", 2021, "initial_budget"),
        ("total_expenditure", 2021, "executed"),
        ("year_end_balance", 2021, ""),
        ("three_public_costs", 2020, "initial_budget"),
    }
    budget = values["total_expenditure", 2021, "initial_budget"]
    assert isinstance(budget, Quantity)
    assert (budget.value, budget.unit) == (Decimal(4800000), "元")
    posts = values["authorised_posts", 2021, ""]
    assert isinstance(posts, Quantity)
    assert (posts.value, posts.unit) == (Decimal(30), "人")
    balance = values["year_end_balance", 2021, ""]
    assert isinstance(balance, Quantity)
    assert (balance.value, balance.step) == (Decimal(34000), Decimal(100))  # 3.40万元: the last printed digit is 100 元


def test_a_fact_knows_its_line_and_its_very_words() -> None:
    case = read_case(GOOD.encode(), "案卷.yaml", "ab" * 32)
    fact = case.facts.get("total_expenditure", 2021, "executed")
    assert fact is not None
    assert (fact.raw, fact.by, fact.agency) == ("5126000元", "case", "样例县图书档案局（虚构）")
    assert fact.place == Place("ab" * 32, "案卷.yaml", "第9行")
    tpc = case.facts.get("three_public_costs", 2020, "initial_budget")
    assert tpc is not None
    assert tpc.place.ref == "第13行"


def test_rows_judgements_and_words() -> None:
    case = read_case(GOOD.encode(), "案卷.yaml", "ab" * 32)
    shows, upkeep = case.rows
    assert (shows.under, shows.name, shows.target, shows.actual, shows.weight, shows.measure) == (
        "benefit", "办展", "≥24场次", "26场次", "3", "定量",
    )  # fmt: skip
    assert (upkeep.measure, upkeep.tier, upkeep.ratio, upkeep.by) == ("定性", "达成年度指标", "90%", "评价小组")
    assert case.judgements["rules_sound"].ticks == ("finance", "thrift")
    assert case.judgements["compliance"].occurrences == 1
    assert case.judgements["building_area"].not_applicable == "本年没有新建楼堂馆所"
    assert case.judgements["policy_met"].met is True
    assert case.texts == {"duties": "管理全县图书馆和国家档案馆。"}
    assert [(task.goal, task.result) for task in case.tasks] == [("办展24场次", "办展26场次"), ("建成数字档案室", "")]
    assert case.problems[0].measures == ("一季度完成采购申报",)
    assert (case.problems[0].owner, case.problems[0].due) == ("办公室", "2022-03-31")
    assert case.measures == ("加强业务培训",)
    (followup,) = case.followups
    assert (followup.problem, followup.measure, followup.status, followup.result, followup.due) == (
        "账实不符", "全面清查", "整改中", "", "2022年6月底",
    )  # fmt: skip
    assert case.profile == {"preparer": "填表人甲"}


def test_json_is_read_too() -> None:
    text = '{"agency": "样例局（虚构）", "year": 2021, "rulebook": "r/x", "facts": {"2021": {"编制数": "30人"}}}'
    case = read_case(text.encode(), "案卷.json", "0" * 64)
    fact = case.facts.get("authorised_posts", 2021)
    assert fact is not None and fact.raw == "30人"


def test_what_is_left_empty_is_absent_and_not_zero() -> None:
    case = read_case(with_facts("    编制数:\n    总支出: {决算数: , 年初预算数: 0万元}\n").encode(), "a.yaml", "0" * 64)
    assert [fact.key for fact in case.facts] == [("total_expenditure", 2021, "initial_budget")]


ONE_FAULT = {
    "unknown item": (
        "    总之出: {决算数: 1万元}\n",
        "案卷.yaml:6：没有名为“总之出”的数据项。是不是“总支出”",
    ),
    "unknown basis": (
        "    总支出: {实收数: 1万元}\n",
        "案卷.yaml:6：总支出没有名为“实收数”的口径。可用：年初预算数、全年预算数、全年执行数",
    ),
    "a basis the item does not have": (
        "    “三公”经费: {全年预算数: 1万元}\n",
        "案卷.yaml:6：“三公”经费没有“全年预算数”这个口径。可用：年初预算数、全年执行数",
    ),
    "a basis where there is none": (
        "    编制数: {决算数: 30人}\n",
        "案卷.yaml:6：编制数不分口径，不能写“决算数”。请直接写数",
    ),
    "basis left out": (
        "    总支出: 130.651万元\n",
        "案卷.yaml:6：总支出没有写口径。请写明是年初预算数、全年预算数还是全年执行数",
    ),
    "a text where a number belongs": (
        "    编制数: 三十来个\n",
        "案卷.yaml:6：编制数应填一个数，现为“三十来个”。请写成“10人”的样子，说明文字另填",
    ),
    "about": (
        "    编制数: 约30人\n",
        "案卷.yaml:6：编制数应填确切的数，现为“约30人”。请填账上的数，如“10人”，不带“约”“以上”“≥”等字样",
    ),
    "a bound": (
        "    年末结余: ≤3万元\n",
        "案卷.yaml:6：年末结余应填确切的数，现为“≤3万元”。请填账上的数，如“130.651万元”，不带“约”“以上”“≥”等字样",
    ),
    "money for heads": (
        "    编制数: 30元\n",
        "案卷.yaml:6：编制数的计量单位应为“人”，现为“30元”。请写成“10人”的样子，或核对是否填错了行",
    ),
    "heads for money": (
        "    年末结余: 30人\n",
        "案卷.yaml:6：年末结余的计量单位应为金额（万元、元、亿元），现为“30人”。请写成“130.651万元”的样子，或核对是否填错了行",
    ),
    "money without a unit": (
        "    总支出: {决算数: 130.651}\n",
        "案卷.yaml:6：总支出没有写计量单位：“130.651”。金额请带单位（万元、元、亿元），如“130.651万元”",
    ),
    "a percentage without its sign": (
        "    实际支付进度: 0.85\n",
        "案卷.yaml:6：实际支付进度没有写百分号：“0.85”。请写成“85%”的样子",
    ),
    "negative heads": (
        "    在职人员数: -3人\n",
        "案卷.yaml:6：在职人员数不能是负数，现为“-3人”。请核对；没有发生的填 0，不知道的不填",
    ),
    "negative money": (
        "    年末结余: -3万元\n",
        "案卷.yaml:6：年末结余不能是负数，现为“-3万元”。请核对；没有发生的填 0，不知道的不填",
    ),
    "half a person": (
        "    编制数: 30.5人\n",
        "案卷.yaml:6：编制数应为整数，现为“30.5人”。人数没有小数，请核对",
    ),
    "twice with different values": (
        "    在职人员数: 31人\n    在职人数: 30人\n",
        "案卷.yaml:7：2021年在职人员数写了两次，数不相同：这里是“30人”，第6行是“31人”。请核对后只留一处",
    ),
    "the same key twice": (
        "    编制数: 31人\n    编制数: 30人\n",
        "案卷.yaml:7：“编制数”写了两次（前一次在第 6 行）。请只留一处",
    ),
    "two bases that are one": (
        "    总支出: {执行数: 1万元, 决算数: 2万元}\n",
        "案卷.yaml:6：2021年总支出全年执行数写了两次，数不相同：这里是“2万元”，第6行是“1万元”。请核对后只留一处",
    ),
    "a budget of 0 with spending": (
        "    项目支出:\n      全年预算数: 0万元\n      全年执行数: 5万元\n",
        "案卷.yaml:7：项目支出全年预算数为 0，却有全年执行数 5万元（第8行）。请核对预算数；年初未安排、年中追加的，请填写全年预算数",
    ),
    "no initial budget, spending, nothing added": (
        "    总支出: {年初预算数: 0万元, 决算数: 5万元}\n",
        "案卷.yaml:6：总支出年初预算数为 0，却有全年执行数 5万元（第6行）。请核对预算数；年初未安排、年中追加的，请填写全年预算数",
    ),
    "no initial budget, spending, nothing but zeros added": (
        "    总支出: {年初预算数: 0万元, 决算数: 5万元}\n    本年追加预算: 0万元\n",
        "案卷.yaml:6：总支出年初预算数为 0，却有全年执行数 5万元（第6行）。请核对预算数；年初未安排、年中追加的，请填写全年预算数",
    ),
    "a list where a number belongs": (
        "    编制数: [30人]\n",
        "案卷.yaml:6：“facts.2021.编制数”（数据项）不符合要求：“['30人']”",
    ),
}


@pytest.mark.parametrize("name", ONE_FAULT)
def test_one_fault_one_sentence(name: str) -> None:
    lines, sentence = ONE_FAULT[name]
    assert faults_of(with_facts(lines)) == [sentence]


@pytest.mark.parametrize(
    "lines",
    [
        "    在职人员数: 10人\n    在职人数: 10\n",  # the same amount twice is no contradiction
        "    年末结余: 1万元\n    结转结余: 10000元\n",
        "    本年追加预算: -3万元\n",  # cuts may exceed additions
        "    项目支出: {年初预算数: 0万元, 全年预算数: 20万元, 决算数: 5万元}\n",
        "    总支出: {年初预算数: 0万元, 决算数: 5万元}\n    本年追加预算: 6万元\n",
        "    项目支出: {全年预算数: 0万元, 决算数: 0万元}\n",
        "    绩效考核得分: 93.5分\n",
        "    编制数: ３０人\n",
    ],
)
def test_what_only_looks_odd_is_taken(lines: str) -> None:
    assert read_case(with_facts(lines).encode(), "案卷.yaml", "0" * 64).facts


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    text = """\
agency: 样例局（虚构）
year: 二〇二一
rulebok: r/x
facts:
  2021:
    总之出: {决算数: 1万元}
    编制数: -3人
    在职人员数: 若干
texts:
  dutys: 管理图书
"""
    found = faults_of(text)
    assert [one.partition("：")[0] for one in found] == [
        "案卷.yaml:1", "案卷.yaml:2", "案卷.yaml:3", "案卷.yaml:6", "案卷.yaml:7", "案卷.yaml:8", "案卷.yaml:10",
    ]  # fmt: skip
    assert found[0] == "案卷.yaml:1：文件（自评案卷）缺少：rulebook。请补上"
    assert found[1] == "案卷.yaml:2：“year”（评价年度）应为整数，现为“二〇二一”。请改写"
    assert found[2].startswith("案卷.yaml:3：文件里有不认识的键：rulebok。可用的键：agency、")
    assert found[6].startswith("案卷.yaml:10：“texts”里有不认识的键：dutys。可用的键：overview、duties")


def test_a_year_that_is_none() -> None:
    text = "agency: 样例局（虚构）\nyear: 2021\nrulebook: r/x\nfacts:\n  2021: {编制数: 3人}\n  去年: {编制数: 3人}\n"
    assert faults_of(text) == ["案卷.yaml:6：“facts”（年份）写法不对：“去年”。facts 下第一层写四位数的年份，如 2021"]
    assert faults_of("agency: 样例局（虚构）\nyear: 21\nrulebook: r/x\n") == [
        "案卷.yaml:2：“year”（评价年度）不能小于 2000，现为 21。请改写"
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n"])
def test_an_empty_file(text: str) -> None:
    assert faults_of(text) == ["案卷.yaml：文件是空的。请按 examples 里的案卷填写，或用 jixiao template 生成采集表"]


def test_what_is_not_yaml() -> None:
    (found,) = faults_of("agency: 样例局（虚构）\nfacts: {总支出: [\n")
    assert found.startswith("案卷.yaml:3：YAML 写法有误")
    assert faults_of("自评报告\n") == ["案卷.yaml:1：文件（自评案卷）应为一组“键: 值”，现为“自评报告”。请改写"]
    with pytest.raises(CaseError) as caught:
        read_case("agency: 样例局".encode("gb18030"), "案卷.yaml", "0" * 64)
    assert str(caught.value) == "案卷.yaml：不是 UTF-8 编码的文本。请另存为 UTF-8 后再用"


ROW_FAULTS = {
    "actual in words": (
        "{under: x, name: 办展, target: ≥24场次, actual: 已完成}",
        "案卷.yaml:5：指标“办展”的实际完成值应是一个数，现为“已完成”。请填一个数并带单位，如“108场次”；不能用数衡量的，请改为“定性”",
    ),
    "target in words": (
        "{under: x, name: 办展, target: 有所增加, actual: 3场次}",
        "案卷.yaml:5：指标“办展”的年度指标值应有一个数，现为“有所增加”。请填一个数并带单位，如“≥120场次”；不能用数衡量的，请改为“定性”",
    ),
    "two units": (
        "{under: x, name: 办展, target: ≥24场次, actual: 300人}",
        "案卷.yaml:5：指标“办展”的实际完成值“300人”与年度指标值“≥24场次”计量单位不同。请用同一计量单位",
    ),
    "actual not exact": (
        "{under: x, name: 办展, target: ≥24场次, actual: ≥24场次}",
        "案卷.yaml:5：指标“办展”的实际完成值应是确切的数，现为“≥24场次”。请填实际的数，不带“约”“以上”“≥”等字样",
    ),
    "points in words": (
        "{under: x, name: 办展, weight: 十来分}",
        "案卷.yaml:5：指标“办展”的分值应为不小于 0 的数，现为“十来分”。请填分数，如 10",
    ),
    "a tier nobody chose": (
        "{under: x, name: 管护, measure: 定性, tier: 达成年度指标, ratio: 90%}",
        "案卷.yaml:5：指标“管护”由人评定了档次或比例，没有写评定人和评定理由。请写明由谁评定、依据什么",
    ),
    "a share that may be a fraction": (
        "{under: x, name: 管护, measure: 定性, tier: 达成年度指标, ratio: 0.9, by: 甲, why: 乙}",
        "案卷.yaml:5：指标“管护”的档内比例“0.9”没有百分号，分不清是百分比还是小数。请带上百分号，如 90%",
    ),
    "a whole share that may be one percent": (
        "{under: x, name: 管护, measure: 定性, tier: 达成年度指标, ratio: 1, by: 甲, why: 乙}",
        "案卷.yaml:5：指标“管护”的档内比例“1”没有百分号，分不清是百分比还是小数。请带上百分号，如 90%",
    ),
    "an actual value that may be a fraction": (
        "{under: x, name: 合格率, target: ≥95%, actual: 0.98}",
        "案卷.yaml:5：指标“合格率”的实际完成值“0.98”没有百分号，分不清是百分比还是小数。请带上百分号，如 90%",
    ),
    "a share above all": (
        "{under: x, name: 管护, measure: 定性, tier: 达成年度指标, ratio: 190%, by: 甲, why: 乙}",
        "案卷.yaml:5：指标“管护”的档内比例应在 0% 到 100% 之间，现为“190%”。请写成“90%”的样子",
    ),
}


@pytest.mark.parametrize("name", ROW_FAULTS)
def test_rows_with_a_fault(name: str) -> None:
    row, sentence = ROW_FAULTS[name]
    assert faults_of(f"agency: 样例局（虚构）\nyear: 2021\nrulebook: r/x\nrows:\n  - {row}\n") == [sentence]


JUDGEMENT_FAULTS = {
    "both judged and not applicable": (
        "{occurrences: 1, not_applicable: 没有}",
        "案卷.yaml:5：“合规”写了不适用，又作了判断。不适用的只写理由；适用的请删去不适用的理由",
    ),
    "two kinds": (
        "{occurrences: 1, met: true}",
        "案卷.yaml:5：“合规”同时写了几种判断。清单、次数、档次、是否达到、完成日期、选用哪些，只用规则要的一种",
    ),
    "tier without who and why": (
        "{tier: 较好}",
        "案卷.yaml:5：“合规”由人评定了档次或比例，没有写评定人和评定理由。请写明由谁评定、依据什么",
    ),
    "negative occurrences": (
        "{occurrences: -1}",
        "案卷.yaml:5：“judgements.合规.occurrences”（发生次数）不能小于 0，现为 -1。请改写",
    ),
    "occurrences in words": (
        "{occurrences: 一例}",
        "案卷.yaml:5：“judgements.合规.occurrences”（发生次数）应为整数，现为“一例”。请改写",
    ),
}


@pytest.mark.parametrize("name", JUDGEMENT_FAULTS)
def test_judgements_with_a_fault(name: str) -> None:
    judgement, sentence = JUDGEMENT_FAULTS[name]
    assert faults_of(f"agency: 样例局（虚构）\nyear: 2021\nrulebook: r/x\njudgements:\n  合规: {judgement}\n") == [sentence]


def test_every_section_of_a_report_has_its_words_in_the_schema() -> None:
    """What is composed from figures, tasks or lists has no words of its own; 总体目标 and 厉行节约保障措施 stand in forms only."""
    composed = {"key_tasks", "score", "problems", "measures"}
    in_forms = {"goal", "goal_result", "thrift"}
    assert set(schema()["properties"]["texts"]["properties"]) == (set(section_kinds()) - composed) | in_forms
