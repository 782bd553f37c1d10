"""How much a file may ask of the machine. Every limit is far above what a real report holds.

A file beyond one of them is refused with a sentence that names the limit, before the memory it asks for is taken.
"""

from __future__ import annotations

MB = 1 << 20

FILE = 200 * MB
"""The file itself."""
TEXT = 20 * MB
"""A text file: some two hundred reports of a hundred pages."""
FIGURES = 200_000
"""Runs of digits in the paragraphs of one document: a report of two hundred pages has some ten thousand."""

MEMBERS = 5_000
"""Parts of one zip: a report with thousands of pictures still passes."""
UNPACKED = 600 * MB
"""All parts of one zip together, unpacked, as its directory declares them."""
RATIO = 200
"""Unpacked size over packed size of one part larger than `RATIO_FROM`; deflate itself ends at 1,032."""
RATIO_FROM = 1 * MB

PART = 40 * MB
"""A part that is kept whole as a tree (word/document.xml, styles): several thousand pages of text."""
STREAM = 400 * MB
"""A part that is read piece by piece (sheets, shared strings)."""
PIECE = 4 * MB
"""One piece of it: a row, a shared string."""

TABLE_DEPTH = 20
"""Tables inside cells inside tables."""
SPAN = 512
"""Columns one cell of a Word table may cover (Word itself ends at 63)."""
SQUARES = 5_000_000
"""Rows times columns of one table or sheet, up to its last cell that holds something."""
CELLS = 2_000_000
"""Cells with something in them, in one file."""
STRINGS = 2_000_000
"""Shared strings of one workbook."""
ROWS = 1_048_576
COLUMNS = 16_384

PAGES = 2_000
"""Pages of one PDF."""
CHARACTERS = 5_000_000
"""Characters of one PDF."""
PDF_SECONDS = 300
"""Seconds until the process that reads a PDF is ended; two thousand pages take a tenth of that."""
PDF_MEMORY = 1536 * MB
"""Memory of that process, where the system can limit it."""
PDF_STREAM = 16 * MB
"""What one page draws, unpacked (a font may hold `PART`: whole Chinese ones do); measured before anything is unpacked."""
PAGE_CHARACTERS = 100_000
"""Characters on one page; a page full of six-point type holds some ten thousand."""
PAGE_RULES = 50_000
"""Lines drawn on one page, and squares of one of its tables."""
