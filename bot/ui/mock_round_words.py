"""What is said about rounds of mock interviews, to the group and to one member."""

from collections.abc import Iterator

from discord.utils import format_dt

from bot.domain.mock_round_notices import RoundBrief, RoundNotice
from bot.domain.mock_round_pool import owed
from bot.domain.mock_rounds import CancelWhy, RoundReport
from bot.domain.pairing import ByeWhy, bye_text
from bot.ui import theme
from bot.ui.mock_pool_words import week_text
from bot.ui.text import late_lines, plural


def notice_text(brief: RoundBrief) -> str:
    """A message about a round to the whole group."""
    words = {
        RoundNotice.OPEN: _opening,
        RoundNotice.REMIND: _reminding,
        RoundNotice.PAIRED: _paired,
        RoundNotice.CANCELLED: _left_out,
    }[brief.notice]
    return "\n".join([*words(brief), *late_lines(brief.late_by)])


def _title(brief: RoundBrief) -> str:
    return f"## {theme.MOCK} Mock interviews in {week_text(brief.round.week)}"


def _opening(brief: RoundBrief) -> Iterator[str]:
    closes = brief.round.closes_at
    yield _title(brief)
    yield (
        f"Who would like to practise? Say when you can until {format_dt(closes, 'F')} "
        f"({format_dt(closes, 'R')}); then I look for a partner for everybody in the pool."
    )
    yield (
        f"-# {people(brief.pool)} in the pool so far. Pairs meet in private threads, which organisers with "
        "Manage Threads can see too."
    )


def _reminding(brief: RoundBrief) -> Iterator[str]:
    closes = brief.round.closes_at
    yield f"{theme.NUDGE} The round for {week_text(brief.round.week)} closes {format_dt(closes, 'R')}."
    have = "has" if brief.without_hours == 1 else "have"
    yield (
        f"{people(brief.without_hours)} in the pool {have} given no time for that week yet, and without it I "
        "find no partner. It takes a minute, and leaving this one out is fine too."
    )


def _paired(brief: RoundBrief) -> Iterator[str]:
    report = brief.round.report
    yield _title(brief)
    if not report.pairs + report.trios:
        yield "Nobody in the pool could be matched this time. Each of them has a word from me about it."
    else:
        yield f"I found {groups(report)}. Each has a private thread to agree on a time."
    if byes := len(owed(report.bye_keys)):
        yield (
            f"{people(byes)} found no partner this time. They come first in the next round, and at once if "
            "somebody becomes free."
        )
    yield from _following(brief)


def _left_out(brief: RoundBrief) -> Iterator[str]:
    late = brief.round.report.cancelled is CancelWhy.LATE
    yield f"{theme.MOCK} The round for {week_text(brief.round.week)} is left out."
    if late:
        yield "I was away when it should have closed, and too little of the week is left to meet in. Sorry."
    if brief.round.report.unheld:
        yield f"{plural(brief.round.report.unheld, 'interview')} not held yet will not take place."
    yield "The pool and everybody's hours stay as they are."
    yield from _following(brief)


def _following(brief: RoundBrief) -> Iterator[str]:
    if brief.following is not None:
        closes = format_dt(brief.following.closes_at, "F")
        yield f"-# The next round, for {week_text(brief.following.week)}, closes {closes}."


def bye_words(brief: RoundBrief) -> str:
    """What one member is told who found no partner."""
    week, why = week_text(brief.round.week), brief.why or ByeWhy.ALL_TAKEN
    if why is ByeWhy.NO_SLOTS:
        lines = [
            f"{theme.MOCK} I could not look for a partner for you in {week}: I know no time of yours.",
            "Give it once as your usual week, and it holds for every round.",
        ]
    else:
        lines = [
            f"{theme.MOCK} I found no partner for you in {week}: {bye_text(why)}.",
            "You come first in the next round. If somebody becomes free for that week, I match you both.",
        ]
    return "\n".join([*lines, *_following(brief), *late_lines(brief.late_by)])


def groups(report: RoundReport) -> str:
    """`5 pairs and 1 trio, and 2 more pairs for those who want more`; `no pairs` where there are none."""
    parts = [plural(report.pairs, "pair")] if report.pairs else []
    parts += [plural(report.trios, "trio")] if report.trios else []
    found = " and ".join(parts) or "no pairs"
    more = f", and {plural(report.more, 'more pair')} for those who want more" if report.more else ""
    return found + more


def people(count: int) -> str:
    """`1 person`, `7 people`."""
    return plural(count, "person", "people")
