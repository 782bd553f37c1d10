"""Rulebooks that columns cannot score are refused with the reason, never scored without their bonus or veto."""

from __future__ import annotations

import pytest

from jixiao.errors import UsageError
from jixiao.rules.columns.many import score_columns
from jixiao.rules.columns.units import Units
from tests.unit.test_rules_beside import PLAIN as WITH_BONUS
from tests.unit.test_rules_optional import PLAIN as WITH_POOL


@pytest.mark.parametrize("rulebook", [WITH_BONUS, WITH_POOL], ids=["bonus and vetoes", "optional indicators"])
def test_what_stands_beside_the_sum_is_not_forgotten(rulebook: object) -> None:
    with pytest.raises(UsageError, match="有加分、一票否决或可选指标，不能成批计分"):
        score_columns(rulebook, Units(3, 2021, {}))  # type: ignore[arg-type]
