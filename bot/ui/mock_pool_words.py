"""What is said about the pool of mock interviews, in `/mock status` and in answers."""

from collections.abc import Iterable

from discord.utils import format_dt

from bot.domain import availability, weeks
from bot.domain.mock_pool import GAUNTLET, PoolEntry, PoolShown
from bot.domain.mock_reliability import limit_of
from bot.domain.mock_rounds import RoundState
from bot.domain.mock_sessions import Session, SessionState
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.ui import theme
from bot.ui.buddy_words import people_who_left
from bot.ui.mock_history_words import weak_names
from bot.ui.mock_reliability import limit_text
from bot.ui.question_words import KINDS
from bot.ui.text import full_date, hours_text, human_join, plural

LEVELS = {1: "first steps", 2: "the basics", 3: "solid", 4: "advanced", 5: "senior"}
ROLES = {Role.EITHER: "either", Role.INTERVIEWER: "interviewing", Role.CANDIDATE: "answering"}
"""What somebody would rather do first."""

SHOWN_INTERVIEWS, SHOWN_NAMES = 5, 10
TOO_SHORT = (
    f"{theme.WARNING} No stretch of it is long enough for an interview yet, so I would find nobody for you. "
    "A longer one helps."
)

RECENT_WEEKS = 2
"""So long somebody may wonder about a round without a partner."""

WELCOME = (
    "**You are in the pool.** For each round I look for a partner who has time when you have and wants what "
    "you want. You meet in a private thread to agree on a time; organisers with Manage Threads can see it. "
    "Whoever often misses interviews is booked for fewer; that count is private, nobody else sees it. Tell "
    "me when you can, below. `/mock leave` takes you out again."
)
OUTSIDE = (
    "You are not in the pool. Once you join, each round finds you a partner who has time when you have; you "
    "meet in a private thread, which organisers with Manage Threads can see too."
)


def pool_text(shown: PoolShown) -> str:
    """Where a member stands."""
    lines = [f"## {theme.MOCK} Mock interviews"]
    if shown.entry is None:
        lines.append(OUTSIDE)
    else:
        lines += [WELCOME] if shown.first else []
        lines += [*_wants(shown.entry, shown.week), *_limited(shown, shown.entry)]
        lines += [*_when(shown, shown.entry), *_away(shown, shown.entry)]
    lines.append(_round(shown))
    lines += _this_round(shown.entry, shown.week) if shown.entry else []
    return "\n".join([*lines, *weak_names(shown.weak), *_interviews(shown), *_blocked(shown)])


def kinds_text(kinds: Iterable[QuestionKind]) -> str:
    """`coding and ML theory`; none in particular is any."""
    wanted = frozenset(kinds)
    return human_join([name for kind, name in KINDS.items() if kind in wanted]) or "any kind"


def week_text(week: str) -> str:
    """`the week of Mon 30 Nov 2026`."""
    return f"the week of {full_date(weeks.starts(week).date())}"


def blocked_text(user_id: int) -> str:
    """After a block."""
    return (
        f"{theme.LOCK} <@{user_id}> is blocked. You are not paired with one another, and anything that was "
        "arranged between you has ended. It holds for buddies too; they are not told of the block. "
        "`/mock block` with `undo` takes it back."
    )


def unblocked_text(user_id: int) -> str:
    """After a block was taken back."""
    return (
        f"{theme.CHECK} <@{user_id}> is no longer blocked, for mock interviews and as a buddy. Nothing that "
        "ended comes back by itself."
    )


def left_text(shown: PoolShown, cancelled: int = 0) -> str:
    """After leaving, and giving up so many interviews."""
    several = len(shown.interviews) > 1
    kept = f"Your {len(shown.interviews)} interviews stay" if several else "Your interview stays"
    stays = f" {kept} as arranged." if shown.interviews else ""
    ended = f" You are out of {plural(cancelled, 'interview')}, and the others are told." if cancelled else ""
    return f"{theme.WAVE} You have left the pool.{ended}{stays} Come back whenever you like."


def leaving_text(shown: PoolShown) -> str:
    """The question before leaving while something is arranged."""
    several = len(shown.interviews) > 1
    what = f"{len(shown.interviews)} interviews are" if several else "an interview is"
    lines = [f"### Leave the pool?\nNo round counts on you then, but {what} arranged with somebody already:"]
    return "\n".join([*lines, *listed_interviews(shown)])


