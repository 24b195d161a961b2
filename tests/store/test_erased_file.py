"""The list beside the database: readable after any crash, by its owner alone."""

import os
import resource
import stat
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.tombstones import Scope, Tombstone
from bot.store.advice import advice
from bot.store.erased_errors import ErasedListUnusable
from bot.store.erased_file import FILE, ErasedFile, ErasedList
from tests.delivery.world import utc

ONE = Tombstone("0a" * 32, Scope.MEMBER, utc("2026-06-01 10:00"))
TWO = Tombstone("0b" * 32, Scope.GUILD, utc("2026-06-02 10:00"))


def test_what_was_added_is_read_again(tmp_path: Path) -> None:
    file = ErasedFile(tmp_path / "not yet there")
    assert file.read() == ErasedList()
    file.append([ONE])
    file.append([TWO], "sealed")
    assert file.read() == ErasedList((ONE, TWO), {TWO.mark: "sealed"})
    file.replace([TWO, ONE], {ONE.mark: "anew"})
    assert file.read() == ErasedList((TWO, ONE), {ONE.mark: "anew"})
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
    found = file.read()
    assert {ONE} <= set(found.stones) <= {ONE, TWO}
    assert found.stones[-1] == ONE
    assert len(found.stones) + found.damaged == 3 - (cut == 1)


DAY = b'"2026-06-01T10:00:00+00:00"'


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"null",
        b'"mark"',
        b"[" * 5_000,
        b'{"mark": "a"}',
        b'{"mark": "a", "scope": "x", "erased_at": ""}',
        b'{"mark": "\xff", "scope": "guild", "erased_at": ' + DAY + b"}",
        b'{"mark": 7, "scope": "guild", "erased_at": ' + DAY + b"}",
        b'{"mark": "' + b"a" * 65 + b'", "scope": "guild", "erased_at": ' + DAY + b"}",
        b'{"mark": "a", "scope": "guild", "erased_at": "2026-06-01T10:00:00"}',
        b'{"mark": "a", "scope": "guild", "erased_at": "0001-01-01T00:00:00+10:00"}',
    ],
)
def test_a_line_that_means_nothing_is_left_out_and_counted(tmp_path: Path, line: bytes) -> None:
    file = ErasedFile(tmp_path)
    file.append([ONE])
    file.path.write_bytes(line + b"\n" + file.path.read_bytes() + line)
    assert file.read() == ErasedList((ONE,), {}, damaged=2)
    assert file.keep_damaged().read_bytes() == file.path.read_bytes()


def test_a_folder_in_its_place_is_named_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(ErasedListUnusable, match=r"erased\.jsonl cannot be used") as unreadable:
        ErasedFile(tmp_path).read()
    assert "put back a copy" in advice(unreadable.value)


@contextmanager
def files_of_at_most(size: int) -> Generator[None]:
    """As on a disk that is full: what is beyond is not written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="sizes are not limited there")
def test_a_full_disk_cuts_nothing_from_the_list_and_is_told(tmp_path: Path) -> None:
    file, many = ErasedFile(tmp_path), [replace(ONE, mark=f"{number:064x}") for number in range(10)]
    file.append(many[:3])
    whole = file.path.read_bytes()
    with files_of_at_most(len(whole) + 50):
        with pytest.raises(OSError, match="too large"):
            file.replace(many)
        assert file.path.read_bytes() == whole
        with pytest.raises(OSError, match="too large"):
            file.append(many[3:])
    file.append([TWO])
    assert file.read() == ErasedList((*many[:3], TWO), {}, damaged=1)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
