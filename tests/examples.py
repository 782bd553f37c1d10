"""An example of a page reviewed as its test does: with its rulebook and beside its papers."""

from __future__ import annotations

from jixiao.checks.pages import Example
from jixiao.model.review import Review
from jixiao.review import read_neighbour, review_document
from jixiao.rules.load import load_rulebook


def reviewed(example: Example, lang: str = "zh") -> Review:
    rulebook = load_rulebook(example.rulebook) if example.rulebook else None
    beside = [read_neighbour(one) for one in example.neighbours()]
    return review_document(example.document(), rulebook, lang, beside=beside)
