"""A good rulebook, and what people do to it: the change, the line it shows at, the sentence, worked out by hand."""

from __future__ import annotations

from jixiao.rules.lint import lint_rulebook
from tests.unit import broken_words
from tests.unit.small_books import text_of_book

GOOD = """\
input:
  name: 投入
  weight: 60
  source: made
  verified: seen
  indicators:
    staffing:
      name: 在职人员控制率
      weight: 20
      source: made
      verified: seen
      inputs:
        在职人员数: {item: staff_in_post}
        编制数: {item: authorised_posts}
      value: 在职人员数 / 编制数
      unit: '%'
      on_zero: na
      both_zero: na
      na: exclude
      scoring: {method: per_point_deduction, base: 100, side: above, deduct: 0.5, partial_step: floor}
    control:
      name: 预算控制率
      weight: 40
      source: made
      verified: seen
      inputs:
        追加: {item: added_budget}
        年初: {item: total_expenditure, basis: initial_budget}
      value: 追加 / 年初
      unit: '%'
      on_zero: zero
      both_zero: missing
      scoring:
        method: stepwise
        bands:
          - {le: 0, points: 40}
          - {gt: 0, le: 10, points: 30}
          - {gt: 10, points: 0}
rules:
  name: 管理制度健全性
  weight: 40
  source: made
  verified: seen
  scoring:
    method: checklist
    items:
      - {id: finance, text: 有财务制度, points: 25}
      - {id: thrift, text: 有厉行节约制度, points: 15}
"""

TEXT = text_of_book(GOOD)
FIRST = TEXT[: TEXT.index("  input:")].count("\n") + 1
"""The line of `input:`."""


def line_of(words: str, text: str = TEXT) -> int:
    return text[: text.index(words)].count("\n") + 1


def faults(text: str) -> list[str]:
    return [str(one) for one in lint_rulebook(text.encode(), "坏书.yaml") if "没有例题" not in one.what]


def broken(old: str, new: str) -> tuple[list[str], str]:
    """The faults of the good book with `old` made `new`."""
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    return faults(text), text


