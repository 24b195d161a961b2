"""What is said about rounds: certificates, sums, and messages that say just enough."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import CohortError
from bot.domain.mock_round_errors import (
    NoRoundChannel,
    NoSuchRound,
    RoundNotReplayable,
    RoundOver,
    RoundsOff,
)
from bot.domain.mock_round_notices import RoundBrief, RoundNotice, notice_of
from bot.domain.mock_rounds import CancelWhy, RoundFigures, RoundReport, RoundState
from bot.domain.pairing import ByeWhy
from bot.ui.manage_rounds_words import byes_lines, certificate, past_line
from bot.ui.mock_round_words import bye_words, groups, notice_text
from bot.ui.mock_rounds import OFFERED, round_message
from bot.ui.sentences import GONE, sentence
from tests.domain.mock_house import paired_round

ROUND = paired_round()
BRIEF = RoundBrief(
    guild_id=1,
    marker="n:5:",
    notice=RoundNotice.PAIRED,
    round=ROUND,
    pool=9,
    without_hours=2,
    following=replace(ROUND, id=8, week="2026-W49"),
    late_by=timedelta(0),
)


@pytest.mark.parametrize(
    ("total", "bound", "said"),
    [
        (1000, 1000, "proved the best possible"),
        (99_999, 100_000, "at least 99.99 % of the best possible"),
        (999_999, 1_000_000, "at least 99.99 % of the best possible"),
        (None, None, None),
        (0, 0, None),
        (-50, -10, None),
    ],
)
def test_a_certificate_is_never_rounded_up(total: int | None, bound: int | None, said: str | None) -> None:
    assert certificate(total, bound) == said


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (RoundReport(), "no pairs"),
        (RoundReport(pairs=1), "1 pair"),
        (RoundReport(trios=1), "1 trio"),
        (RoundReport(pairs=5, trios=1), "5 pairs and 1 trio"),
        (RoundReport(pairs=5, more=2), "5 pairs, and 2 more pairs for those who want more"),
    ],
)
def test_pairs_and_trios_are_counted(report: RoundReport, said: str) -> None:
    assert groups(report) == said


def test_past_rounds_are_figures_without_names() -> None:
    found = replace(ROUND, report=RoundReport(9, 4, byes={ByeWhy.ODD: 1}, forced=1))
    line = past_line(found, RoundFigures(met=2, unmet=1, coming=1))
    assert line == (
        "**#7** the week of Mon 23 Nov 2026 · 4 pairs · 2 met · 1 did not meet · 1 to come · 1 bye · "
        "1 forced repeat · at least 90.00 % of the best possible"
    )
    quiet = past_line(replace(ROUND, report=RoundReport(2, 0), total=0, bound=0), RoundFigures())
    assert quiet == "**#7** the week of Mon 23 Nov 2026 · no pairs"
    left = replace(ROUND, report=RoundReport(cancelled=CancelWhy.LATE), state=RoundState.CANCELLED)
    assert past_line(left, RoundFigures()).endswith("left out: I was away when it should have closed")


@pytest.mark.parametrize("notice", list(OFFERED))
def test_each_post_can_be_found_again_by_its_marker(notice: RoundNotice) -> None:
    message = round_message(replace(BRIEF, notice=notice))
    assert '"n:5:s:round:1:7:' in str(message.view.to_components()).replace("'", '"')
    assert message.mentions == ()


def test_before_its_week_nobody_is_told_of_this_week() -> None:
    said = bye_words(replace(BRIEF, notice=RoundNotice.BYE, to=3, why=ByeWhy.ODD))
    assert "If somebody becomes free for that week" in said
    assert "this week" not in said


def test_posts_tell_when_they_are_late() -> None:
    assert "2 h late: I was away" in notice_text(replace(BRIEF, late_by=timedelta(hours=2)))


def test_whom_nobody_matched_is_not_counted_as_owed_when_they_gave_no_time() -> None:
    keys = {1: ByeWhy.ODD, 2: ByeWhy.NO_SLOTS}
    brief = replace(BRIEF, round=replace(ROUND, report=RoundReport(9, 3, bye_keys=keys)))
    assert "1 person found no partner" in notice_text(brief)
    nobody = replace(BRIEF, round=replace(ROUND, report=RoundReport(2, bye_keys={1: ByeWhy.ODD})))
    assert "Nobody in the pool could be matched" in notice_text(nobody)


@pytest.mark.parametrize("why", list(ByeWhy))
def test_each_reason_for_a_bye_says_what_comes_next_and_nothing_of_blocks(why: ByeWhy) -> None:
    said = bye_words(replace(BRIEF, notice=RoundNotice.BYE, to=3, why=why))
    assert "The next round, for the week of Mon 30 Nov 2026, closes <t:" in said
    assert "block" not in said.lower()


@pytest.mark.parametrize("text", ["", "r1:", "r1:party", "s1:match:0", "r1:open ", "rx:open"])
def test_what_is_about_no_round_is_left_to_others(text: str) -> None:
    assert notice_of(text) is None
    assert notice_of(RoundNotice.BYE.ref(12)) == (RoundNotice.BYE, 12)


@pytest.mark.parametrize(
    "error", [RoundsOff(), NoRoundChannel(), NoSuchRound(), RoundNotReplayable(), RoundOver()]
)
def test_each_refusal_names_the_next_step(error: CohortError) -> None:
    said = sentence(error)
    assert said != GONE
    assert "`/" in said or "Four weeks" in said


def test_in_a_preview_a_block_is_counted_with_those_whom_nobody_fits() -> None:
    report = RoundReport(byes={ByeWhy.NO_COMMON_HOUR: 2, ByeWhy.ODD: 1, ByeWhy.ALL_BLOCKED: 1})
    lines = list(byes_lines(report))
    assert lines == [
        "- 3 people without a partner: nobody who fits at their hours",
        "- 1 person without a partner: an odd number",
    ]