def _wants(entry: PoolEntry, week: str) -> list[str]:
    often = "1 interview a week" if entry.per_week == 1 else f"up to {entry.per_week} interviews a week"
    if _gauntlet(entry, week):
        often += f"; up to {len(GAUNTLET)} in the gauntlet"
    return [
        f"**To practise** {kinds_text(entry.kinds)}, {often}",
        f"**Level** {entry.level}, {LEVELS[entry.level]} · **First** {ROLES[entry.role]}",
    ]


def _limited(shown: PoolShown, entry: PoolEntry) -> list[str]:
    """Only whoever gets fewer than they want is told how many, and why."""
    limit = limit_of(shown.record)
    return [f"-# {limit_text(limit)}"] if limit.per_week < entry.per_week else []


def _gauntlet(entry: PoolEntry, week: str) -> bool:
    """Whether the round's week is their gauntlet, and they are in it."""
    return entry.gauntlet_week == week and entry.takes_part(week)


def _when(shown: PoolShown, entry: PoolEntry) -> list[str]:
    windows = entry.windows(shown.week)
    if not windows:
        return [f"{theme.WARNING} You have not said when you can. Without that I find nobody for you."]
    only = " in the next round's week" if shown.week in entry.special else " a week"
    lines = [f"**When I can** {hours_text(30 * availability.half_hours(windows))}{only}"]
    return lines if shown.long_enough else [*lines, TOO_SHORT]


def _away(shown: PoolShown, entry: PoolEntry) -> list[str]:
    lines: list[str] = []
    if entry.paused_until is not None and entry.paused_until > shown.today:
        takes_part = entry.takes_part(shown.week)
        counts = "counts on you from that day on" if takes_part else "does not count on you"
        back = full_date(entry.paused_until)
        lines.append(f"{theme.PAUSE} Paused until **{back}**: the next round {counts}.")
    if shown.resting:
        back = f" until **{full_date(shown.plan_back)}**" if shown.plan_back else ", until you `/resume` it"
        lines.append(f"{theme.PAUSE} Your plan is paused{back}: no round counts on you.")
    return lines


def _round(shown: PoolShown) -> str:
    coming = shown.round
    if coming is None:
        return "-# No round is planned here. Organisers switch them on with `/manage rounds set`."
    closes = format_dt(coming.closes_at, "F")
    opens = "" if coming.state is RoundState.OPEN else f"opens {format_dt(coming.opens_at, 'D')}, "
    return f"**Next round** {opens}closes {closes}; its interviews are in {week_text(coming.week)}."


def _this_round(entry: PoolEntry, week: str) -> list[str]:
    lines: list[str] = []
    if entry.skip_week == week:
        lines.append(f"{theme.SKIP} You leave this one out.")
    if _gauntlet(entry, week):
        kinds = human_join([KINDS[kind] for kind in GAUNTLET])
        lines.append(f"{theme.GOAL} It is your gauntlet: {kinds} in one week.")
    if entry.last_bye is not None and weeks.between(entry.last_bye, week) <= RECENT_WEEKS:
        lines.append("-# There was no partner for you the last time. That counts for you: you go first now.")
    return lines


def _interviews(shown: PoolShown) -> list[str]:
    head = "**Your interviews** · `/mock interview` opens one"
    return [head, *listed_interviews(shown)] if shown.interviews else []


def listed_interviews(shown: PoolShown) -> list[str]:
    """Those that are not over, a line each."""
    lines = [_interview(each, shown.user_id) for each in shown.interviews[:SHOWN_INTERVIEWS]]
    more = len(shown.interviews) - len(lines)
    return [*lines, *([f"-# and {more} more"] if more else [])]


def _interview(session: Session, user_id: int) -> str:
    others = human_join([f"<@{seat.user_id}>" for seat in session.others(user_id)])
    agreed = format_dt(session.starts_at, "F") if session.starts_at else ""
    facts = [
        f"#{session.id} {KINDS[session.kind]}",
        f"with {others}" if others else "",
        "now" if session.state is SessionState.RUNNING else agreed or "looking for a time",
        "" if agreed else week_text(session.week),
    ]
    room = f"<#{session.thread_id}>" if session.thread_id and not session.thread_lost else ""
    return "• " + " · ".join(fact for fact in (*facts, room) if fact)


def _blocked(shown: PoolShown) -> list[str]:
    names = [f"<@{user_id}>" for user_id in shown.blocked[:SHOWN_NAMES]]
    if more := len(shown.blocked) - len(names):
        names.append(plural(more, "more person", "more people"))
    if shown.blocked_left:
        names.append(people_who_left(shown.blocked_left))
    return [f"-# {theme.LOCK} Blocked by you, and not told: {human_join(names)}"] if names else []
