"""Whose account it is: codes found wherever they were pasted, and names as LeetCode has them."""

import secrets
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.leetcode_errors import InvalidUsername
from bot.domain.leetcode_links import PROOF_TIME, Proof, new_proof, parse_username
from tests.delivery.world import utc

NOON = utc("2026-09-11 12:00")
PROOF = Proof("cohort-ABCD2345", NOON)


@pytest.mark.parametrize(
    "about",
    [
        "cohort-ABCD2345",
        "I study.\ncohort-ABCD2345\nA lot.",
        "cohort-abcd2345",
        "COHORT-Abcd2345",
        "**cohort-ABCD2345**",
        "<p>cohort-ABCD2345</p>",
        "mycohort-ABCD23456",
        "cohort\u2013ABCD2345",
        "cohort\u2011ABCD2345",
        "cohort-WXYZ9876 cohort-ABCD2345",
        "cohort-cohort-ABCD2345",
        "学习 cohort-ABCD2345 🎓",
    ],
)
def test_a_code_is_found_anywhere_in_what_somebody_wrote(about: str) -> None:
    assert PROOF.is_shown(about, NOON)


@pytest.mark.parametrize(
    "about",
    ["", "cohort-", "ABCD2345", "cohort-ABCD234", "cohort-ABCD2346", "cohort -ABCD2345", "cohort-ABCD\n2345"],
)
def test_anything_less_is_not_the_code(about: str) -> None:
    assert not PROOF.is_shown(about, NOON)


def test_a_code_proves_something_for_a_day() -> None:
    assert PROOF.expires_at == NOON + timedelta(hours=24)
    assert PROOF.is_shown(PROOF.code, NOON + PROOF_TIME - timedelta(microseconds=1))
    assert not PROOF.is_shown(PROOF.code, NOON + PROOF_TIME)


def test_codes_differ_and_are_easy_to_type() -> None:
    codes = [new_proof(NOON, secrets.SystemRandom()).code for _ in range(1000)]
    assert len(set(codes)) == 1000
    letters = {letter for code in codes for letter in code.removeprefix("cohort-")}
    assert letters.isdisjoint("01ILO")
    assert {len(code) for code in codes} == {len("cohort-XXXXXXXX")}


@given(st.integers(), st.text(), st.text())
def test_a_code_is_found_between_any_words(seed: int, before: str, after: str) -> None:
    proof = new_proof(NOON, Random(seed))
    assert proof.is_shown(f"{before}{proof.code}{after}", NOON)
    assert proof.is_shown(f"{before}{proof.code.lower()}{after}", NOON)


@given(st.text(alphabet="cohrt-COHRT\u2013\u017f\u212aAB23", max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    assert PROOF.is_shown(text, NOON) == ("ABCD2345" in text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ada_99", "ada_99"),
        ("  Ada-Lovelace ", "Ada-Lovelace"),
        ("@ada", "ada"),
        ("https://leetcode.com/u/ada_99/", "ada_99"),
        ("https://leetcode.com/ada_99", "ada_99"),
        ("leetcode.com/u/ada_99?tab=solved", "ada_99"),
        ("http://www.LeetCode.com/u/ada/#top", "ada"),
        ("a" * 40, "a" * 40),
        ("u", "u"),
    ],
)
def test_a_name_is_read_from_what_people_paste(text: str, name: str) -> None:
    assert parse_username(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "a b",
        "a" * 41,
        "ada/solved",
        "https://leetcode.com/",
        "https://leetcode.com",
        "leetcode.com/u/",
        "leetcode.com/u",
        "https://leetcode.com/problems/two-sum/",
        "https://example.com/u/ada",
        "..",
        "ада",
        'ada"}',
        "<@5>",
    ],
)
def test_what_cannot_be_a_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidUsername):
        parse_username(text)


def test_a_refusal_quotes_no_more_than_a_little() -> None:
    with pytest.raises(InvalidUsername) as refused:
        parse_username("x" * 4000)
    assert len(refused.value.text) == 50
