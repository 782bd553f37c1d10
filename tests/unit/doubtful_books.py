"""Small good rulebooks, and what makes lint doubt them: the change, its line, the rule of lint, the level, the sentence."""

RATE = """\
rate:
  name: 办结率
  weight: 100
  source: made
  verified: seen
  inputs:
    办结: {item: key_tasks_done}
    交办: {item: key_tasks_assigned}
  value: 办结 / 交办
  unit: '%'
  on_zero: missing
  both_zero: missing
  scoring: {method: proportional, target: 100}
"""
BEST_OF = """\
  on_zero: missing
  both_zero: missing
  scoring:
    method: best_of
    choose: better
    members:
      - name: 办结比例
        value: 办结 / 交办
        unit: '%'
        scoring: {method: per_point_deduction, base: 100, side: below, deduct: 2, partial_step: floor}
      - name: 全部办结
        value: 办结 == 交办
        scoring: {method: all_or_nothing}
"""
JUDGED = """\
work:
  name: 行政效能
  weight: 100
  source: made
  verified: seen
  scoring:
    method: tiers_fixed
    tiers: [{name: 材料齐全, points: 100}, {name: 材料不齐, points: 40}]
  rule: 齐全的100分，不齐的40分
"""
OWN = """\
own:
  name: 自设指标
  weight: 100
  source: made
  verified: seen
  rows:
    level2: [数量指标, 成本指标]
    lower_is_better: [成本指标]
    at_least: {method: proportional}
    at_most: {method: reverse, mode: target_over_actual}
    qualitative: {method: coefficient}
  rule: 完成的得满分
"""
BANDS = """\
control:
  name: 追加率
  weight: 100
  source: made
  verified: seen
  inputs: {追加: {item: added_budget}, 年初: {item: total_expenditure, basis: initial_budget}}
  value: 追加 / 年初
  unit: '%'
  on_zero: zero
  both_zero: missing
  scoring:
    method: stepwise
    bands:
      - {le: 10, points: 100}
      - {gt: 10, le: 20, points: 60}
      - {gt: 20, points: 0}
  rule: 0-10%（含）100分；10-20%（含）60分；大于20%不得分
"""

DOUBTS = {
    "points in the words that no band has": (
        BANDS, "60分；", "70分；", "rule: 0-10", "points_in_text", "warning", "“追加率”的评分标准里写到的得分是100、70，各档的得分是100、60",
    ),
    "an edge the words give to nobody": (
        BANDS, "rule: 0-10%（含）100分；10-20%（含）60分；", "rule: 0-10%，100分；10-20%，60分；", "rule: 0-10", "edge_undecided", "info",
        "“追加率”的评分标准没有写10%归哪一档，规则书归得100分的一档",
    ),
    "a condition on the amount": (
        BANDS, "rule: 0-10%（含）100分；10-20%（含）60分；大于20%不得分", "rule: 追加≤10%，100分；追加>10%，60分；大于20%不得分", "rule: 追加",
        "condition_incomplete", "info", "“追加率”的评分标准写“追加”与10比较，要比的应是追加率",
    ),
    "points that fall and rise": (
        BANDS, "- {gt: 10, le: 20, points: 60}\n      - {gt: 20, points: 0}", "- {gt: 10, le: 20, points: 0}\n      - {gt: 20, points: 60}",
        "bands:", "band_order", "warning", "“追加率”的各档得分忽低忽高：按指标值从小到大依次得100、0、60分",
    ),
    "full marks for more than there is": (
        RATE, "target: 100", "target: 120", "scoring: {", "never_full", "warning",
        "“办结率”的得不到满分：指标值在0%到100%之间，最多得83.33分，分值是100分",
    ),
    "a deduction beyond what there is": (
        RATE, "{method: proportional, target: 100}", "{method: per_point_deduction, base: 100, side: above, deduct: 1, partial_step: floor}",
        "scoring: {", "never_off", "warning", "“办结率”的不会扣分：指标值在0%到100%之间，最少得100分，分值是100分",
    ),
    "points finer than scores": (
        JUDGED, "points: 40}", "points: 40.125}", "tiers: [", "finer_than_rounding", "warning",
        "“行政效能”的分数里有40.125，得分却只留2位小数，会四舍五入成40.13",
    ),
    "a unit of an amount for a rate": (
        RATE, "unit: '%'", "unit: 项", "  rate:", "unit_odd", "warning", "“办结率”：是两个同类数的比，计量单位却写“项”",
    ),
    "a rate that is an amount": (
        RATE, "value: 办结 / 交办", "value: 交办 - 办结", "  rate:", "unit_odd", "warning", "“办结率”：公式算出来的单位是“项”，计量单位却写“%”",
    ),
    "second-level cost without direction": (
        OWN, "    lower_is_better: [成本指标]\n", "", "  own:", "direction_open", "warning",
        "“自设指标”：二级指标“成本指标”没有写越高越好还是越低越好，指标值没写≤的会按越高越好计分",
    ),
    "a rate of completion, the lower the better": (
        RATE, "{method: proportional, target: 100}", "{method: reverse, target: 50, mode: target_over_actual}", "  rate:", "direction_odd", "warning",
        "“办结率”：照名称（“办结率”）看方向反了：规则书里越低得分越多",
    ),
    "a better state and no figure": (
        JUDGED, "rule: 齐全的100分，不齐的40分", "rule: 材料管理水平明显提升", "  work:", "vague_words", "info", "“行政效能”：写“明显提升”，没有说到什么程度算做到",
    ),
    "tiers of degree": (
        JUDGED, "[{name: 材料齐全, points: 100}, {name: 材料不齐, points: 40}]", "[{name: 效果较好, points: 100}, {name: 效果一般, points: 40}]",
        "  work:", "vague_words", "info", "“行政效能”：各档（效果较好、效果一般）只说程度，没有说凭什么归哪一档",
    ),
    "judged by nothing": (
        JUDGED, "  rule: 齐全的100分，不齐的40分\n", "", "  work:", "no_standard", "warning", "“行政效能”：由人判断，没有写凭什么判断",
    ),
}  # fmt: skip
