"""What a person reads when a LeetCode account cannot be linked."""

from bot.domain.leetcode_errors import InvalidUsername
from bot.ui.sentences import GONE, sentence


def test_a_name_that_is_none_comes_with_how_to_write_it() -> None:
    said = sentence(InvalidUsername("**a b**"))
    assert said != GONE
    assert "leetcode.com/u/" in said
    assert "****" not in said
