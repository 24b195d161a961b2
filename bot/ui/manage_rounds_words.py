"""What organisers read about rounds of mock interviews: figures and reasons, never names."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain.mock_rounds import CancelWhy, Round, RoundFigures, RoundReport, RoundSettings, RoundState
from bot.domain.pairing import ByeWhy
from bot.ui import theme
from bot.ui.language import N_, _, ngettext, pgettext
from bot.ui.mock_pool_words import week_text
from bot.ui.mock_round_words import groups, people
from bot.ui.text import clock_text, short_weekday

if TYPE_CHECKING:
    from bot.services.mock_round_results import RoundBoard

BYES = {
    ByeWhy.ODD: N_("an odd number"),
    ByeWhy.NO_SLOTS: N_("no time given"),
    ByeWhy.NO_COMMON_HOUR: N_("nobody who fits at their hours"),
    ByeWhy.ALL_BLOCKED: N_("nobody who fits at their hours"),
    ByeWhy.ALL_TAKEN: N_("everybody at their hours has a partner"),
}
"""Reasons as organisers count them: never with a name, and a block is not told apart."""

LEFT_OUT = {
    CancelWhy.ORGANISER: N_("left out by an organiser"),
    CancelWhy.LATE: N_("left out: I was away when it should have closed"),
}


def board_text(board: "RoundBoard") -> str:
    """How rounds are set here, the next one and what came of the last ones."""
    lines = [f"## {theme.SETTINGS} {_('Rounds of mock interviews')}", _rule(board), *_next(board)]
    if board.past:
        lines.append(f"**{pgettext('rounds', 'Before')}**")
    lines += [past_line(*each) for each in board.past]
    return "\n".join(lines)


def _rule(board: "RoundBoard") -> str:
    wanted = board.settings
    return f"{' · '.join(_rhythm(board))}\n-# {' · '.join(_conditions(wanted))}"


def _rhythm(board: "RoundBoard") -> Iterator[str]:
    wanted = board.settings
    yield f"**{pgettext('switch', 'On') if wanted.enabled else pgettext('switch', 'Off')}**"
    yield _often(wanted.every_weeks)
    when = f"{short_weekday(wanted.weekday)} {clock_text(wanted.minute)}"
    yield _("closes {time} ({zone})", time=when, zone=board.zone.key)
    yield ngettext("opens {count:,} day before", "opens {count:,} days before", wanted.open_days)
    yield _reminder(wanted.remind_hours)
    if board.posts_in:
        yield _("in {channel}", channel=f"<#{board.posts_in}>")
    else:
        yield _("no channel yet: choose one below")


def _reminder(hours: int) -> str:
    return _("reminder {hours} h before", hours=hours) if hours else _("no reminder")


def _often(weeks: int) -> str:
    if weeks == 1:
        return _("every week")
    return ngettext("every {count} week", "every {count} weeks", weeks)


def _conditions(wanted: RoundSettings) -> Iterator[str]:
    yield ngettext("{count} minute each", "{count} minutes each", wanted.session_minutes)
    yield _window(wanted)
    yield _("an odd number makes a trio") if wanted.trios else _("no trios: an odd one waits")


def _window(wanted: RoundSettings) -> str:
    if not wanted.window:
        return _("repeats are no matter")
    return ngettext(
        "no repeat within {count:,} round if it can be helped",
        "no repeat within {count:,} rounds if it can be helped",
        wanted.window,
    )


def _next(board: "RoundBoard") -> Iterator[str]:
    coming = board.upcoming
    if coming is None:
        yield _("**Next** none is planned. Switch rounds on to have one.")
    else:
        yield _coming(coming)
    if coming is not None and not board.settings.enabled:
        only = _("It is open and still takes place; no other follows. Leave it out if you do not want it.")
        yield f"-# {only}"
    yield f"-# {_pool(board)}"


def _coming(coming: Round) -> str:
    opens, closes = format_dt(coming.opens_at, "f"), format_dt(coming.closes_at, "f")
    week = week_text(coming.week)
    if coming.state is RoundState.OPEN:
        return _(
            "**Next** #{number}, {week}: open since {opens}, closes {closes}",
            number=coming.id,
            week=week,
            opens=opens,
            closes=closes,
        )
    return _(
        "**Next** #{number}, {week}: opens {opens}, closes {closes}",
        number=coming.id,
        week=week,
        opens=opens,
        closes=closes,
    )


def _pool(board: "RoundBoard") -> str:
    if not board.pool:
        return _("Nobody is in the pool yet")
    if not board.without_hours:
        return _("{people} in the pool", people=people(board.pool))
    return _(
        "{people} in the pool, {count} of them without hours for that week",
        people=people(board.pool),
        count=board.without_hours,
    )


def past_line(found: Round, figures: RoundFigures) -> str:
    """What came of a round, in figures."""
    report = found.report
    head = f"**#{found.id}** {week_text(found.week)}"
    if report.cancelled is not None and not report.members:
        return f"{head} · {_(LEFT_OUT[report.cancelled])}"
    parts = [head, groups(report), *_figures(figures)]
    byes = sum(report.byes.values())
    parts += [byes_text(byes)] if byes else []
    parts += repeats_text(report)
    parts += [_(LEFT_OUT[report.cancelled])] if report.cancelled else []
    parts += [proof] if (proof := certificate(found.total, found.bound)) else []
    return " · ".join(parts)


def _figures(figures: RoundFigures) -> Iterator[str]:
    if figures.met:
        yield _("{count} met", count=figures.met)
    if figures.unmet:
        yield _("{count} did not meet", count=figures.unmet)
    if figures.coming:
        yield _("{count} to come", count=figures.coming)


def byes_text(count: int) -> str:
    """How many are without a partner."""
    return ngettext("{count:,} bye", "{count:,} byes", count)


def repeats_text(report: RoundReport) -> Iterator[str]:
    """How many pairs meet again because nothing avoided it, if any."""
    if report.forced:
        yield ngettext("{count:,} forced repeat", "{count:,} forced repeats", report.forced)


def certificate(total: int | None, bound: int | None) -> str | None:
    """How near a pairing is to the best there can be, as its bound proves; never rounded up. None if there is
    nothing to compare."""
    if total is None or bound is None or bound <= 0:
        return None
    if total >= bound:
        return _("proved the best possible")
    return _("at least {share} % of the best possible", share=f"{total * 10_000 // bound / 100:.2f}")


def byes_lines(report: RoundReport) -> Iterator[str]:
    """Who would be without a partner, by reasons and without names."""
    if not report.byes:
        yield _("Nobody is without a partner.")
    reasons = Counter[str]()
    for why, count in report.byes.items():
        reasons[BYES[why]] += count
    for reason, count in reasons.items():
        yield "- " + _("{people} without a partner: {reason}", people=people(count), reason=_(reason))
