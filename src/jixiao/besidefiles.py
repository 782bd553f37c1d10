"""The papers that reports are held against, from disk: each read once, however many reports there are."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from jixiao.casefiles import bytes_of, name_of
from jixiao.compose.recognise import is_opinion
from jixiao.errors import ReadError
from jixiao.intake.recognise import is_workbook
from jixiao.model.neighbour import Neighbour
from jixiao.readers import read
from jixiao.review import read_neighbour


def read_beside(path: Path, lang: str = "zh") -> Neighbour:
    """The paper in a file; one that cannot be read is a neighbour that says why, and so is one that is no such paper."""
    name, data = name_of(path), b""
    try:
        data = bytes_of(path)
        document = read(data, name_of(path.name))
    except ReadError as error:
        faults = error.faults
        if lang == "en":
            from jixiao.phrasebook import in_english

            faults = in_english(faults)
        return Neighbour(name, hashlib.sha256(data).hexdigest() if data else "", faults=faults)
    if is_workbook(document) or is_opinion(document):
        return Neighbour(name, document.source, reason="collection" if is_workbook(document) else "opinion")
    return replace(read_neighbour(document), file=name)
