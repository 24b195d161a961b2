"""A select gives only what was offered."""

import pytest

from bot.domain.errors import NoLongerAvailable
from bot.domain.rituals import Ritual
from bot.ui.chosen import chosen, the_one_chosen


def test_values_become_what_was_offered() -> None:
    assert chosen(range(7), ["6", "0"]) == (6, 0)
    assert the_one_chosen(Ritual, ["wins"]) is Ritual.WINS


@pytest.mark.parametrize("values", [["99"], ["-1"], ["0", "x"], [""], ["00"]])
def test_what_was_not_offered_is_refused(values: list[str]) -> None:
    with pytest.raises(NoLongerAvailable):
        chosen(range(7), values)


@pytest.mark.parametrize("values", [[], ["0", "1"]])
def test_where_one_is_to_be_chosen_it_is_one(values: list[str]) -> None:
    with pytest.raises(NoLongerAvailable):
        the_one_chosen(range(7), values)
