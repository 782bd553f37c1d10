"""PDF files written by hand: pages of known words, ruled tables, fonts that say odd things."""

from __future__ import annotations

import io

from jixiao.model.document import Document, Table


def pdf(*pages: str, trailer: str = "", page: str = "", form: str = "", font: str = "") -> bytes:
    """A file with these content streams as pages of 595 × 842 points; /F is a Latin font, /Im a picture, /Fm a form."""
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{6 + 2 * one} 0 R' for one in range(len(pages)))}]>>",
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{font}>>",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream",
        (
            "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[1 0 0 1 100 0]/Resources<</XObject<</Fm 5 0 R>>>>"
            f"/Length {len(form)}>>stream\n{form}\nendstream"
        ),
    ]
    for number, content in enumerate(pages):
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * number} 0 R{page}"
            "/Resources<</Font<</F 3 0 R>>/XObject<</Im 4 0 R/Fm 5 0 R>>>>>>"
        )
        bodies.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
    out.write(f"trailer<</Size {len(bodies) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def say(words: str, x: float, y: float, size: float = 10, matrix: str = "1 0 0 1") -> str:
    return f"BT /F {size} Tf {matrix} {x} {y} Tm ({words}) Tj ET\n"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.texts()]


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(one.row, one.column, one.row_span, one.column_span, one.text) for one in table.cells]


def sides(left: float, bottom: float, right: float, top: float) -> tuple[str, ...]:
    return (f"{left} {bottom} m {right} {bottom} l", f"{left} {top} m {right} {top} l", f"{left} {bottom} m {left} {top} l", f"{right} {bottom} m {right} {top} l")  # fmt: skip


def stroked(*boxes: tuple[float, float, float, float]) -> str:
    return "".join(f"{a} {b} {c - a} {d - b} re S\n" for a, b, c, d in boxes)


def lined(*boxes: tuple[float, float, float, float]) -> str:
    return "".join(f"{side} S\n" for box in boxes for side in sides(*box))


def filled(*boxes: tuple[float, float, float, float]) -> str:
    return "".join(
        f"{a} {b} {c - a} 0.5 re {a} {d} {c - a} 0.5 re {a} {b} 0.5 {d - b} re {c} {b} 0.5 {d - b} re f\n"
        for a, b, c, d in boxes
    )


SQUARES = [(100, 680, 200, 720), (200, 700, 400, 720), (200, 680, 300, 700), (300, 680, 400, 700), (100, 660, 200, 680), (200, 660, 300, 680), (300, 660, 400, 680)]  # fmt: skip
WORDS = [("name", 110, 695), ("money", 280, 705), ("plan", 210, 685), ("done", 310, 685), ("road", 110, 665), ("12.5", 210, 665), ("11.0", 310, 665)]  # fmt: skip
CELLS = [
    (0, 0, 2, 1, "name"), (0, 1, 1, 2, "money"), (1, 1, 1, 1, "plan"), (1, 2, 1, 1, "done"),
    (2, 0, 1, 1, "road"), (2, 1, 1, 1, "12.5"), (2, 2, 1, 1, "11.0"),
]  # fmt: skip


def written(down: float = 0, *, words: list[tuple[str, float, float]] = WORDS) -> str:
    return "".join(say(word, x, y - down) for word, x, y in words)


def meaning(*, A: str, B: str, pages: tuple[str, ...]) -> bytes:
    """Pages in a font that says its letters A and B mean other characters."""
    table = f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <41> <{ord(A):04x}> <42> <{ord(B):04x}> endbfchar endcmap"
    return pdf(*pages, form=table, font="/ToUnicode 5 0 R")
