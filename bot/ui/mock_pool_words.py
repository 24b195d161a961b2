"""What is said about the pool of mock interviews, in `/mock status` and in answers."""

from collections.abc import Iterable
from datetime import date

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
from bot.ui.language import N_, _, ngettext
from bot.ui.mock_history_words import weak_names
from bot.ui.mock_reliability import limit_text
from bot.ui.question_words import KINDS
from bot.ui.text import full_date, hours_text, human_join

LEVELS = {1: N_("first steps"), 2: N_("the basics"), 3: N_("solid"), 4: N_("advanced"), 5: N_("senior")}
ROLES = {Role.EITHER: N_("either"), Role.INTERVIEWER: N_("interviewing"), Role.CANDIDATE: N_("answering")}
"""What somebody would rather do first."""

SHOWN_INTERVIEWS, SHOWN_NAMES = 5, 10
TOO_SHORT = N_(
    "No stretch of it is long enough for an interview yet, so I would find nobody for you. A longer one "
    "helps."
)

RECENT_WEEKS = 2
"""So long somebody may wonder about a round without a partner."""

WELCOME = N_(
    "**You are in the pool.** For each round I look for a partner who has time when you have and wants what "
    "you want. You meet in a private thread to agree on a time; organisers with Manage Threads can see it. "
    "Whoever often misses interviews is booked for fewer; that count is private, nobody else sees it. Tell "
    "me when you can, below. `/mock leave` takes you out again."
)
OUTSIDE = N_(
    "You are not in the pool. Once you join, each round finds you a partner who has time when you have; you "
    "meet in a private thread, which organisers with Manage Threads can see too."
)


def pool_text(shown: PoolShown) -> str:
    """Where a member stands."""
    lines = [f"## {theme.MOCK} {_('Mock interviews')}"]
    if shown.entry is None:
        lines.append(_(OUTSIDE))
    else:
        lines += [_(WELCOME)] if shown.first else []
        lines += [*_wants(shown.entry, shown.week), *_limited(shown, shown.entry)]
        lines += [*_when(shown, shown.entry), *_away(shown, shown.entry)]
    lines.append(_round(shown))
    lines += _this_round(shown.entry, shown.week) if shown.entry else []
    return "\n".join([*lines, *weak_names(shown.weak), *_interviews(shown), *_blocked(shown)])


def kinds_text(kinds: Iterable[QuestionKind]) -> str:
    """`coding and ML theory`; none in particular is any."""
    wanted = frozenset(kinds)
    return human_join([_(name) for kind, name in KINDS.items() if kind in wanted]) or _("any kind")


def week_text(week: str) -> str:
    """`the week of Mon 30 Nov 2026`."""
    return _("the week of {date}", date=full_date(weeks.starts(week).date()))


def blocked_text(user_id: int) -> str:
    """After a block."""
    return f"{theme.LOCK} " + _(
        "{member} is blocked. You are not paired with one another, and anything that was arranged between "
        "you has ended. It holds for buddies too; they are not told of the block. `/mock block` with `undo` "
        "takes it back.",
        member=f"<@{user_id}>",
    )


def unblocked_text(user_id: int) -> str:
    """After a block was taken back."""
    return f"{theme.CHECK} " + _(
        "{member} is no longer blocked, for mock interviews and as a buddy. Nothing that ended comes back by "
        "itself.",
        member=f"<@{user_id}>",
    )


def _wants(entry: PoolEntry, week: str) -> list[str]:
    kinds, often = kinds_text(entry.kinds), often_text(entry.per_week)
    wanted = (
        _(
            "**To practise** {kinds}, {often}; up to {count} in the gauntlet",
            kinds=kinds,
            often=often,
            count=len(GAUNTLET),
        )
        if _gauntlet(entry, week)
        else _("**To practise** {kinds}, {often}", kinds=kinds, often=often)
    )
    level = _("**Level** {number}, {name}", number=entry.level, name=_(LEVELS[entry.level]))
    return [wanted, f"{level} · {_('**First** {role}', role=_(ROLES[entry.role]))}"]


