"""Opens docx files with python-docx and takes their text, to be timed from outside.

Usage: pythondocx_text.py < LIST. A line of LIST names a file. The names of those that could be read are printed.
"""

import sys

import docx


def text(block):
    """The text of a body or cell, tables in it included."""
    lines = [p.text for p in block.paragraphs]
    for table in block.tables:
        for row in table.rows:
            for cell in row.cells:
                lines += text(cell)
    return lines


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        "\n".join(text(docx.Document(path)))
    except Exception:  # whatever a broken file makes the library raise
        continue
    print(path)
