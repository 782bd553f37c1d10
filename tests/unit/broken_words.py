"""What people do to the good rulebook of `broken_books` so that its words, its reach or its declarations are wrong."""

CASES = {
    "a rule that promises more points than it has": (
        "        na: exclude\n",
        "        na: exclude\n        rule: ≤100%得满分；否则每项得25分\n",
        "rule: ≤100%",
        "“在职人员控制率”的评分标准写“计25分”，与分值20分不符。请核对两处；源文件就是这样的，在 known 里写明理由",
    ),
    "a rule that deducts other points": (
        "        na: exclude\n",
        "        na: exclude\n        rule: ≤100%计20分，每超过一个百分点扣0.8分\n",
        "rule: ≤100%",
        "“在职人员控制率”的评分标准写“扣0.8分”，规则书每次扣0.5分（deduct）。请核对两处；源文件就是这样的，在 known 里写明理由",
    ),
    "a rule of other steps": (
        "        na: exclude\n",
        "        na: exclude\n        rule: ≤100%计20分，每超过5%扣0.5分\n",
        "rule: ≤100%",
        "“在职人员控制率”的评分标准写每5个百分点扣一次，规则书每1个百分点扣一次。请核对两处；源文件就是这样的，在 known 里写明理由",
    ),
    "a rule that reads a broken step another way": (
        "        na: exclude\n",
        "        na: exclude\n        rule: ≤100%计20分，每超过一个百分点扣0.5分，不足一个百分点的按一个百分点计算\n",
        "rule: ≤100%",
        "“在职人员控制率”的评分标准写明不满一步的按一步扣，规则书却不扣（partial_step: floor）。请核对两处；源文件就是这样的，在 known 里写明理由",
    ),
    "a rule with an edge on the other side": (
        "{gt: 0, le: 10, points: 30}\n            - {gt: 10, points: 0}",
        "{gt: 0, lt: 10, points: 30}\n            - {ge: 10, points: 0}\n        rule: 0计40分；0-10%（含）30分；大于10%不得分",
        "rule: 0计40分",
        "“预算控制率”的评分标准写10（含），分档却写 lt: 10。请核对两处；源文件就是这样的，在 known 里写明理由",
    ),
    "a word of two grades": (
        "{name: 良, at_least: 80}",
        "{name: 良, at_least: 80, words: [中]}",
        "scale:",
        "“中”既属于等级“良”，又属于“中”。一种写法只能属于一个等级",
    ),
    "a rule that never gives full marks": (
        "partial_step: floor}",
        "partial_step: floor, cap: 18}",
        "scoring: {method: per_point",
        "“在职人员控制率”的怎么做也得不到满分：最多得18分，分值是20分。请核对分值、目标值、分档和 cap",
    ),
    "a rule that never takes anything off": (
        "{gt: 0, le: 10, points: 30}\n            - {gt: 10, points: 0}",
        "{gt: 0, le: 10, points: 40}\n            - {gt: 10, points: 40}",
        "scoring:\n          method: stepwise",
        "“预算控制率”的怎么做也不会扣分：最少得40分，分值是40分。请核对基准、方向、分档和 floor",
    ),
    "a judgement that never takes anything off": (
        "    method: checklist\n",
        "    method: checklist\n      floor: 40\n",
        "scoring:\n      method: checklist",
        "“管理制度健全性”的怎么做也不会扣分：最少得40分，分值是40分。请核对基准、方向、分档和 floor",
    ),
    "a declaration of what nobody reports": (
        "        na: exclude\n",
        "        na: exclude\n        known: {promised_pints: 原表如此}\n",
        "known: {promised_pints",
        "“indicators.input.indicators.staffing.known”（毛病的名称）不能是“promised_pints”。可用：promised_points、deduction_in_text、step_in_text、reading_in_text、edge_in_text、points_in_text、edge_undecided、condition_incomplete、broken_step、never_full、never_off、band_order、finer_than_rounding、weight_used_up、grades_of_other_total、unit_odd、direction_open、direction_odd、vague_words、no_standard、counted_twice",
    ),
}