def often_text(per_week: int) -> str:
    """How many interviews somebody wants."""
    if per_week == 1:
        return _("1 interview a week")
    return ngettext("up to {count} interview a week", "up to {count} interviews a week", per_week)


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
        unsaid = _("You have not said when you can. Without that I find nobody for you.")
        return [f"{theme.WARNING} {unsaid}"]
    hours = hours_text(30 * availability.half_hours(windows))
    if shown.week in entry.special:
        line = _("**When I can** {hours} in the next round's week", hours=hours)
    else:
        line = _("**When I can** {hours} a week", hours=hours)
    return [line] if shown.long_enough else [line, too_short_text()]


def too_short_text() -> str:
    """That no interview fits into what they have given."""
    return f"{theme.WARNING} {_(TOO_SHORT)}"


def _away(shown: PoolShown, entry: PoolEntry) -> list[str]:
    lines: list[str] = []
    if entry.paused_until is not None and entry.paused_until > shown.today:
        back = full_date(entry.paused_until)
        if entry.takes_part(shown.week):
            text = _("Paused until **{date}**: the next round counts on you from that day on.", date=back)
        else:
            text = _("Paused until **{date}**: the next round does not count on you.", date=back)
        lines.append(f"{theme.PAUSE} {text}")
    if shown.resting:
        lines.append(f"{theme.PAUSE} {_resting(shown.plan_back)}")
    return lines


def _resting(back: date | None) -> str:
    if back is None:
        return _("Your plan is paused, until you `/resume` it: no round counts on you.")
    return _("Your plan is paused until **{date}**: no round counts on you.", date=full_date(back))


def _round(shown: PoolShown) -> str:
    coming = shown.round
    if coming is None:
        return f"-# {_('No round is planned here. Organisers switch them on with `/manage rounds set`.')}"
    closes, week = format_dt(coming.closes_at, "F"), week_text(coming.week)
    if coming.state is RoundState.OPEN:
        return _("**Next round** closes {time}; its interviews are in {week}.", time=closes, week=week)
    return _(
        "**Next round** opens {date}, closes {time}; its interviews are in {week}.",
        date=format_dt(coming.opens_at, "D"),
        time=closes,
        week=week,
    )


def _this_round(entry: PoolEntry, week: str) -> list[str]:
    lines: list[str] = []
    if entry.skip_week == week:
        lines.append(f"{theme.SKIP} {_('You leave this one out.')}")
    if _gauntlet(entry, week):
        kinds = human_join([_(KINDS[kind]) for kind in GAUNTLET])
        lines.append(f"{theme.GOAL} {_('It is your gauntlet: {kinds} in one week.', kinds=kinds)}")
    if entry.last_bye is not None and weeks.between(entry.last_bye, week) <= RECENT_WEEKS:
        first = _("There was no partner for you the last time. That counts for you: you go first now.")
        lines.append(f"-# {first}")
    return lines


def _interviews(shown: PoolShown) -> list[str]:
    head = f"**{_('Your interviews')}** · {_('`/mock interview` opens one')}"
    return [head, *listed_interviews(shown)] if shown.interviews else []


def listed_interviews(shown: PoolShown) -> list[str]:
    """Those that are not over, a line each."""
    lines = [_interview(each, shown.user_id) for each in shown.interviews[:SHOWN_INTERVIEWS]]
    more = len(shown.interviews) - len(lines)
    return [*lines, *([f"-# {_('and {count} more', count=more)}"] if more else [])]


def _interview(session: Session, user_id: int) -> str:
    others = human_join([f"<@{seat.user_id}>" for seat in session.others(user_id)])
    agreed = format_dt(session.starts_at, "F") if session.starts_at else ""
    facts = [
        f"#{session.id} {_(KINDS[session.kind])}",
        _("with {members}", members=others) if others else "",
        _("now") if session.state is SessionState.RUNNING else agreed or _("looking for a time"),
        "" if agreed else week_text(session.week),
    ]
    room = f"<#{session.thread_id}>" if session.thread_id and not session.thread_lost else ""
    return "• " + " · ".join(fact for fact in (*facts, room) if fact)


def _blocked(shown: PoolShown) -> list[str]:
    names = [f"<@{user_id}>" for user_id in shown.blocked[:SHOWN_NAMES]]
    if more := len(shown.blocked) - len(names):
        names.append(ngettext("{count:,} more person", "{count:,} more people", more))
    if shown.blocked_left:
        names.append(people_who_left(shown.blocked_left))
    told = _("Blocked by you, and not told: {members}", members=human_join(names))
    return [f"-# {theme.LOCK} {told}"] if names else []
