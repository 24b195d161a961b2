"""What is said about rounds of mock interviews, to the group and to one member."""

from collections.abc import Iterator

from discord.utils import format_dt

from bot.domain.mock_round_notices import RoundBrief, RoundNotice
from bot.domain.mock_round_pool import owed
from bot.domain.mock_rounds import CancelWhy, RoundReport
from bot.domain.pairing import ByeWhy, bye_text
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.mock_pool_words import week_text
from bot.ui.text import human_join, late_lines


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
    return f"## {theme.MOCK} {_('Mock interviews in {week}', week=week_text(brief.round.week))}"


def _opening(brief: RoundBrief) -> Iterator[str]:
    closes = brief.round.closes_at
    yield _title(brief)
    yield _(
        "Who would like to practise? Say when you can until {time} ({when}); then I look for a partner for "
        "everybody in the pool.",
        time=format_dt(closes, "F"),
        when=format_dt(closes, "R"),
    )
    yield "-# " + ngettext(
        "{count:,} person in the pool so far. Pairs meet in private threads, which organisers with Manage "
        "Threads can see too.",
        "{count:,} people in the pool so far. Pairs meet in private threads, which organisers with Manage "
        "Threads can see too.",
        brief.pool,
    )


def _reminding(brief: RoundBrief) -> Iterator[str]:
    closes = brief.round.closes_at
    soon = _(
        "The round for {week} closes {when}.", week=week_text(brief.round.week), when=format_dt(closes, "R")
    )
    yield f"{theme.NUDGE} {soon}"
    yield ngettext(
        "{count:,} person in the pool has given no time for that week yet, and without it I find no "
        "partner. It takes a minute, and leaving this one out is fine too.",
        "{count:,} people in the pool have given no time for that week yet, and without it I find no "
        "partner. It takes a minute, and leaving this one out is fine too.",
        brief.without_hours,
    )


def _paired(brief: RoundBrief) -> Iterator[str]:
    report = brief.round.report
    yield _title(brief)
    if not report.pairs + report.trios:
        yield _("Nobody in the pool could be matched this time. Each of them has a word from me about it.")
    else:
        yield _("I found {groups}. Each has a private thread to agree on a time.", groups=groups(report))
    if byes := len(owed(report.bye_keys)):
        yield ngettext(
            "{count:,} person found no partner this time. They come first in the next round, and at once if "
            "somebody becomes free.",
            "{count:,} people found no partner this time. They come first in the next round, and at once if "
            "somebody becomes free.",
            byes,
        )
    yield from _following(brief)


def _left_out(brief: RoundBrief) -> Iterator[str]:
    late = brief.round.report.cancelled is CancelWhy.LATE
    left_out = _("The round for {week} is left out.", week=week_text(brief.round.week))
    yield f"{theme.MOCK} {left_out}"
    if late:
        yield _(
            "I was away when it should have closed, and too little of the week is left to meet in. Sorry."
        )
    if brief.round.report.unheld:
        yield ngettext(
            "{count:,} interview not held yet will not take place.",
            "{count:,} interviews not held yet will not take place.",
            brief.round.report.unheld,
        )
    yield _("The pool and everybody's hours stay as they are.")
    yield from _following(brief)


def _following(brief: RoundBrief) -> Iterator[str]:
    if brief.following is not None:
        closes = _(
            "The next round, for {week}, closes {time}.",
            week=week_text(brief.following.week),
            time=format_dt(brief.following.closes_at, "F"),
        )
        yield f"-# {closes}"


def bye_words(brief: RoundBrief) -> str:
    """What one member is told who found no partner."""
    week, why = week_text(brief.round.week), brief.why or ByeWhy.ALL_TAKEN
    if why is ByeWhy.NO_SLOTS:
        found = _("I could not look for a partner for you in {week}: I know no time of yours.", week=week)
        then = _("Give it once as your usual week, and it holds for every round.")
    else:
        found = _("I found no partner for you in {week}: {reason}.", week=week, reason=_(bye_text(why)))
        then = _(
            "You come first in the next round. If somebody becomes free for that week, I match you both."
        )
    return "\n".join([f"{theme.MOCK} {found}", then, *_following(brief), *late_lines(brief.late_by)])


def groups(report: RoundReport) -> str:
    """`5 pairs and 1 trio, and 2 more pairs for those who want more`; `no pairs` where there are none."""
    parts = [ngettext("{count:,} pair", "{count:,} pairs", report.pairs)] if report.pairs else []
    parts += [ngettext("{count:,} trio", "{count:,} trios", report.trios)] if report.trios else []
    found = human_join(parts) or _("no pairs")
    if not report.more:
        return found
    return ngettext(
        "{groups}, and {count:,} more pair for those who want more",
        "{groups}, and {count:,} more pairs for those who want more",
        report.more,
        groups=found,
    )


def people(count: int) -> str:
    """`1 person`, `7 people`."""
    return ngettext("{count:,} person", "{count:,} people", count)
