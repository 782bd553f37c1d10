"""One formula language, with its own parser: used by rulebooks, identities, ledgers and checks. No eval.

(本年预算数 - 上年预算数) / 上年预算数          names are Chinese or Latin words, numbers are exact
min(实际 / 计划, 1)                             min max abs
年末结转 <= 上年结转 and 追加 == 0               comparisons and/or/not give true or false
95%                                              is 95/100
占比(已回复 and 回复 <= 到期, 已回复)           over the rows of a ledger (formula.over_rows): count share total mean median least most
"""

from jixiao.formula.exact import Undefined, evaluate
from jixiao.formula.interval import evaluate_interval
from jixiao.formula.parser import parse
from jixiao.formula.tree import Node, names, substitute

__all__ = ["Node", "Undefined", "evaluate", "evaluate_interval", "names", "parse", "substitute"]
