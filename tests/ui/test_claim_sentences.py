"""What people read when their words fit several boxes or a part without any."""

import pytest

from bot.domain.claim_errors import AmbiguousClaim, PartWithoutBoxes
from bot.domain.errors import CohortError, NoLongerAvailable
from bot.ui.claim_sentences import about_claim_words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            AmbiguousClaim("box", "API", ("One · Week 1", "Two · Week 2")),
            "**API** fits more than one box: **One · Week 1** or **Two · Week 2**.",
        ),
        (AmbiguousClaim("number", "a", tuple("abcdefgh")), "**d**, **e** or 3 more. Say which"),
        (PartWithoutBoxes("Week 1", "Week 4 · End"), "The next ones: `section:` **Week 4 · End**."),
        (PartWithoutBoxes("Week 9", None), "**Week 9** has no boxes of its own. Leave `section:` out"),
    ],
)
def test_the_sentence_names_the_next_step(error: CohortError, words: str) -> None:
    assert words in (about_claim_words(error) or "")


def test_other_errors_are_not_its_business() -> None:
    assert about_claim_words(NoLongerAvailable()) is None
