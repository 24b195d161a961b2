"""What is said about buddies: in a member's day, in `/buddy show` and in answers."""

from discord.utils import format_dt

from bot.domain.buddies import (
    PRAISE,
    Asked,
    BuddyDay,
    BuddyLine,
    BuddyShown,
    Condition,
    Nudged,
    Partner,
    Reach,
    Request,
    Share,
    Words,
)
from bot.domain.buddy_ties import TieState
from bot.ui import theme
from bot.ui.text import full_date, human_join, plural, safe

SHARES = {
    Share.NOTHING: "nothing",
    Share.CHECKIN: "whether I checked in today",
    Share.STREAK: "whether I checked in, and my streak",
}
"""In the first person, as a choice."""

THEIRS = {
    Share.NOTHING: "nothing",
    Share.CHECKIN: "whether they checked in",
    Share.STREAK: "whether they checked in, and their streak",
}
MINE = {
    Share.NOTHING: "nothing",
    Share.CHECKIN: "whether you checked in",
    Share.STREAK: "whether you checked in, and your streak",
}

READY = (
    "Thinking of you: shall we both tick one thing off today?",
    "You have got this. Ten minutes count too.",
    "I am at my desk. Join me?",
    PRAISE,
)
"""Words for whoever looks for some."""

REACH = {
    Reach.MESSAGE: "It goes to where their nudges go, in a moment.",
    Reach.AFTER_QUIET: "They have quiet hours now: it goes to where their nudges go when those end.",
    Reach.TODAY: "I write to nobody who has not asked for it: they see it when they next open `/today`.",
}

SHOWN_NAMES = 10
"""Blocked people that are named; a message has room for little more."""

WORDS_TEXT = 400
"""Twice what people may write, because every character may need an escape."""

DAY_TEXT = 240
"""The same in a member's day, which is full of other things."""


def buddy_lines(line: BuddyLine) -> list[str]:
    """What a member's day says about others."""
    lines = [f"{theme.BUDDY} {_day(line.day)}"] if line.day else []
    if line.words:
        lines.append(_words(line.words, DAY_TEXT))
    if line.asking:
        who = human_join([f"<@{each.user_id}>" for each in line.asking])
        verb = "asks" if len(line.asking) == 1 else "ask"
        lines.append(f"{theme.BUDDY} {who} {verb} whether you want to be buddies.")
    return lines


def _day(day: BuddyDay) -> str:
    if day.checked_in:
        state = f"<@{day.user_id}> has checked in today"
    elif day.day_off:
        state = f"<@{day.user_id}> has a day off"
    else:
        state = f"<@{day.user_id}> still has today ahead"
    return f"{state} · {day.streak}-day streak" if day.streak else state


def _words(words: Words, limit: int = WORDS_TEXT) -> str:
    return f"{theme.WORDS} <@{words.user_id}>: “{safe(words.text, limit)}”"


def partner_text(partner: Partner | None) -> str:
    """The buddy, what each shares, and how they are doing."""
    if partner is None:
        return (
            f"## {theme.BUDDY} No buddy\n"
            "Two people keep each other going: each sees whether the other has checked in, and may nudge "
            "them once a day. Ask somebody with `/buddy ask`; nothing is shared before they say yes."
        )
    lines = [f"## {theme.BUDDY} Your buddy", _state(partner)]
    if partner.words:
        lines.append(f"{_words(partner.words)} · {format_dt(partner.words.at, 'R')}")
    lines.append(f"-# They share {THEIRS[partner.theirs]}; you share {MINE[partner.mine]}.")
    if partner.nudged:
        lines.append("-# You have nudged today. Tomorrow you can again.")
    return "\n".join(lines)


def _state(partner: Partner) -> str:
    who = f"<@{partner.user_id}>"
    match partner.condition:
        case Condition.PAUSED:
            until = f" until {full_date(partner.back)}" if partner.back else ""
            return f"{theme.PAUSE} {who} is taking a break{until}."
        case Condition.FINISHED:
            return f"{theme.PARTY} {who} has finished the roadmap."
        case Condition.GOING:
            return f"{_day(partner.day)}." if partner.day else f"{who}"


def request_text(asked: Request) -> str:
    """A request to the member."""
    until = format_dt(asked.until, "R")
    return (
        f"<@{asked.user_id}> asks whether you want to be buddies. Open until {until}.\n"
        "-# A yes shares whether you checked in, no more; you can change that. A no is silent."
    )


def own_request_text(asked: Request) -> str:
    """The member's own request."""
    until = format_dt(asked.until, "D")
    return f"You asked <@{asked.user_id}>. No answer so far; open until {until}."


def people_who_left(count: int) -> str:
    """Whom the member has blocked and who were erased since."""
    return "somebody who left" if count == 1 else f"{count:,} people who left"


def blocked_text(shown: BuddyShown) -> str:
    """Whom the member has blocked."""
    names = [f"<@{user_id}>" for user_id in shown.blocked[:SHOWN_NAMES]]
    if more := len(shown.blocked) - len(names):
        names.append(plural(more, "more person", "more people"))
    if left := shown.blocked_left:
        names.append(people_who_left(left))
    return f"-# {theme.LOCK} Blocked by you, and not told: {human_join(names)}. `/buddy unblock` undoes it."


def asked_text(asked: Asked) -> str:
    """What became of asking. How it arrives is said as it is for everybody."""
    if asked.partners:
        return f"{theme.BUDDY} <@{asked.user_id}> had asked you too: you are buddies now. `/buddy show`"
    return (
        f"{theme.BUDDY} You asked <@{asked.user_id}>. It reaches them as they have chosen: as a message of "
        "mine, or in their `/today`; in a channel I only say that there is something for them. It stays open "
        f"until {format_dt(asked.until, 'D')}; `/buddy end` takes it back."
    )


def nudged_text(nudged: Nudged) -> str:
    """What was said, and how it reaches the other one."""
    return (
        f"{theme.WORDS} For <@{nudged.user_id}>: “{safe(nudged.text, WORDS_TEXT)}”\n-# {REACH[nudged.reach]}"
    )


def ended_text(state: TieState, other_id: int) -> str:
    """What ended."""
    if state is TieState.ASKED:
        return f"Your request to <@{other_id}> is taken back. They are not told."
    return f"It has ended: you and <@{other_id}> are buddies no longer. They are not told."


def blocked_now_text(user_id: int) -> str:
    """What a block means."""
    return (
        f"{theme.LOCK} <@{user_id}> is blocked: no requests and no words from them, and whatever was between "
        "you two has ended. They are not told. `/buddy unblock` undoes it."
    )
