"""The filled workbook in another program: LibreOffice computes what we compute, saves it, and it is read back as it was."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl

from jixiao import api
from jixiao.model.outcome import Known
from tests.unit.test_intake_ring import fill_in, yaml_case


def test_saved_by_libreoffice_it_says_the_same(tmp_path: Path, require: Callable[[str], str]) -> None:
    wanted = yaml_case("department")
    (tmp_path / "采集表.xlsx").write_bytes(fill_in(api.template(wanted.rulebook, 2021), wanted))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [require("libreoffice"), profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "采集表.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    ours, saved = (api.evaluate(tmp_path / name).scorecard for name in ("采集表.xlsx", "saved/采集表.xlsx"))
    assert saved.total == ours.total and saved.read == ()
    book = openpyxl.load_workbook(tmp_path / "saved" / "采集表.xlsx", data_only=True)
    tried = {row[0]: row[2] for row in book["试算"].iter_rows(min_row=3, values_only=True)}
    compared = 0
    for one in ours.indicators:
        if one.name in tried and isinstance(one.value, Known):
            shown = Fraction(Decimal(repr(tried[one.name]))) * (100 if one.unit == "%" else 1)
            assert abs(shown - one.value.value) < Fraction(1, 10**9), one.name
            compared += 1
    assert compared >= 9
    assert tried["新建楼堂馆所面积控制率"] == "待填"
    held = {row[5] for row in book["基础数据"].iter_rows(min_row=3, values_only=True) if row[5]}
    assert held == {"本年相符 ", "本年相符 上年相符 "}
