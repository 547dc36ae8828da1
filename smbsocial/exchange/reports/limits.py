"""How much a file may hold: what is larger is refused before it is read."""

MOST_BYTES = 100 * 1024 * 1024
"""Of a file, and of all that a zip unpacks to. 60,000 rows of the widest export are 25 MB."""

MOST_UNPACKED = 640 * 1024 * 1024
"""Of a workbook, whose sheets are XML: 60,000 rows of the widest export unpack to 150 MB."""

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes without a line's end. The longest post known is 63,206 letters (a Facebook text)."""

LONGEST_CELL = 1024 * 1024
"""Letters of one cell."""

MOST_ROWS = 1_000_000
MOST_COLUMNS = 2_000
MOST_FILES = 200
"""In one zip."""

MOST_CELLS = 12_000_000
"""Of one sheet, the empty ones among them: 60,000 orders of the widest shop are 5 million."""

MOST_LETTERS = 256 * 1024 * 1024
"""Of all cells of a workbook together: a text that many cells share is kept once in the file."""
