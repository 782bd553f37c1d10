"""Words of the terminal, in Chinese and English. The sentences of scores and rules stay Chinese: they are the report's."""

from __future__ import annotations

from typing import Literal

Lang = Literal["zh", "en"]

WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "summary": "确定有误 {error} 处、需说明 {warning} 处、提示 {info} 处；可核 {checked}/{figures} 个数",
        "nothing": "没有发现疑点", "no_figures": "没有读到可以核对的数字：请确认这是一份报告或自评表",
        "unread": "无法审核",
        "error": "错误", "warning": "需说明", "info": "提示",
        "quote": "原文：{quote}", "stated": "写的是 {stated}{unit}，应为 {expected}{unit}", "rests": "依据：{rests}",
        "changes": "影响：{changes}", "note": "说明：{note}",
        "verified": "核对无误的关系（{n} 条）", "none_verified": "没有可以核对的关系",
        "rounding": "（四舍五入之内）", "truncated": "（截位）",
        "head": "{agency} {year}年度自评", "rulebook": "评价规则：{id} {title}",
        "recalled": "规则中有未核实原文的分值，已按要求使用",
        "total": "得分 {score} 分（满分 {of} 分）", "grade": "，等级 {grade}",
        "range": "得分暂不能算出（满分 {of} 分）：按现有数据，介于 {low} 分和 {high} 分之间",
        "lost": "这样可得满分：{what}", "missing": "待补充（{n} 项）", "missing_score": "待补充", "not_applicable": "不适用",
        "formula": "公式", "inputs": "数据", "substituted": "代入", "rule": "评分标准", "branch": "适用", "rounding_rule": "取位",
        "rulebook_line": "规则位置", "source": "规则出处", "notes": "说明", "judged_by": "评定人：{who}", "result": "得分 {score}/{of}",
        "no_weight": "未定分值", "colon": "：",
        "remark": "【{level}】{title}（{code}）", "fingerprint": "核销用指纹：{fingerprint}", "at": "位置：{place}",
        "waived_count": "；已核销 {n} 处", "waived": "已核销（{n} 处）", "settled": "{by}{day}核销：{why}", "on": "（{date}）",
        "no_comments": "{file}：{kind} 文件里加不上批注，疑点标在网页 {page} 里；另存为 docx、xlsx 或 PDF 的可以加",
        "no_comments_damaged": "{why}；疑点标在网页 {page} 里",
        "diff_from": "原：{id} {title}", "diff_to": "现：{id} {title}", "diff_none": "两套规则没有不同", "diff_group": "{title}（{n} 处）",
        "diff_same": "没有变化的末级指标（{n} 个）：{names}", "compare_head": "{agency} {year}年度，同一案卷在两套规则下", "compare_left": "  左 {id}：{total}",
        "compare_right": "  右 {id}：{total}", "compare_lacking": "右边的规则要、案卷里没有的（{n} 项）", "compare_ignored": "案卷里有、右边的规则用不上的（{n} 项）",
        "compare_assumed": "算右边时的假定（{n} 项）", "trial": "试算：只供比较，不是正式的自评结果",
        "sound": "没有发现问题", "known": "{file}：已知 {n} 处（第 {lines} 行）：{what} [{rule}]。{why}",
        "lint": "错误 {error} 处、需说明 {warning} 处、提示 {info} 处；源文件自身的毛病（已知）{known} 处",
        "slips_count": "；其中 {n} 处与别处像是同一处错", "with_it": "下面 {n} 处很可能出自同一处错，先改上面这处，再看它们：",
        "beside_it": "{place}（{code} {title}）：{message}", "same_slip": "很可能与 {others} 是同一处错：改一个数，再一并核对",
        "some_threaded": "{file}：{places} 已有会话式批注，再加不上，这几处看网页 {page}",
    },
    "en": {
        "summary": "{error} certainly wrong, {warning} to be explained, {info} hints; {checked} of {figures} figures could be checked",
        "nothing": "nothing doubtful found", "no_figures": "no figure was read: is this a report or a form?",
        "unread": "could not be checked",
        "error": "error", "warning": "warning", "info": "info",
        "quote": "text: {quote}", "stated": "written {stated}{unit}, expected {expected}{unit}", "rests": "rests on: {rests}",
        "changes": "changes: {changes}", "note": "note: {note}",
        "verified": "relations that hold ({n})", "none_verified": "no relation could be checked",
        "rounding": " (within rounding)", "truncated": " (cut off, not rounded)",
        "head": "{agency}, self-evaluation {year}", "rulebook": "rulebook: {id} {title}",
        "recalled": "weights that were not seen in their source are used, as asked",
        "total": "score {score} of {of}", "grade": ", grade {grade}",
        "range": "the score (of {of}) cannot be computed yet: with what is known it lies between {low} and {high}",
        "lost": "for full marks: {what}", "missing": "still to be filled in ({n})", "missing_score": "missing", "not_applicable": "n/a",
        "formula": "formula", "inputs": "input", "substituted": "put in", "rule": "rule", "branch": "applies", "rounding_rule": "rounding",
        "rulebook_line": "rule at", "source": "source", "notes": "note", "judged_by": "judged by: {who}", "result": "score {score}/{of}",
        "no_weight": "no weight", "colon": ": ",
        "remark": "[{level}] {title} ({code})", "fingerprint": "fingerprint for a waiver: {fingerprint}", "at": "at: {place}",
        "waived_count": "; {n} waived", "waived": "waived ({n})", "settled": "waived by {by}{day}: {why}", "on": " ({date})",
        "no_comments": "{file}: a {kind} file cannot bear comments; the findings are marked in the page {page}. Saved as docx, xlsx or PDF it can",
        "no_comments_damaged": "{why}; the findings are marked in the page {page}",
        "diff_from": "from: {id} {title}", "diff_to": "to:   {id} {title}", "diff_none": "the rulebooks do not differ", "diff_group": "{title} ({n})",
        "diff_same": "unchanged indicators ({n}): {names}", "compare_head": "{agency} {year}, one case under two rulebooks", "compare_left": "  left {id}: {total}",
        "compare_right": "  right {id}: {total}", "compare_lacking": "asked on the right and not in the case ({n})", "compare_ignored": "in the case and of no use on the right ({n})",
        "compare_assumed": "assumed for the right ({n})", "trial": "a trial, for comparison only: not the official self-evaluation",
        "sound": "no faults", "known": "{file}: known, {n} (lines {lines}): {what} [{rule}]. {why}",
        "lint": "{error} errors, {warning} warnings, {info} hints; {known} known defects of the source",
        "slips_count": "; {n} of them look like consequences of another", "with_it": "probably consequences of the same slip ({n}); mend the one above first:",
        "beside_it": "{place} ({code} {title}): {message}", "same_slip": "probably the same slip as {others}: mend one figure and look again",
        "some_threaded": "{file}: {places} has a threaded comment already; see the page {page}",
    },
}  # fmt: skip

