"""Moments in words: hostile titles show their characters and do nothing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.comebacks import Comeback, ComebackKind, Fillable
from bot.domain.moments import PROJECT, Moment, roadmap_kind
from bot.ui.comebacks import comeback_line
from bot.ui.moments import card_layout, moments_layout

DAY = date(2026, 9, 30)
NOW = datetime(2026, 9, 30, tzinfo=UTC)
HOSTILE = "@everyone <@1> [x](https://example.org) ``````\u202e # **b** discord.gg/abc"


def words(view: Any) -> str:
    return str(view.to_components())


@pytest.mark.parametrize("kind", [PROJECT, roadmap_kind("ours"), "streak:7"])
@pytest.mark.parametrize("share", [True, False])
def test_a_hostile_title_is_only_text(kind: str, share: bool) -> None:
    card = card_layout(1, 2, Moment(3, kind, HOSTILE, DAY), share=share)
    listed = moments_layout(1, 2, [Moment(3, kind, HOSTILE, DAY)])
    texts = [part["content"] for part in walk([*card.to_components(), *listed.to_components()])]
    for text in texts:
        assert "@everyone" not in text
        assert "<@1>" not in text
        assert "[x](" not in text
        assert "```" not in text
    assert "\u202e" not in words(card) + words(listed)
    assert ("c:sharecard:1:2:3" in words(card)) == share


def walk(components: list[Any]) -> list[Any]:
    """Every text display."""
    found: list[Any] = []
    for each in components:
        found += [each] if each["type"] == 10 else walk(each.get("components", []))
    return found


@given(st.lists(st.tuples(st.text(max_size=300), st.booleans()), max_size=40))
@example([("W" * 300, True)] * 40)
def test_any_number_of_moments_makes_a_message(titles: list[tuple[str, bool]]) -> None:
    reached = [
        Moment(at, roadmap_kind(str(at)), title, DAY, shared_at=NOW if shared else None)
        for at, (title, shared) in enumerate(titles)
    ]
    view = moments_layout(1, 2, reached)
    assert view.content_length() <= 4000


def test_without_moments_it_says_what_will_come() -> None:
    assert "None yet" in words(moments_layout(1, 2, []))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ComebackKind.RETURN, "Good to have you back. Your longest streak, 23 days, is yours to keep."),
        (ComebackKind.BREAK, "Welcome back from your break."),
        (ComebackKind.NEW_COUNT, "A new count starts today; your longest, 23 days, stays."),
    ],
)
def test_who_is_back_reads_what_stays(kind: ComebackKind, said: str) -> None:
    line = comeback_line(Comeback(kind, 23))
    assert said in line
    assert "lost" not in line


@pytest.mark.parametrize(("yesterday", "when"), [(True, "yesterday"), (False, "on Wed 30 Sep 2026")])
def test_a_missed_day_that_can_be_filled_in_is_offered(yesterday: bool, when: str) -> None:
    line = comeback_line(Comeback(ComebackKind.NEW_COUNT, 23, Fillable(DAY, yesterday, NOW)))
    assert f"Did you study {when}? `/streak backfill` still counts it until <t:" in line
