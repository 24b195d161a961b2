"""The list beside the database: readable after any crash, by its owner alone."""

import os
import stat
import sys
from pathlib import Path

import pytest

from bot.domain.tombstones import Scope, Tombstone
from bot.store.erased_file import FILE, ErasedFile
from tests.delivery.world import utc

ONE = Tombstone("0a" * 32, Scope.MEMBER, utc("2026-06-01 10:00"))
TWO = Tombstone("0b" * 32, Scope.GUILD, utc("2026-06-02 10:00"))


def test_what_was_added_is_read_again(tmp_path: Path) -> None:
    file = ErasedFile(tmp_path / "not yet there")
    assert file.read() == ()
    file.append([ONE])
    file.append([TWO])
    assert file.read() == (ONE, TWO)
    file.replace([TWO])
    assert file.read() == (TWO,)
    assert [path.name for path in (tmp_path / "not yet there").iterdir()] == [FILE]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept elsewhere there")
def test_only_its_owner_may_read_it_from_the_first_byte(tmp_path: Path) -> None:
    file = ErasedFile(tmp_path / "data")
    before = os.umask(0)
    try:
        file.append([ONE])
        rights = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data", tmp_path / "data" / FILE)]
        file.replace([TWO])
    finally:
        os.umask(before)
    assert rights == [0o700, 0o600]
    assert stat.S_IMODE((tmp_path / "data" / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("cut", range(1, 140, 11))
def test_a_line_that_a_crash_cut_short_costs_no_other(tmp_path: Path, cut: int) -> None:
    file, path = ErasedFile(tmp_path), tmp_path / FILE
    file.append([ONE])
    whole = path.read_bytes()
    file.append([TWO])
    path.write_bytes(path.read_bytes()[: len(whole) + cut])
    file.append([ONE])
    assert {ONE} <= set(file.read()) <= {ONE, TWO}
    assert file.read()[-1] == ONE


@pytest.mark.parametrize(
    "line", ["[]", "null", '{"mark": "a"}', '{"mark": "a", "scope": "x", "erased_at": ""}']
)
def test_a_line_that_means_nothing_is_left_out(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE).write_text(f"{line}\n")
    assert ErasedFile(tmp_path).read() == ()
