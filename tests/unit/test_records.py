"""Values made in great numbers behave as frozen dataclasses do, but for the guard at run time (ADR 0030)."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace

from jixiao.model.place import Place


def test_a_record_is_equal_hashed_replaced_and_pickled_by_its_fields() -> None:
    place = Place("a", "正文", "第1段", (2, 5))
    assert place == Place("a", "正文", "第1段", (2, 5)) != Place("a", "正文", "第1段")
    assert {place: 1}[Place("a", "正文", "第1段", (2, 5))] == 1
    assert replace(place, span=None) == Place("a", "正文", "第1段")
    assert pickle.loads(pickle.dumps(place)) == place
    assert [one.name for one in fields(place)] == ["source", "part", "ref", "span"]
    assert not hasattr(place, "__dict__")
