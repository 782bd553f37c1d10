"""The seed's own text: every quantity in it, read by a person, in text order."""

from __future__ import annotations

from decimal import Decimal

from jixiao.text.dates import years
from jixiao.text.mentions import mentions
from jixiao.text.normalise import normalise

# printed, value, unit, step, bound, approx
READ = [
    ("1个", "1", "个", "0", "=", ""),
    ("10名", "10", "人", "0", "=", ""),
    ("1人", "1", "人", "0", "=", ""),
    ("1人", "1", "人", "0", "=", ""),
    ("1人", "1", "人", "0", "=", ""),
    ("2人", "2", "人", "0", "=", ""),
    ("6人", "6", "人", "0", "=", ""),
    ("10个", "10", "个", "0", "=", "about"),
    ("60%", "60", "%", "1", "≥", ""),
    ("100%", "100", "%", "1", "=", ""),
    ("100%", "100", "%", "1", "=", ""),
    ("130.651万元", "1306510", "元", "10", "=", ""),
    ("86.124万元", "861240", "元", "10", "=", ""),
    ("44.526万元", "445260", "元", "10", "=", ""),
    ("86.124万元", "861240", "元", "10", "=", ""),
    ("80.749万元", "807490", "元", "10", "=", ""),
    ("5.375万元", "53750", "元", "10", "=", ""),
    ("44.526万元", "445260", "元", "10", "=", ""),
    ("30%", "30", "%", "1", "=", ""),
    ("0.172万元", "1720", "元", "10", "=", ""),
    ("82.8%", "82.8", "%", "0.1", "=", ""),
    ("0.172万元", "1720", "元", "10", "=", ""),
    ("0.03万元", "300", "元", "100", "=", ""),
    ("0.142万元", "1420", "元", "10", "=", ""),
    ("30%", "30", "%", "1", "=", ""),
    ("184起", "184", "起", "0", "=", ""),
    ("10次", "10", "次", "0", "=", ""),
    ("87天", "87", "天", "0", "=", ""),
    ("99分", "99", "分", "1", "=", ""),
]


def test_every_quantity_of_the_seed_is_found_and_nothing_else(seed_text: str) -> None:
    text = normalise(seed_text)
    found = [one for one in mentions(text.string) if not one.chinese]
    read = [
        (one.quote, one.quantity.value, one.quantity.unit, one.quantity.step, one.quantity.bound, one.quantity.approx)
        for one in found
        if one.quantity is not None
    ]
    assert read == [(quote, Decimal(n), unit, Decimal(step), bound, approx) for quote, n, unit, step, bound, approx in READ]
    assert len(read) == len(found)


def test_the_seed_says_nothing_in_chinese_numerals(seed_text: str) -> None:
    assert [one.quote for one in mentions(normalise(seed_text).string) if one.chinese] == []


def test_every_mention_of_the_seed_leads_back_to_its_own_words(seed_text: str) -> None:
    text = normalise(seed_text)
    for one in mentions(text.string):
        assert seed_text[slice(*text.source_span(one.start, one.end))] == one.quote  # it has no blanks or wide digits


def test_the_years_of_the_seed(seed_text: str) -> None:
    found = [year for _, _, year in years(normalise(seed_text).string)]
    assert set(found) == {2020, 2021}
    assert found.count(2020) == 2
