"""The goal a form states in words, what became of it, their figures, and the line for signatures."""

from __future__ import annotations

from jixiao.extract import read_document
from jixiao.model.reading import Reading
from jixiao.readers import read
from tests.unit.forms_made import SAMPLES, as_html, as_word, as_workbook


def reading(name: str, kind: str = "docx") -> Reading:
    write = {"docx": as_word, "xlsx": as_workbook, "html": as_html}[kind]
    return read_document(read(write(SAMPLES[name]), f"表.{kind}"))


def test_goal_and_result_stand_side_by_side_in_every_kind_of_file() -> None:
    for kind in ("docx", "xlsx", "html"):
        (goal,) = reading("01-project", kind).goals

        assert goal.expected.quote.startswith("完成 12 座小型水库")
        assert goal.done is not None
        assert goal.done.quote.startswith("完成 11 座")
        # 12座 is promised; 11座 and the other one are told, each in its clause
        assert [(one.quote, one.label) for one in goal.promised] == [("12座", "完成12座小型水库的维修养护")]
        assert [one.quote for one in goal.told][:2] == ["11座", "1座"]


def test_rows_of_the_same_table_belong_to_the_goal() -> None:
    found = reading("01-project")
    (goal,) = found.goals

    assert all(goal.first <= row.part <= goal.last for row in found.indicators)


def test_of_a_goal_for_several_years_and_one_for_this_year_the_years_is_taken() -> None:
    (goal,) = reading("25-target-project").goals

    assert goal.expected.quote == "新建供水管网 20 公里。"
    assert goal.done is None


def test_the_line_for_signatures_is_kept() -> None:
    (signed,) = reading("01-project").signed

    assert "填表人" in signed.quote


def test_a_table_of_accounts_has_no_goal() -> None:
    found = reading("16-accounts-word")

    assert (found.goals, found.signed) == ((), ())
