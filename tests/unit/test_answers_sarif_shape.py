"""Every object of a SARIF log has what the standard demands and nothing the standard does not know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from jixiao.cli import main
from tests.unit.test_answers_sarif import log

ROOT = Path(__file__).resolve().parents[2]
KINDS: dict[str, dict[str, Any]] = {
    "uri": {"type": "string", "pattern": r"^[!#$%&'()*+,/:;=?@\[\]\w.~-]+$"},
    "strings": {"type": "array", "items": {"type": "string"}},
    "strings_by_name": {"type": "object", "additionalProperties": {"type": "string"}},
    "place": {"type": "integer", "minimum": 1},
    "list": {"type": "array"},
}


def schema() -> dict[str, Any]:
    """The table of objects as a JSON Schema."""

    def kind(written: str | list[str]) -> dict[str, Any]:
        if isinstance(written, list):
            return {"enum": written}
        if written.startswith("="):
            return {"$ref": f"#/$defs/{written[1:]}"}
        if written.startswith("["):
            return {"type": "array", "items": {"$ref": f"#/$defs/{written[1:-1]}"}}
        return KINDS.get(written, {"type": written})

    objects = yaml.safe_load((Path(__file__).parent / "sarif-2.1.0.yaml").read_text(encoding="utf-8"))
    defined = {
        name: {
            "type": "object",
            "required": one["must"],
            "properties": {key: kind(value) for key, value in one["may"].items()},
            "additionalProperties": False,
        }
        for name, one in objects.items()
    }
    return {"$defs": defined, "$ref": "#/$defs/sarifLog"}


VALIDATOR = jsonschema.Draft202012Validator(schema())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_log_with_every_kind_of_entry_is_of_the_standard_s_shape(lang: str) -> None:
    VALIDATOR.validate(log(lang))


@pytest.mark.parametrize(
    "name", ["examples/seed-twin/report.txt", "examples/neighbours/自评报告.txt", "examples/workbook/决算.xlsx"]
)
def test_the_log_of_a_file_is_of_the_standard_s_shape(name: str, tmp_path: Path) -> None:
    made = tmp_path / "log.sarif"
    CliRunner().invoke(main, ["check", str(ROOT / name), "--format", "sarif", "--out", str(made)])
    VALIDATOR.validate(json.loads(made.read_text(encoding="utf-8")))


def test_a_word_the_standard_does_not_know_is_seen() -> None:
    wrong = log()
    wrong["runs"][0]["results"][0]["severity"] = "error"
    with pytest.raises(jsonschema.ValidationError, match="severity"):
        VALIDATOR.validate(wrong)