KINDS: dict[str, str] = {
    "sum": "合计", "difference": "差额", "percent_change": "增减率", "share": "占比", "rate": "比率", "count_sum": "个数合计",
    "list_count": "列举个数", "score_sum": "得分合计", "weight_sum": "分值合计", "score_bound": "得分范围", "score_rule": "按规则得分",
    "grade": "等级", "duplicate": "前后一致", "product": "乘积", "direction_word": "增减方向", "unit_slip": "单位", "year_slip": "年份",
    "entity_slip": "名称", "identity": "勾稽关系",
}  # fmt: skip

PAGE: dict[Lang, dict[str, str]] = {
    "zh": {
        "lang": "zh-CN", "title": "审核结果", "file": "文件", "checked": "可核的数", "show": "显示：", "only": "只看有疑点的段落",
        "tile_error": "确定有误", "tile_warning": "需说明", "tile_info": "提示", "tile_checked": "个数可核对", "tile_waived": "已核销",
        "gap": "第 {first}–{last} 行没有疑点，未列出", "compared": "逐数核对",
        "same_slip": "很可能与疑点 {others} 是同一处错：改一个数，再一并核对",
        "verdict_consistent": "相符", "verdict_rounding": "尾差之内", "verdict_inconsistent": "不符", "verdict_unverifiable": "无法核对",
    },
    "en": {
        "lang": "en", "title": "Review", "file": "file", "checked": "figures checked", "show": "Show:", "only": "only doubtful paragraphs",
        "tile_error": "certainly wrong", "tile_warning": "to be explained", "tile_info": "hints", "tile_checked": "figures could be checked",
        "tile_waived": "waived", "gap": "rows {first} to {last} hold nothing doubtful and are left out", "compared": "Figure by figure",
        "same_slip": "probably the same slip as {others}: mend one figure and look again",
        "verdict_consistent": "holds", "verdict_rounding": "holds within rounding", "verdict_inconsistent": "does not hold",
        "verdict_unverifiable": "could not be checked",
    },
}  # fmt: skip
"""Words of the page of a review, beside those of the terminal."""