CASES = {
    "duplicate key": (
        "        weight: 20\n",
        "        weight: 20\n        weight: 25\n",
        "weight: 25",
        "“weight”写了两次（前一次在第 {before} 行）。请只留一处",
    ),
    "unknown key": (
        "        unit: '%'\n        on_zero: na",
        "        units: '%'\n        unit: '%'\n        on_zero: na",
        "units:",
        "“indicators.input.indicators.staffing”里有不认识的键：units。可用的键：name、weight、pool、source、verified、indicators、rest、inputs、value、unit、ratio_places、on_zero、both_zero、na、scoring、rows、rule、explanation、missing、score_places、requires_evidence、requires_reason、reason_below、known",
    ),
    "unknown key of a method": (
        "deduct: 0.5, partial_step",
        "deduct: 0.5, step: 1, partial_step",
        "step: 1",
        "“indicators.input.indicators.staffing.scoring”里有不认识的键：step。可用的键：method、floor、cap、source、verified、base、side、deduct、partial_step",
    ),
    "unknown method": (
        "method: per_point_deduction",
        "method: per_pound_deduction",
        "per_pound",
        "“indicators.input.indicators.staffing.scoring.method”（方法）不能是“per_pound_deduction”。可用：proportional、reverse、per_point_deduction、per_step_deduction、two_sided_deduction、range_target、stepwise、deviation_bands、tiers_fixed、tiers_range、coefficient、checklist、checklist_with_gate、per_occurrence_deduction、all_or_nothing、conditional_tiers、best_of、date_target、external_score",
    ),
    "no partial step": (
        ", partial_step: floor",
        "",
        "scoring: {method: per_point",
        "“indicators.input.indicators.staffing.scoring”缺少：partial_step。请补上",
    ),
    "a text for a number": (
        "deduct: 0.5",
        "deduct: 半分",
        "deduct: 半分",
        "“indicators.input.indicators.staffing.scoring.deduct”（数）不符合要求：“半分”。写一个数；来源与本指标不同的，写 {{value, verified, source}}",
    ),
    "unknown item": (
        "{item: staff_in_post}",
        "{item: 在职职工数}",
        "在职职工数",
        "“在职人员控制率”用到不认识的数据项“在职职工数”。是不是“在职人员数”",
    ),
    "no basis": (
        ", basis: initial_budget",
        "",
        "年初: {item: total",
        "“预算控制率”取“总支出”没有写口径。请写 basis，可用：initial_budget（年初预算数）、adjusted_budget（全年预算数）、executed（全年执行数）",
    ),
    "a basis the item has not": (
        "{item: added_budget}",
        "{item: added_budget, basis: executed}",
        "{item: added_budget, basis",
        "“预算控制率”取“本年追加预算”写了口径“executed”，该项不分口径。请删去 basis",
    ),
    "an unknown basis": (
        "basis: initial_budget",
        "basis: planned",
        "basis: planned",
        "“预算控制率”取“总支出”的口径“planned”不可用。可用：initial_budget（年初预算数）、adjusted_budget（全年预算数）、executed（全年执行数）",
    ),
    "a formula that does not parse": (
        "value: 在职人员数 / 编制数",
        "value: 在职人员数 / (编制数",
        "value: 在职人员数 / (",
        "“在职人员控制率”的公式“在职人员数 / (编制数”第 13 个字符处：此处应为“)”。可用 + - * / ( ) min max abs 和比较号",
    ),
    "a formula with a name of nothing": (
        "value: 追加 / 年初",
        "value: 追加 / 年初 + 追减",
        "追减",
        "“预算控制率”的公式用到“追减”，inputs 里没有。inputs 里有：追加、年初",
    ),
    "an input nobody uses": (
        "value: 追加 / 年初",
        "value: 追加 / 100",
        "年初: {item",
        "“预算控制率”的 inputs 里“年初”没有用到。请在公式里用它，或删去",
    ),
    "a condition where a number belongs": (
        "value: 追加 / 年初",
        "value: 追加 <= 年初",
        "追加 <= 年初",
        "“预算控制率”按 stepwise 计分，公式应算出一个数。请去掉比较号",
    ),
    "a formula for what a person judges": (
        "  name: 管理制度健全性\n",
        "  name: 管理制度健全性\n    inputs: {甲: {item: tasks_done}}\n    value: 甲\n    unit: 项\n",
        "scoring:\n      method: checklist",
        "“管理制度健全性”按 checklist 计分，由人判断，不需要公式。请删去 inputs 和 value",
    ),
    "no word on a divisor of zero": (
        "        on_zero: zero\n",
        "",
        "control:",
        "“预算控制率”没有写分母为 0 时怎么办（on_zero）。可用：na、full、zero、missing",
    ),
    "no word on what does not apply": (
        "        na: exclude\n",
        "",
        "staffing:",
        "“在职人员控制率”没有写不适用时怎么办（na）。可用：full、zero、exclude",
    ),
    "no unit": (
        "        unit: '%'\n        on_zero: zero",
        "        on_zero: zero",
        "value: 追加",
        "“预算控制率”没有写计量单位。请写 unit，如 unit: '%'",
    ),
    "a number without source": (
        "  name: 管理制度健全性\n    weight: 40\n    source: made\n    verified: seen\n",
        "  name: 管理制度健全性\n    weight: 40\n    verified: seen\n",
        "weight: 40\n    verified: seen\n    scoring",
        "“管理制度健全性”的数字没有来源（weight、scoring.items.0.points、scoring.items.1.points）。请写 source（sources 里的编号）和 verified（seen、recalled 或 derived）",
    ),
    "a source nobody listed": (
        "  name: 管理制度健全性\n    weight: 40\n    source: made",
        "  name: 管理制度健全性\n    weight: 40\n    source: heard",
        "source: heard",
        "来源“heard”没有列在 sources 里。sources 里有：made",
    ),
    "a source nobody listed for one number": (
        "deduct: 0.5",
        "deduct: {value: 0.5, verified: seen, source: heard}",
        "deduct: {",
        "来源“heard”没有列在 sources 里。sources 里有：made",
    ),
    "a source nobody listed for one rule": (
        "deduct: 0.5,",
        "deduct: 0.5, source: heard,",
        "deduct: 0.5",
        "来源“heard”没有列在 sources 里。sources 里有：made",
    ),
    "a bare number that should carry its source": (
        "deduct: 0.5",
        "deduct: {value: 0.5, source: made}",
        "deduct: {",
        "“indicators.input.indicators.staffing.scoring.deduct”缺少：verified。请补上",
    ),
    "children that do not add up": (
        "      name: 预算控制率\n        weight: 40",
        "      name: 预算控制率\n        weight: {value: 41, verified: seen, source: made}",
        "  weight: 60",
        "“投入”的下级分值之和为 61，与它的分值 60 不符。请核对下级分值",
    ),
    "a total that does not add up": (
        "total: 100",
        "total: 120",
        "total: 120",
        "一级指标分值之和为 100，与总分 120 不符。请核对各一级指标的分值",
    ),
    "a weight missing from a complete book": (
        "        weight: 20\n",
        "        weight: null\n",
        "weight: null",
        "“在职人员控制率”没有分值。请补上，或把 completeness 改为 partial 或 framework",
    ),
    "a gap between bands": (
        "{gt: 10, points: 0}",
        "{gt: 12, points: 0}",
        "{gt: 12",
        "“预算控制率”的分档在10%与12%之间有空档。请补上一档，或改上下限",
    ),
    "bands that overlap": (
        "{gt: 10, points: 0}",
        "{gt: 8, points: 0}",
        "{gt: 8",
        "“预算控制率”的分档重叠：第2档与第3档有相同的数。请让每个数只属于一档",
    ),
    "an edge in both bands": (
        "{gt: 10, points: 0}",
        "{ge: 10, points: 0}",
        "{ge: 10",
        "“预算控制率”的分档的边界10%同时属于两档。请把一边的 ge/le 改为 gt/lt",
    ),
    "an edge in neither band": (
        "{gt: 0, le: 10, points: 30}",
        "{gt: 0, lt: 10, points: 30}",
        "{gt: 10, points",
        "“预算控制率”的分档的边界10%不属于任何一档。请把一边的 gt/lt 改为 ge/le",
    ),
    "bands that stop": (
        "{gt: 10, points: 0}",
        "{gt: 10, le: 100, points: 0}",
        "{gt: 10, le: 100",
        "“预算控制率”的分档没有覆盖大于100%的数。最高一档请不写上限",
    ),
    "bands that begin too late": (
        "{le: 0, points: 40}",
        "{ge: -50, le: 0, points: 40}",
        "{ge: -50",
        "“预算控制率”的分档没有覆盖低于-50%的数。最低一档请不写下限",
    ),
    "an empty band": (
        "{gt: 0, le: 10, points: 30}",
        "{gt: 10, le: 0, points: 30}",
        "{gt: 10, le: 0",
        "“预算控制率”的第2档是空的：没有数大于10%且不超过0%。请核对上下限",
    ),
    "two lower edges": (
        "{gt: 0, le: 10, points: 30}",
        "{gt: 0, ge: 0, le: 10, points: 30}",
        "{gt: 0, ge",
        "“预算控制率”的第2档同时写了 ge 和 gt。请只留一个",
    ),
    "a best band that is not the weight": (
        "{le: 0, points: 40}",
        "{le: 0, points: 35}",
        "bands:",
        "“预算控制率”的最高一档为35分，与分值40分不符。请核对最高一档或分值",
    ),
    "a checklist that is not the weight": (
        "points: 15}",
        "points: 10}",
        "items:",
        "“管理制度健全性”的各项之和为35分，与分值40分不符。请核对各项分数或分值",
    ),
    "a checklist item twice": (
        "{id: thrift",
        "{id: finance",
        "{id: finance, text: 有厉行",
        "“管理制度健全性”的要点编号“finance”写了两次。请给每项不同的编号",
    ),
    "a deduction of nothing": (
        "deduct: 0.5",
        "deduct: 0",
        "deduct: 0",
        "“在职人员控制率”的deduct 应大于 0，现为 0。请改写",
    ),
    "a floor above the weight": (
        "partial_step: floor}",
        "partial_step: floor, floor: 25}",
        "scoring: {method: per_point",
        "“在职人员控制率”的最低得分、最高得分应满足 0 ≤ floor ≤ cap ≤ 分值。现为 floor 25、cap 20",
    ),
    "no target": (
        "{method: per_point_deduction, base: 100, side: above, deduct: 0.5, partial_step: floor}",
        "{method: proportional}",
        "{method: proportional}",
        "“在职人员控制率”没有写目标值。请写 target，如 target: 100",
    ),
    "a rule that promises other points": (
        "        na: exclude\n",
        "        na: exclude\n        rule: ≤100%计8分，每超过一个百分点扣0.5分\n",
        "rule: ≤100%",
        "“在职人员控制率”的评分标准写“计8分”，与分值20分不符。请核对两处；源文件就是这样的，在 known 里写明理由",
    ),
    "an id twice": (
        "  rules:\n",
        "  staffing:\n",
        "  staffing:\n    name: 管理制度",
        "指标编号“staffing”用了两次（前一次在第 {first} 行）。请给每个指标不同的编号",
    ),
    "a weight of nothing": (
        "        weight: 20\n",
        "        weight: 0\n",
        "weight: 0",
        "“在职人员控制率”的分值应大于 0，现为 0。请改写",
    ),
    "points without a rule": (
        "  scoring:\n      method: checklist\n      items:\n        - {id: finance, text: 有财务制度, points: 25}\n        - {id: thrift, text: 有厉行节约制度, points: 15}\n",
        "",
        "  rules:",
        "“管理制度健全性”有分值，没有写怎么计分。请写 scoring 或 rows",
    ),
    "a grade scale with a hole": (
        "{name: 差, at_least: 0}",
        "{name: 差, at_least: 30}",
        "scale:",
        "等级有空档：低于 30 分的没有等级。最低一级的下限请写 0",
    ),
    "grades out of order": (
        "{name: 良, at_least: 80}",
        "{name: 良, at_least: 95}",
        "scale:",
        "等级“良”的下限 95 不低于上一等级的 90。请从高到低写",
    ),
    "two grades of one edge": (
        "{name: 良, at_least: 80}",
        "{name: 良, at_least: 90}",
        "scale:",
        "等级“良”的下限 90 不低于上一等级的 90。请从高到低写",
    ),
    "a grade twice": (
        "{name: 差, at_least: 0}",
        "{name: 中, at_least: 0}",
        "scale:",
        "等级“中”写了两次。请只留一个",
    ),
    "a kind of book that is none": (
        "kind: department",
        "kind: agency",
        "kind: agency",
        "“kind”（评价对象）不能是“agency”。可用：department、project",
    ),
    "a book without title": (
        "title: 试题规则书（虚构）\n",
        "",
        "rulebook: test/book",
        "文件缺少：title。请补上",
    ),
    **broken_words.CASES,
}
