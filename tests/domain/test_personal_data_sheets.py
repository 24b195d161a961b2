"""Cells of an export: what somebody typed never runs as a formula, and numbers stay numbers."""

import csv
import io
import re
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.personal_data_sheets import BOM, Cell, csv_cell, csv_sheet

FORMULA = "=+-@＝＋－＠"

# Half of it dangerous, so that the laws are about something.
DANGEROUS = st.sampled_from("=+-@＝＋－＠\t\r\n\0 \"',;|a1\u200b\ufeff\xa0")
TYPED = st.text(DANGEROUS | st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("plain words", "plain words"),
        ("a-b = c", "a-b = c"),
        ("", ""),
        ('=HYPERLINK("http://evil.example","Win")', '\'=HYPERLINK("http://evil.example","Win")'),
        ("+1+1", "'+1+1"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(A1:A9)", "'@SUM(A1:A9)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\x00=1", "'\x00=1"),
        ("\rbreak", "'\rbreak"),
        ("\x00nothing", "'\x00nothing"),
        ("\tindented", "'\tindented"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ('"=1', "'\"=1"),
        ('" =1', "'\" =1"),
        ("＝1+1", "'＝1+1"),
        ("note;=1+1", "note;'=1+1"),
        ("first\n=1+1", "first\n'=1+1"),
        (-3, -3),
        (2.5, 2.5),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (date(2026, 11, 21), "2026-11-21"),
        (datetime(2026, 11, 21, 8, 30, tzinfo=UTC), "2026-11-21T08:30:00+00:00"),
    ],
)
def test_a_cell_is_what_was_written_or_has_an_apostrophe_before_the_danger(
    value: Cell, cell: str | float
) -> None:
    assert csv_cell(value) == cell


def starts_of_cells(text: str) -> list[str]:
    """Where a program may see a cell begin, without what it skips there."""
    return [_unskipped(part) for part in re.split(r"[,;|\t\r\n]", text)]


def _unskipped(part: str) -> str:
    while part and (part[0] == '"' or unicodedata.category(part[0])[0] == "Z" or part[0] in "\0\u200b\ufeff"):
        part = part[1:]
    return part


@given(TYPED)
@settings(deadline=None, max_examples=400)
def test_no_cell_begins_with_a_formula_wherever_a_program_sees_cells_begin(typed: str) -> None:
    cell = csv_cell(typed)

    assert isinstance(cell, str)
    assert not any(start.startswith(tuple(FORMULA)) for start in starts_of_cells(cell))
    assert not cell.startswith(("\t", "\r", "\0"))


@given(TYPED)
@settings(deadline=None, max_examples=400)
def test_only_apostrophes_are_added_and_only_once(typed: str) -> None:
    cell = csv_cell(typed)

    assert isinstance(cell, str)
    assert csv_cell(cell) == cell
    assert cell.replace("'", "") == typed.replace("'", "")


@given(st.lists(st.tuples(TYPED, st.integers(), st.floats(allow_nan=False)), max_size=5))
@settings(deadline=None)
def test_a_sheet_reads_back_as_its_cells(rows: list[tuple[str, int, float]]) -> None:
    raw = csv_sheet(("words", "whole", "share"), rows)

    assert raw.startswith(BOM.encode())
    text = raw.decode("utf-8-sig")
    head, *body = csv.reader(io.StringIO(text, newline=""), quoting=csv.QUOTE_NONNUMERIC)
    assert head == ["words", "whole", "share"]
    assert body == [[csv_cell(words), float(whole), share] for words, whole, share in rows]
