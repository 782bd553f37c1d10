"""What scanning, pasting and printing leave in a text: nothing that changes a figure."""

from __future__ import annotations

from random import Random

_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_MARKS = str.maketrans("，；：", ",;:")


def noisy(rng: Random, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with one or two of: full-width digits, blanks round figures, Latin marks, page numbers, empty lines, indents."""
    found = list(lines)
    for kind in rng.sample(("wide", "blanks", "marks", "pages", "empty", "indent"), rng.choice((1, 2))):
        match kind:
            case "wide":
                found = [line.translate(_WIDE) if rng.random() < 0.5 else line for line in found]
            case "blanks":
                found = [line.replace("万元", " 万元") for line in found]
            case "marks":
                found = [line.translate(_MARKS) if at else line for at, line in enumerate(found)]
            case "pages":
                at = rng.randrange(1, len(found) + 1)
                found.insert(at, f"— {rng.randrange(2, 30)} —")
            case "empty":
                found = [one for line in found for one in (line, "")]
            case "indent":
                found = [found[0], *(f"　　{line}" if line else line for line in found[1:])]
    return tuple(found)
