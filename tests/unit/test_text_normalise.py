"""One way of writing, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.text.lexicon import lexicon
from jixiao.text.mentions import mentions
from jixiao.text.normalise import normalise


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("８９．９７万元", "89.97万元"),
        ("（一）总支出：５％；", "(一)总支出:5%;"),
        ("财建﹝2020﹞83号", "财建〔2020〕83号"),
        ("≧95﹪，≦５", "≥95%,≤5"),
        ("在职人员 75 人", "在职人员75人"),
        ("在职人员  75人", "在职人员75人"),
        ("在职人员   75人", "在职人员   75人"),
        ("≥ 95 %", "≥95%"),
        ("95% 100%", "95% 100%"),
        ("120 108 10", "120 108 10"),
        ("20, 300万元", "20, 300万元"),
        ("20，30万元", "20，30万元"),
        ("2０，3０万元", "20，30万元"),
        ("４００，６００元", "400,600元"),
        ("一、二，三。", "一、二,三。"),
        ("萬(wàn)元績(jī)效", "万元绩效"),
        ("預算執行率(zhíxínglǜ)", "预算执行率(zhíxínglǜ)"),  # eight letters are a word, not a reading of one character
        ("总支出(pdf)", "总支出(pdf)"),
        ("重量(kg)", "重量(kg)"),
        ("萬元 後續 於", "万元 后续 于"),
        ("著作 乾隆 瞭望", "著作 乾隆 瞭望"),
        ("⼈员１０名", "人员10名"),
        ("130·651万元", "130.651万元"),
        ("60元/人•天", "60元/人·天"),
        ("5\u00a0万元\u200b。", "5万元。"),
        ("一\r\n二\r三", "一\n二\r三"),
        ("－5％ −5%", "-5% -5%"),
        ("80～90", "80~90"),
        ("“三公”《办法》", "“三公”《办法》"),
        ("", ""),
    ],
)
def test_one_way_of_writing(raw: str, plain: str) -> None:
    assert normalise(raw).string == plain
    assert normalise(plain).string == plain


def test_a_span_leads_back_to_what_was_written() -> None:
    raw = "在职人员 75 人，共計８９．９７萬(wàn)元。"
    text = normalise(raw)
    assert text.string == "在职人员75人,共计89.97万元。"
    start = text.string.index("75人")
    assert raw[slice(*text.source_span(start, start + 3))] == "75 人"
    start = text.string.index("89.97万元")
    assert raw[slice(*text.source_span(start, start + 7))] == "８９．９７萬(wàn)元"
    assert raw[slice(*text.source_span(start + 5, start + 6))] == "萬"


def test_an_empty_span_is_a_point() -> None:
    text = normalise("共 5 人")
    assert text.source_span(1, 1) == (2, 2)
    assert text.source_span(3, 3) == (5, 5)


PIECES = st.sampled_from(
    ["89.97万元", "８９万元", "2,000元", " 75 人", "  5%", "萬(wàn)元", "。", "，", "\n", "\u200b", "﹝2020﹞83号", "约30人", "三个", "100 200",
     "130·6万元", "\r\n", "2021年9月1日", "(", ")", "abc", "１２", "，３００", "≥ 95 %", "**万元"]
)  # fmt: skip
RAW = st.lists(PIECES | st.text(max_size=5), max_size=12).map("".join)


@given(RAW)
def test_the_way_back_is_monotone_and_stays_inside(raw: str) -> None:
    text = normalise(raw)
    origins = [text.origin(position) for position in range(len(text.string))]
    assert origins == sorted(set(origins))
    assert all(0 <= one < len(raw) for one in origins)
    assert len(text.string) <= len(raw)


@given(RAW)
def test_every_mention_leads_back_to_its_digits(raw: str) -> None:
    text = normalise(raw)
    for one in mentions(text.string):
        source = raw[slice(*text.source_span(one.start, one.end))]
        assert digits(source) == digits(one.quote)


def digits(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdecimal() and char in "0123456789０１２３４５６７８９")


@given(st.text(alphabet="0123456789万元人% ,.，．（）一二三個績", max_size=40))
def test_characters_are_only_ever_left_out_or_replaced_one_for_one(raw: str) -> None:
    text = normalise(raw)
    left_out = [raw[i] for i in range(len(raw)) if i not in {text.origin(p) for p in range(len(text.string))}]
    assert set(left_out) <= {" "}


def test_the_table_of_characters_never_touches_simplified_text() -> None:
    pairs = lexicon("characters.yaml")["pairs"].split()
    assert all(len(pair) == 2 for pair in pairs)
    assert len({pair[0] for pair in pairs}) == len(pairs)
    for old, new in pairs:
        new.encode("gb2312")
        if old not in "於後徵":
            with pytest.raises(UnicodeEncodeError):
                old.encode("gb2312")


def test_the_table_knows_the_words_of_this_field() -> None:
    traditional = (
        "預算執行績效評價報告財政撥款項目資金實際完成數萬億個戶處場單位編制職務結餘補貼標準達對較減幾餘約滿優級區縣鄉鎮"
    )
    simplified = (
        "预算执行绩效评价报告财政拨款项目资金实际完成数万亿个户处场单位编制职务结余补贴标准达对较减几余约满优级区县乡镇"
    )
    assert normalise(traditional).string == simplified
