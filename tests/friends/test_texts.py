"""The friendly texts really are sound: what a person recomputed in them holds. Knows nothing of the program."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.txt"))
SUMS = yaml.safe_load((HERE / "sums.yaml").read_text(encoding="utf-8"))
TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[-+*/=~<?]")
NOT_PRINTED = {"10000"}  # the factor of 万


def value(token: str) -> Fraction:
    return Fraction(token[:-1]) / 100 if token.endswith("%") else Fraction(token)


def step(token: str) -> Fraction:
    exponent = Decimal(token.rstrip("%")).as_tuple().exponent
    assert isinstance(exponent, int)
    return Fraction(10) ** exponent / (100 if token.endswith("%") else 1)


def side(tokens: list[str]) -> Fraction:
    """Products first, then sums, from the left: there are no brackets."""
    terms = [value(tokens[0])]
    for sign, token in zip(tokens[1::2], tokens[2::2], strict=True):
        match sign:
            case "*":
                terms[-1] *= value(token)
            case "/":
                terms[-1] /= value(token)
            case "+":
                terms.append(value(token))
            case "-":
                terms.append(-value(token))
    return sum(terms, Fraction(0))


def holds(formula: str) -> bool:
    tokens = TOKEN.findall(formula)
    relation = next(token for token in tokens if token in "=~<?")
    cut = tokens.index(relation)
    left, right = side(tokens[:cut]), side(tokens[cut + 1 :])
    last = step(tokens[-1])
    match relation:
        case "=":
            return left == right
        case "~":
            return abs(left - right) <= last / 2
        case "<":
            return right <= left < right + last and abs(left - right) > last / 2
    return abs(left - right) <= sum(step(token) for token in tokens if token[0].isdigit()) / 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_first_line_names_the_trap_and_the_agency_is_invented(path: Path) -> None:
    first, _, text = path.read_text(encoding="utf-8").partition("\n")
    assert first.startswith("# 名称：")
    assert len(text) >= 60
    assert re.search("示例|样例|点击", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_person_recomputed_holds_and_stands_in_the_text(path: Path) -> None:
    text = unicodedata.normalize("NFKC", path.read_text(encoding="utf-8").partition("\n")[2]).replace(",", "")
    printed = set(re.findall(r"\d+(?:\.\d+)?", text))
    for formula in SUMS[path.stem]:
        assert holds(formula), formula
        if path.stem not in {"25-list-marks-glued", "28-average-of-rates"}:
            missing = {token.rstrip("%") for token in TOKEN.findall(formula) if token[0].isdigit()} - printed - NOT_PRINTED
            assert not missing, (formula, missing)


def test_every_text_was_recomputed() -> None:
    assert set(SUMS) == {path.stem for path in FILES}
