"""Laws of sealing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.private_errors import Unreadable
from bot.store.vault import Vault, is_key, new_key
from bot.store.vault_errors import KeyWrong, NoVault

OLD, NEW, STRANGE = new_key(), new_key(), new_key()
VAULT, ROTATED = Vault([OLD]), Vault([NEW, OLD])

# Everything a person can write, and what the database itself would refuse: NUL.
texts = st.text(st.characters(codec="utf-8"))


@given(texts)
@settings(deadline=None)
def test_what_was_sealed_is_opened_as_it_was_and_shows_nothing(text: str) -> None:
    token = VAULT.seal(text)
    assert VAULT.open(token) == text
    assert VAULT.seal(text) != token
    assert token.isascii()
    assert len(text) < 4 or text not in token


@given(texts)
@settings(deadline=None)
def test_a_newer_key_opens_what_the_older_sealed_and_seals_it_anew_once(text: str) -> None:
    token = VAULT.seal(text)
    renewed = ROTATED.renewed(token)
    assert renewed is not None
    assert [ROTATED.open(each) for each in (token, renewed)] == [text, text]
    assert Vault([NEW]).open(renewed) == text
    assert ROTATED.renewed(renewed) is None


@given(texts, st.integers(0), st.sampled_from("Aa0-_=\n x"))
@settings(deadline=None)
def test_whoever_changes_a_character_is_found_out(text: str, position: int, put: str) -> None:
    token = VAULT.seal(text)
    at = position % len(token)
    changed = f"{token[:at]}{put}{token[at + 1 :]}"
    # Base64 has spare bits at its very end, and passes over what is no digit of it: the text stays the same.
    try:
        assert VAULT.open(changed) == text
    except Unreadable:
        return
    assert changed == token or at >= len(token) - 4


@pytest.mark.parametrize(
    "token",
    ["", "gAAAAA", "words", "ü", "\ud800", Vault([STRANGE]).seal("words")],
    ids=["nothing", "beginning", "words", "umlaut", "half", "stranger"],
)
def test_what_no_key_opens_is_never_an_empty_text(token: str) -> None:
    for vault in (VAULT, ROTATED):
        with pytest.raises(Unreadable):
            vault.open(token)
        with pytest.raises(Unreadable):
            vault.renewed(token)


def test_half_a_character_cannot_be_written() -> None:
    with pytest.raises(UnicodeEncodeError):
        VAULT.seal("\ud800")


@given(texts, texts)
@settings(deadline=None)
def test_marks_tell_texts_apart_and_outlive_keys(one: str, other: str) -> None:
    sentinel = VAULT.new_sentinel()
    vault = VAULT.unlocked(sentinel)
    renewed = ROTATED.renewed(sentinel)
    assert renewed is not None
    marks = {each.mark(one) for each in (vault, ROTATED.unlocked(sentinel), Vault([NEW]).unlocked(renewed))}
    assert marks == {vault.mark(one)}
    assert (vault.mark(other) in marks) == (one == other)
    assert len(vault.mark(one)) == 64
    assert VAULT.unlocked(VAULT.new_sentinel()).mark(one) not in marks


def test_a_key_that_does_not_fit_is_known_by_the_sentinel() -> None:
    with pytest.raises(KeyWrong):
        Vault([STRANGE]).unlocked(VAULT.new_sentinel())
    with pytest.raises(KeyWrong):
        VAULT.unlocked(VAULT.seal("no secret"))
    with pytest.raises(NoVault):
        VAULT.mark("somebody")


def test_a_vault_says_nothing_of_its_keys() -> None:
    assert OLD not in repr(VAULT) + str(VAULT) + str(KeyWrong()) + str(NoVault())


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (OLD, True),
        (OLD[:-1], False),
        (OLD[:-2] + "==", False),
        (OLD.replace(OLD[0], "ü"), False),
        (f" {OLD}", False),
        ("", False),
        ("correct horse battery staple correct horse b=", False),
    ],
    ids=["key", "cut", "padded", "umlaut", "space", "nothing", "words"],
)
def test_a_key_is_recognised(text: str, answer: bool) -> None:
    assert is_key(text) is answer
