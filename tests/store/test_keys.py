"""Where the key comes from: the environment, or a file made once."""

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.store.advice import advice
from bot.store.keys import Keys
from bot.store.vault import Vault, new_key
from bot.store.vault_errors import KeyMissing, KeyUnusable, KeyWrong

ONE, TWO = new_key(), new_key()


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Nobody has made one, not even the folder."""
    return Keys(None, tmp_path / "data" / "encryption.key")


def test_the_first_start_makes_a_file_for_its_owner_alone_and_says_where(
    keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    vault = keys.vault(None)
    assert (keys.file.stat().st_mode & 0o777, keys.file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert keys.read() == vault.keys
    (line,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert str(keys.file) in line.getMessage()
    assert "apart from the backups" in line.getMessage()
    assert vault.keys[0] not in line.getMessage() + repr(keys) + repr(vault)


def test_later_starts_take_it_silently(keys: Keys, caplog: pytest.LogCaptureFixture) -> None:
    sentinel = keys.vault(None).new_sentinel()
    caplog.clear()
    assert keys.vault(sentinel).keys == keys.vault(None).keys
    assert caplog.records == []


def test_many_first_starts_at_once_agree_on_one_key_and_leave_nothing_else(keys: Keys) -> None:
    with ThreadPoolExecutor(12) as pool:
        found = {each.keys for each in pool.map(lambda _: keys.vault(None), range(12))}
    assert len(found) == 1
    assert [file.name for file in keys.file.parent.iterdir()] == ["encryption.key"]


def test_a_file_system_without_second_names_gets_one_key_too(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    made = keys.vault(None).keys
    assert keys.vault(None).keys == keys.read() == made
    assert keys.file.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in keys.file.parent.iterdir()] == ["encryption.key"]


def test_a_lost_key_is_never_replaced(keys: Keys) -> None:
    sentinel = keys.vault(None).new_sentinel()
    keys.file.unlink()
    with pytest.raises(KeyMissing) as missing:
        keys.vault(sentinel)
    assert not keys.file.exists()
    assert str(keys.file) in advice(missing.value)


def test_another_key_is_refused(keys: Keys) -> None:
    sentinel = Vault([ONE]).new_sentinel()
    keys.vault(None)
    with pytest.raises(KeyWrong):
        keys.vault(sentinel)


@pytest.mark.parametrize(
    "written",
    [f"{TWO},{ONE}", f"\n {TWO}\n{ONE} \n", f"# mine\n{TWO} # new\n{ONE}, {ONE}"],
    ids=["commas", "lines", "comments"],
)
def test_keys_of_the_environment_are_read_newest_first(keys: Keys, written: str) -> None:
    of_environment = Keys(written, keys.file)
    assert of_environment.read() == (TWO, ONE)
    assert of_environment.vault(Vault([ONE]).new_sentinel()).keys == (TWO, ONE)
    assert of_environment.where == "COHORT_ENCRYPTION_KEY"
    assert not keys.file.exists()


@pytest.mark.parametrize("nothing", [None, "", "  \n"])
def test_an_empty_variable_is_none(keys: Keys, nothing: str | None) -> None:
    assert Keys(nothing, keys.file).read() == ()
    assert Keys(nothing, keys.file).where == str(keys.file)


@pytest.mark.parametrize(
    "content",
    [b"", b"# nothing\n", b"a passphrase", ONE[:-1].encode(), b"\xff\xfe", "ü".encode()],
    ids=["empty", "comment", "words", "cut", "bytes", "umlaut"],
)
def test_a_file_without_a_key_is_refused_and_kept(keys: Keys, content: bytes) -> None:
    keys.file.parent.mkdir()
    keys.file.write_bytes(content)
    with pytest.raises(KeyUnusable) as unusable:
        keys.vault(None)
    assert str(keys.file) in str(unusable.value)
    assert ONE[:-1] not in advice(unusable.value)
    assert keys.file.read_bytes() == content


def test_a_folder_in_its_place_is_named(keys: Keys) -> None:
    keys.file.mkdir(parents=True)
    with pytest.raises(KeyUnusable, match="directory"):
        keys.vault(None)


def test_replacing_keeps_the_file_whole_and_private(keys: Keys) -> None:
    first = keys.vault(None).keys
    keys.replace((TWO, *first))
    assert keys.read() == (TWO, *first)
    assert keys.file.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in keys.file.parent.iterdir()] == ["encryption.key"]
