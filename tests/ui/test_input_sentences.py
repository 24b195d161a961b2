"""What people read when a number they typed does not fit, also where an author named its unit."""

import pytest

from bot.domain.errors import OutOfRange, UnknownRoadmap
from bot.ui.input_sentences import about_input


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("hours a week", "99 hours a week is out of range"),
        ("**loud** <@1>", r"99 \*\*loud\*\* \<\@1> is out"),
        ("@everyone", "99 ＠everyone is out"),
        ("many " * 20, "99 many many many many many many many many… is"),
    ],
)
def test_a_unit_is_shown_as_plain_words_of_a_bearable_length(unit: str, shown: str) -> None:
    assert (about_input(OutOfRange("pace", 99, 1, 10, unit)) or "").startswith(shown)


def test_where_no_roadmap_can_be_picked_none_is_offered() -> None:
    told = about_input(UnknownRoadmap("ours", ())) or ""

    assert "Pick one of" not in told
    assert "`/manage roadmaps import`" in told
