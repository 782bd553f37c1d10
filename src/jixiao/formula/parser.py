"""Text → tree, by precedence climbing. Faults name the character where reading stopped."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NoReturn

from jixiao.errors import Fault, FormulaError
from jixiao.formula.tree import _RANK, Binary, Call, Name, Node, Number, Unary
from jixiao.patterns import regex

_TOKEN = regex(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,12})?%?)"
    r"|(?P<name>[^\W\d][\w“”·]*)"
    r"|(?P<sign>==|!=|<=|>=|[-+*/()<>=,，（）×÷−≤≥≠＝]))"
)
_SAME = {
    "（": "(",
    "）": ")",
    "，": ",",
    "×": "*",
    "÷": "/",
    "−": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "=": "==",
    "＝": "==",
    "且": "and",
    "或": "or",
    "非": "not",
}
_FUNCTIONS = {"min": "min", "max": "max", "abs": "abs", "取小": "min", "取大": "max", "绝对值": "abs"}
_OVER_ROWS = {
    **_FUNCTIONS,
    "count": "count", "share": "share", "total": "total", "mean": "mean", "median": "median", "least": "least", "most": "most",
    "known": "known",
    "计数": "count", "占比": "share", "总和": "total", "平均数": "mean", "中位数": "median", "最小值": "least", "最大值": "most",
    "有": "known",
}  # fmt: skip
_MAX = 2000
_DEPTH = 60


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of `text`; `FormulaError` says where it cannot be read."""
    return _Parser(text, _FUNCTIONS).all()


@lru_cache(maxsize=512)
def parse_over_rows(text: str) -> Node:
    """As `parse`, for formulas over the rows of a ledger: their functions (count, share, mean …) are known besides."""
    return _Parser(text, _OVER_ROWS).all()


class _Parser:
    def __init__(self, text: str, functions: Mapping[str, str]) -> None:
        self.text = text
        self.functions = functions
        if len(text) > _MAX:
            self.fail(0, f"公式超过 {_MAX} 个字符")
        self.tokens: list[tuple[str, str, int]] = []
        position = 0
        stripped = text.rstrip()
        while position < len(stripped):
            found = _TOKEN.match(stripped, position)
            if found is None:
                self.fail(position, f"看不懂“{stripped[position : position + 8].strip()}”")
            kind = str(found.lastgroup)
            word = found.group(kind)
            word = _SAME.get(word, word)
            if word in ("and", "or", "not"):
                kind = "sign"
            self.tokens.append((kind, word, found.start(kind)))
            position = found.end()
        self.index = 0
        self.depth = 0

    def fail(self, position: int, what: str) -> NoReturn:
        raise FormulaError(
            Fault("", f"公式“{self.text[:80]}”第 {position + 1} 个字符处：{what}", "可用 + - * / ( ) min max abs 和比较号")
        )

    def peek(self) -> str:
        return self.tokens[self.index][1] if self.index < len(self.tokens) else ""

    def take(self) -> tuple[str, str, int]:
        if self.index >= len(self.tokens):
            self.fail(len(self.text), "公式没有写完")
        token = self.tokens[self.index]
        self.index += 1
        return token

    def expect(self, sign: str) -> None:
        if self.peek() != sign:
            position = self.tokens[self.index][2] if self.index < len(self.tokens) else len(self.text)
            self.fail(position, f"此处应为“{sign}”")
        self.index += 1

    def all(self) -> Node:
        node = self.expression(0)
        if self.index < len(self.tokens):
            self.fail(self.tokens[self.index][2], f"多出“{self.peek()}”")
        return node

    def expression(self, rank: int) -> Node:
        self.depth += 1
        if self.depth > _DEPTH:
            self.fail(0, f"括号嵌套超过 {_DEPTH} 层")
        left = self.operand()
        while self.peek() in _RANK and _RANK[self.peek()] > rank:
            if self.tokens[self.index][0] != "sign":
                break
            op = self.take()[1]
            left = Binary(op, left, self.expression(_RANK[op]))
        self.depth -= 1
        return left

    def operand(self) -> Node:
        kind, word, position = self.take()
        if kind == "number":
            value = Fraction(Decimal(word.rstrip("%")))
            return Number(value / 100 if word.endswith("%") else value, word)
        if kind == "name":
            if self.peek() == "(":
                if word not in self.functions:
                    self.fail(position, f"没有名为“{word}”的函数")
                return self.call(self.functions[word], position)
            return Name(word)
        if word == "(":
            node = self.expression(0)
            self.expect(")")
            return node
        if word == "-":
            return Unary("-", self.expression(5))
        if word == "not":
            return Unary("not", self.expression(2))
        self.fail(position, f"此处不应为“{word}”")

    def call(self, function: str, position: int) -> Node:
        self.expect("(")
        arguments = [self.expression(0)]
        while self.peek() == ",":
            self.take()
            arguments.append(self.expression(0))
        self.expect(")")
        if function == "abs" and len(arguments) != 1:
            self.fail(position, "abs 只要一个数")
        return Call(function, tuple(arguments))
