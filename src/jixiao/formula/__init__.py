"""One formula language, with its own parser: used by rulebooks, identities, ledgers and checks. No eval.

(本年预算数 - 上年预算数) / 上年预算数          names are Chinese or Latin words, numbers are exact
min(实际 / 计划, 1)                             min max abs
年末结转 <= 上年结转 and 追加 == 0               comparisons and/or/not give true or false
95%                                              is 95/100
占比(已回复 and 回复 <= 到期, 已回复)           over the rows of a ledger: count share total mean median least most
"""

from jixiao.formula.exact import Undefined, evaluate
from jixiao.formula.interval import evaluate_interval
from jixiao.formula.over_rows import RowFormula, Tally, evaluate_over_rows, row_formula
from jixiao.formula.parser import parse
from jixiao.formula.tree import Node, names, substitute

__all__ = [
    "Node", "RowFormula", "Tally", "Undefined", "evaluate", "evaluate_interval", "evaluate_over_rows", "names", "parse",
    "row_formula", "substitute",
]  # fmt: skip
