"""Words of a form that could not be taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.written import quoted, worth_keeping


@pytest.mark.parametrize(
    ("texts", "answer"),
    [((), False), (("19:30",), False), (("25", "Paper read"), False), (("x" * 41,), True)],
)
def test_only_what_is_tedious_to_type_again_is_given_back(texts: tuple[str, ...], answer: bool) -> None:
    assert worth_keeping(texts) is answer


def test_lines_stay_lines() -> None:
    assert quoted(["mon: 2h\ntue: 1h", "why"], 100) == "> mon: 2h\n> tue: 1h\n\n> why"


@given(
    st.lists(st.text(st.sampled_from("ab \n`*@<>|\u202e"), min_size=1, max_size=900), min_size=1, max_size=5)
)
def test_they_fit_beside_the_sentence_and_ping_nobody(texts: list[str]) -> None:
    shown = quoted(texts, 1300)
    assert len(shown) <= 1300
    assert "@everyone" not in quoted([*texts, "@everyone"], 1300)
    assert "\u202e" not in shown
