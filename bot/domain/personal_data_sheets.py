"""Tables of personal data for a spreadsheet. What somebody typed must never run there as a formula.

A sheet is a convenience: dangerous cells get an apostrophe. The lossless copy is JSON.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

BOM = "\ufeff"
"""Tells Excel that the bytes are UTF-8."""

Cell = str | int | float | bool | date | datetime | None

# What programs skip before they look whether a cell is a formula: white space (but for what ends a cell),
# control and invisible characters, and the quotes of a cell within the cell.
_SKIPPED = r'(?:(?![\t\r\n])[\s"\x00-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])*'
# Some also take the full-width forms.
_FORMULA = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
# A program that expects another separator finds the start of a cell in the middle of ours.
_CELL_START = re.compile(rf"(^|[,;|\t\r\n])({_SKIPPED}(?={_FORMULA}))")
_CONTROL = ("\t", "\r", "\x00")


def csv_cell(value: Cell) -> str | int | float:
    """What to write into one cell. Numbers stay numbers, days and instants are ISO, None is empty.

    Text that a spreadsheet could take for a formula gets an apostrophe before it: `=`, `+`, `-`, `@` at its
    start or after a separator, also after white space or a quote; and a leading tab, return or NUL.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    guarded = _CELL_START.sub(r"\1'\2", value)
    return f"'{guarded}" if guarded.startswith(_CONTROL) else guarded


def csv_sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file, in UTF-8 with its mark; text is quoted, numbers are not."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return (BOM + written.getvalue()).encode("utf-8", "backslashreplace")
