"""Many units at once give exactly what each gives alone: every shipped rulebook, every edge, and what int64 cannot hold."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice

import numpy as np
import pytest

from jixiao.rules.columns.many import score_columns
from jixiao.rules.load import load_rulebook, rulebook_ids
from tests.unit.units_made import differences, random_units


@pytest.mark.parametrize("id", rulebook_ids())
def test_columns_equal_compute(id: str) -> None:
    rulebook = load_rulebook(id)
    units = random_units(rulebook, 400, seed=len(id), own=150)
    scores = score_columns(rulebook, units)
    assert not list(islice(differences(rulebook, units, scores, range(units.count)), 5))
    assert not scores.refused.all()
    assert all(leaf.points.dtype in (np.int16, np.int32, np.int64) for leaf in scores.leaves.values())


def test_the_core_needs_no_numpy() -> None:
    code = "import sys, jixiao.api, jixiao.rules.compute, jixiao.rules.scoring as s; list(s.METHODS.items()); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
