"""Sentences that remember what they were made of."""

import copy
from collections.abc import Callable

import pytest

from bot.domain.words import Words, either


def test_words_are_the_english_sentence_and_remember_its_parts() -> None:
    said = Words("has {count:,} of {what}", count=1_200, what="{count}")
    assert said == "has 1,200 of {count}"
    assert (said.text, said.values) == ("has {count:,} of {what}", {"count": 1_200, "what": "{count}"})
    assert f"{said}!" == "has 1,200 of {count}!"


@pytest.mark.parametrize("text", ["{what.__class__}", "{what[0]}", "{what!r}", "{}", "{what:{what}}"])
def test_a_text_cannot_reach_into_its_values(text: str) -> None:
    with pytest.raises(ValueError, match="no plain placeholder"):
        Words(text, what="x")


@pytest.mark.parametrize(
    ("words", "expected"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_what_one_may_choose_is_listed(words: list[str], expected: str) -> None:
    assert either(words) == expected


def test_words_within_words_stay_words() -> None:
    said = either((either(("a", "b")), "c"))
    assert isinstance(said, Words)
    assert isinstance(said.values["some"], Words)
    assert said == "a or b or c"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_is_made_of_the_same_parts(copied: Callable[[Words], Words]) -> None:
    said = Words("not YAML: {fault}", fault="expected ',' or '}', but got {x.y}")
    assert copied(said) == said
    assert (copied(said).text, copied(said).values) == (said.text, said.values)
