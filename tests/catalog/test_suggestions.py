"""A mistyped word is answered with the nearest one that would fit there."""

from time import process_time

import pytest

from bot.catalog import UNPACKED_LIMITS, check
from tests.catalog.roadmaps import GOOD, text_of, with_item

ITEM = "sections[0].items[0]"
PROJECT = """
projects:
  - {key: engine, title: Engine, stages: [{key: model, title: Model}, {key: serving, title: Serving}]}
"""
SUGGESTED = {
    "key": (GOOD.replace("summary:", "sumary:"), "sumary", "did you mean summary?"),
    "key of an item": (GOOD.replace("estimate: 60m", "estimte: 60m"), f"{ITEM}.estimte", "estimate?"),
    "kind": (GOOD.replace("kind: task", "kind: tsak"), f"{ITEM}.kind", "did you mean task?"),
    "duty": (
        GOOD.replace("kind: task", "kind: task\n        obligation: optionl"),
        f"{ITEM}.obligation",
        "did you mean optional?",
    ),
    "one of two words": (
        GOOD.replace("    weeks: 1", "    weeks: 1\n    numbering: locl"),
        "sections[0].numbering",
        "did you mean local?",
    ),
    "resource": (GOOD.replace("[book]", "[boook]"), f"{ITEM}.resources[0]", "did you mean book?"),
    "earlier work": (
        GOOD.replace("resources: [book]", "resources: [book]\n        needs: [wek-1]"),
        f"{ITEM}.needs[0]",
        "did you mean week-1?",
    ),
    "stage": (
        text_of(with_item("project: engine, stage: modle", PROJECT)),
        f"{ITEM}.stage",
        "did you mean model?",
    ),
}


@pytest.mark.parametrize(("text", "path", "says"), SUGGESTED.values(), ids=SUGGESTED.keys())
def test_the_nearest_word_that_fits_is_suggested(text: str, path: str, says: str) -> None:
    (found,) = [problem for problem in check(text.encode(), "x.yaml") if problem.path == path]
    assert found.message.endswith(says)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (GOOD.replace("kind: task", "kind: zzzzz"), f"{ITEM}.kind"),
        (GOOD.replace("[book]", "[qqqq]"), f"{ITEM}.resources[0]"),
        # A key of sections, not of items.
        (GOOD.replace("kind: task", "kind: task\n        numbering: local"), f"{ITEM}.numbering"),
        (GOOD.replace("kind: task", "kind: [task]"), f"{ITEM}.kind"),
    ],
)
def test_nothing_is_suggested_where_nothing_is_near(text: str, path: str) -> None:
    (found,) = [problem for problem in check(text.encode(), "x.yaml") if problem.path == path]
    assert "did you mean" not in found.message


def test_thousands_of_wrong_words_cost_no_time() -> None:
    text = GOOD + "".join(f"sumary{number}: x\n" for number in range(9_000))
    before = process_time()

    problems = check(text.encode(), "x.yaml", UNPACKED_LIMITS)

    assert process_time() - before < 2
    assert len(problems) == 9_000
    assert problems[0].message.endswith("did you mean summary?")
    assert "did you mean" not in problems[-1].message
