"""Sentences are data: every slot exists, no digit stands in a template, and the words follow the figures."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.catalog.items import items
from jixiao.compose.figures import Figures
from jixiao.compose.sentences import Gaps, Speaker, Variant, load, merge, phrasebook
from jixiao.formula import names, parse
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, text_of
from jixiao.model.fact import Fact, Facts
from jixiao.model.quantity import Quantity

WORDS = {
    "year": "2021", "last_year": "2020", "agency": "示例局（虚构）", "project": "示例项目（虚构）", "department": "", "full": "100",
    "subject": "部门整体支出", "rules": "评价规则（演示）",
}  # fmt: skip
SCORES = {"self_score", "self_grade", "score_low", "score_high"}
"""Facts of the scorecard that sentences may name."""


def speaker(**known: str) -> Speaker:
    """Facts by slot name, in 万元 or 人."""
    book = phrasebook()
    found = []
    for name, text in known.items():
        slot = book.slots[name]
        unit = items()[slot.item].unit
        factor = Decimal(10000) if unit == "元" else Decimal(1)
        value = Quantity(
            Decimal(text) * factor, unit, text=text, printed_unit="万元" if unit == "元" else unit, factor=factor
        )
        found.append(Fact(slot.item, value, 2021 + slot.year, slot.basis))
    return Speaker(
        Figures(Case("示例局（虚构）", 2021, "demo", Facts.of(found)), book.slots, book.derivations), WORDS, Gaps()
    )


def said(key: str, **known: str) -> str:
    return text_of(speaker(**known).say(key, "某节"))


def test_every_slot_is_an_item_with_a_basis_it_has() -> None:
    for name, slot in phrasebook().slots.items():
        assert slot.item in items(), name
        assert (slot.basis == "") == (not items()[slot.item].bases), name
        assert slot.basis in (*items()[slot.item].bases, ""), name


def test_every_name_in_a_sentence_and_a_formula_is_known_and_every_known_name_is_used() -> None:
    book = phrasebook()
    known = {*book.slots, *book.derivations}
    assert not known & set(WORDS)
    used: set[str] = set()
    for derivation in book.derivations.values():
        used |= set(names(parse(derivation.formula)))
    for key, variants in book.sentences.items():
        for variant in variants:
            used |= set(variant.all_slots) | (set(names(parse(variant.when))) if variant.when else set())
            assert set(variant.all_slots) <= known | set(WORDS) | SCORES, key
            assert variant.text.count("[") == variant.text.count("]"), key
    assert used - set(WORDS) - SCORES == known


def test_no_template_holds_a_digit() -> None:
    for key, variants in phrasebook().sentences.items():
        for variant in variants:
            assert not re.search(r"[0-9０-９]|[二三四五六七八九十百千万]+(?:元|人|%)", variant.text), key


def test_only_the_last_variant_may_leave_gaps_or_be_silent() -> None:
    for key, variants in phrasebook().sentences.items():
        for variant in variants[:-1]:
            assert variant.text, key
        assert not variants[-1].when, key


def test_every_outline_asks_for_sentences_there_are() -> None:
    folder = Path(__file__).parents[3] / "src" / "jixiao" / "compose" / "outlines"
    for file in sorted(folder.glob("*.yaml")):
        plan = load(f"outlines/{file.name}")
        assert plan["outline"] == file.stem
        asked = {key for one in plan["blocks"] for key in one.get("say", ())}
        assert asked <= set(phrasebook().sentences), file.name
        for one in plan["blocks"]:
            if "when" in one:
                assert set(names(parse(one["when"]))) <= {*phrasebook().slots, *phrasebook().derivations}


@pytest.mark.parametrize(
    ("this", "last", "words"),
    [
        ("0.172", "0.03", "“三公”经费支出0.172万元，比2020年的0.03万元增加0.142万元，增长473.33%。"),
        ("0.03", "0.172", "“三公”经费支出0.03万元，比2020年的0.172万元减少0.142万元，下降82.56%。"),
        ("0.03", "0.030", "“三公”经费支出0.03万元，与2020年持平。"),
        ("0.03", "0", "2020年没有“三公”经费支出，本年支出0.03万元。"),
    ],
)
def test_the_direction_follows_the_sign_and_zero_gives_no_percentage(this: str, last: str, words: str) -> None:
    assert said("public_change", public=this, public_last=last) == words


def test_a_zero_budget_gives_no_percentage() -> None:
    assert said("public_budget", public="0.3", public_initial="0") == "“三公”经费年初预算数0万元，实际支出0.3万元。"
    assert said("staff", posts="0", staff="3") == "核定编制0人，年末实际在职3人。"
    assert "%" not in said("funds", funds="5", funds_initial="0", funds_adjusted="0")


def test_what_is_absent_reads_to_fill_and_is_written_down_once() -> None:
    one = speaker(total="130.651", basic="86.124")
    runs = one.say("expenditure", "某节")
    one.say("expenditure", "某节")
    assert TO_FILL in runs
    assert text_of(runs) == "2021年部门总支出130.651万元，其中：基本支出86.124万元，项目支出待补充。"
    assert one.gaps.by_name == {"项目支出全年执行数": ["某节"]}


def test_optional_parts_fall_away_and_optional_sentences_stay_silent() -> None:
    assert (
        said("basic", basic="9", wages="7", goods="2") == "全年基本支出9万元，其中：工资福利支出7万元，商品和服务支出2万元。"
    )
    assert said("basic", basic="9", wages="6", goods="2", capital="1").endswith("商品和服务支出2万元，资本性支出1万元。")
    assert (
        said("basic", basic="9", personnel="7", operating="2") == "全年基本支出9万元，其中：人员经费7万元，公用经费2万元。"
    )
    assert said("procurement") == said("assets") == said("retired") == ""


def test_figures_in_a_sentence_are_facts_not_digits() -> None:
    runs = speaker(public="0.172", public_last="0.03").say("public_change", "")
    assert [run.shown for run in runs if isinstance(run, Fact)] == ["0.172万元", "0.03万元", "0.142万元", "473.33%"]
    assert not any(mark.isdigit() for run in runs if isinstance(run, str) for mark in run.replace("2020年", ""))


def test_a_variant_knows_which_of_its_slots_may_be_absent() -> None:
    variant = Variant("甲{a}[，乙{b}]，丙{c}")
    assert variant.slots == ("a", "c")
    assert variant.all_slots == ("a", "b", "c")


def test_neighbouring_words_are_joined_but_the_gap_stays_apart() -> None:
    assert merge(["甲", "", "乙", TO_FILL, "丙"]) == ("甲乙", TO_FILL, "丙")
