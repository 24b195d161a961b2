"""What organisers read about rounds of mock interviews: figures and reasons, never names."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from discord.utils import format_dt

from bot.domain.mock_rounds import CancelWhy, Round, RoundFigures, RoundReport, RoundSettings, RoundState
from bot.domain.pairing import ByeWhy
from bot.ui import theme
from bot.ui.mock_pool_words import week_text
from bot.ui.mock_round_words import groups, people
from bot.ui.text import SHORT_WEEKDAYS, clock_text, plural

if TYPE_CHECKING:
    from bot.services.mock_round_results import Preview, Replay, RoundBoard

BYES = {
    ByeWhy.ODD: "an odd number",
    ByeWhy.NO_SLOTS: "no time given",
    ByeWhy.NO_COMMON_HOUR: "nobody who fits at their hours",
    ByeWhy.ALL_BLOCKED: "nobody who fits at their hours",
    ByeWhy.ALL_TAKEN: "everybody at their hours has a partner",
}
"""Reasons as organisers count them: never with a name, and a block is not told apart."""

LEFT_OUT = {
    CancelWhy.ORGANISER: "left out by an organiser",
    CancelWhy.LATE: "left out: I was away when it should have closed",
}


def board_text(board: "RoundBoard") -> str:
    """How rounds are set here, the next one and what came of the last ones."""
    lines = [f"## {theme.SETTINGS} Rounds of mock interviews", _rule(board), *_next(board)]
    if board.past:
        lines.append("**Before**")
    lines += [past_line(*each) for each in board.past]
    return "\n".join(lines)


def _rule(board: "RoundBoard") -> str:
    wanted = board.settings
    often = "week" if wanted.every_weeks == 1 else f"{wanted.every_weeks} weeks"
    when = f"{SHORT_WEEKDAYS[wanted.weekday]} {clock_text(wanted.minute)}"
    remind = f"reminder {wanted.remind_hours} h before" if wanted.remind_hours else "no reminder"
    where = f"in <#{board.posts_in}>" if board.posts_in else "no channel yet: choose one below"
    return (
        f"**{'On' if wanted.enabled else 'Off'}** · every {often} · closes {when} ({board.zone.key}) · opens "
        f"{plural(wanted.open_days, 'day')} before · {remind} · {where}\n"
        f"-# {wanted.session_minutes} minutes each · {_window(wanted)} · "
        f"{'an odd number makes a trio' if wanted.trios else 'no trios: an odd one waits'}"
    )


def _window(wanted: RoundSettings) -> str:
    return (
        f"no repeat within {plural(wanted.window, 'round')} if it can be helped"
        if wanted.window
        else ("repeats are no matter")
    )


def _next(board: "RoundBoard") -> Iterator[str]:
    coming = board.upcoming
    if coming is None:
        yield "**Next** none is planned. Switch rounds on to have one."
    else:
        opens = "open since" if coming.state is RoundState.OPEN else "opens"
        yield (
            f"**Next** #{coming.id}, {week_text(coming.week)}: {opens} {format_dt(coming.opens_at, 'f')}, "
            f"closes {format_dt(coming.closes_at, 'f')}"
        )
    if coming is not None and not board.settings.enabled:
        yield "-# It is open and still takes place; no other follows. Leave it out if you do not want it."
    without = f", {board.without_hours} of them without hours for that week" if board.without_hours else ""
    yield f"-# {people(board.pool)} in the pool{without}" if board.pool else "-# Nobody is in the pool yet"


def past_line(found: Round, figures: RoundFigures) -> str:
    """What came of a round, in figures."""
    report = found.report
    head = f"**#{found.id}** {week_text(found.week)}"
    if report.cancelled is not None and not report.members:
        return f"{head} · {LEFT_OUT[report.cancelled]}"
    counts = {"met": figures.met, "did not meet": figures.unmet, "to come": figures.coming}
    parts = [head, groups(report), *(f"{count} {what}" for what, count in counts.items() if count)]
    byes = sum(report.byes.values())
    parts += [plural(byes, "bye")] if byes else []
    parts += _repeats(report)
    parts += [LEFT_OUT[report.cancelled]] if report.cancelled else []
    parts += [proof] if (proof := certificate(found.total, found.bound)) else []
    return " · ".join(parts)


def _repeats(report: RoundReport) -> Iterator[str]:
    if report.forced:
        yield plural(report.forced, "forced repeat")


def certificate(total: int | None, bound: int | None) -> str | None:
    """How near a pairing is to the best there can be, as its bound proves; never rounded up. None if there is
    nothing to compare."""
    if total is None or bound is None or bound <= 0:
        return None
    if total >= bound:
        return "proved the best possible"
    return f"at least {total * 10_000 // bound / 100:.2f} % of the best possible"


def preview_text(preview: "Preview") -> str:
    """What the next round would come to now."""
    report = preview.report
    lines = [
        f"## {theme.MOCK} If the round for {week_text(preview.week)} closed now",
        f"{people(report.members)} in the pool: **{groups(report)}**.",
        *byes_lines(report),
        *(f"{repeats}." for repeats in _repeats(report)),
        "-# Nothing was kept, and nobody was told.",
    ]
    return "\n".join(lines)


def byes_lines(report: RoundReport) -> Iterator[str]:
    """Who would be without a partner, by reasons and without names."""
    if not report.byes:
        yield "Nobody is without a partner."
    reasons = Counter[str]()
    for why, count in report.byes.items():
        reasons[BYES[why]] += count
    for reason, count in reasons.items():
        yield f"- {people(count)} without a partner: {reason}"


def replay_text(replay: "Replay") -> str:
    """Whether a round comes out the same, and what another seed would have changed."""
    found = replay.round
    difference, byes = replay.total - (found.total or 0), sum(replay.report.byes.values())
    same = (
        "**Identical** to what was matched."
        if replay.identical
        else f"**Different**: {replay.kept} of {plural(replay.pairs, 'pair')} are the same."
    )
    worth = "worth the same" if not difference else f"worth {abs(difference):,} points {_more(difference)}"
    also = f"; {plural(byes, 'bye')}" if byes else ""
    return "\n".join(
        [
            f"## {theme.MOCK} Round #{found.id} once more, with seed {replay.seed}",
            same,
            f"{groups(replay.report).capitalize()}, {worth}{also}.",
            f"-# It was matched with seed {found.seed}. Nothing was changed.",
        ]
    )


def _more(difference: int) -> str:
    return "more" if difference > 0 else "less"


def question_text(found: Round, verb: str, pool: int) -> str:
    """What an organiser is asked before a round is closed early or left out."""
    about = f"round #{found.id}, {week_text(found.week)}"
    if verb == "run":
        title, words = (
            f"Close {about}, now and pair {people(pool)}?",
            "Who has not said when they can has no time left to do so. Pairs are told at once.",
        )
    elif found.upcoming:
        title, words = (
            f"Leave out {about}?",
            "It is not paired, and that is announced. The next one comes as usual.",
        )
    else:
        title, words = (
            f"Call off what is left of {about}?",
            "Interviews that have not begun are ended and their people told; those that were held stay.",
        )
    return f"{theme.ASK} **{title}**\n{words}"
