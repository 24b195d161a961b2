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
from bot.ui.language import N_, _, ngettext
from bot.ui.text import full_date, human_join, safe

SHARES = {
    Share.NOTHING: "nothing",
    Share.CHECKIN: "whether I checked in today",
    Share.STREAK: "whether I checked in, and my streak",
}
"""In the first person, as the choices of a command."""

I_SHARE = {
    # limit: 100
    Share.NOTHING: N_("I share nothing"),
    # limit: 100
    Share.CHECKIN: N_("I share whether I checked in today"),
    # limit: 100
    Share.STREAK: N_("I share whether I checked in, and my streak"),
}
"""The same as choices below the panel."""

THEIRS = {
    Share.NOTHING: N_("They share nothing"),
    Share.CHECKIN: N_("They share whether they checked in"),
    Share.STREAK: N_("They share whether they checked in, and their streak"),
}
MINE = {
    Share.NOTHING: N_("you share nothing"),
    Share.CHECKIN: N_("you share whether you checked in"),
    Share.STREAK: N_("you share whether you checked in, and your streak"),
}

READY = (
    # limit: 100
    N_("Thinking of you: shall we both tick one thing off today?"),
    # limit: 100
    N_("You have got this. Ten minutes count too."),
    # limit: 100
    N_("I am at my desk. Join me?"),
    PRAISE,
)
"""Words for whoever looks for some; kept in English, read by each in their language."""

REACH = {
    Reach.MESSAGE: N_("It goes to where their nudges go, in a moment."),
    Reach.AFTER_QUIET: N_("They have quiet hours now: it goes to where their nudges go when those end."),
    Reach.TODAY: N_("I write to nobody who has not asked for it: they see it when they next open `/today`."),
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
        asking = ngettext(
            "{members} asks whether you want to be buddies.",
            "{members} ask whether you want to be buddies.",
            len(line.asking),
            members=who,
        )
        lines.append(f"{theme.BUDDY} {asking}")
    return lines


def meant(words: str) -> str:
    """Ready words in English, as they are kept, when somebody wrote them in their language."""
    said = words.strip()
    return {_(each): each for each in READY}.get(said, said)


def quoted(words: str, limit: int = WORDS_TEXT) -> str:
    """What somebody said, with ready words in the reader's language."""
    return f"“{safe(_(words) if words in READY else words, limit)}”"


def _day(day: BuddyDay) -> str:
    who = f"<@{day.user_id}>"
    if day.checked_in:
        state = _("{member} has checked in today", member=who)
    elif day.day_off:
        state = _("{member} has a day off", member=who)
    else:
        state = _("{member} still has today ahead", member=who)
    return f"{state} · {_('{days}-day streak', days=day.streak)}" if day.streak else state


def _words(words: Words, limit: int = WORDS_TEXT) -> str:
    return f"{theme.WORDS} <@{words.user_id}>: {quoted(words.text, limit)}"


def partner_text(partner: Partner | None) -> str:
    """The buddy, what each shares, and how they are doing."""
    if partner is None:
        what = _(
            "Two people keep each other going: each sees whether the other has checked in, and may nudge "
            "them once a day. Ask somebody with `/buddy ask`; nothing is shared before they say yes."
        )
        return f"## {theme.BUDDY} {_('No buddy')}\n{what}"
    lines = [f"## {theme.BUDDY} {_('Your buddy')}", _state(partner)]
    if partner.words:
        lines.append(f"{_words(partner.words)} · {format_dt(partner.words.at, 'R')}")
    shared = _("{theirs}; {mine}.", theirs=_(THEIRS[partner.theirs]), mine=_(MINE[partner.mine]))
    lines.append(f"-# {shared}")
    if partner.nudged:
        lines.append(f"-# {_('You have nudged today. Tomorrow you can again.')}")
    return "\n".join(lines)


def _state(partner: Partner) -> str:
    who = f"<@{partner.user_id}>"
    match partner.condition:
        case Condition.PAUSED if partner.back:
            back = full_date(partner.back)
            return f"{theme.PAUSE} " + _("{member} is taking a break until {date}.", member=who, date=back)
        case Condition.PAUSED:
            return f"{theme.PAUSE} " + _("{member} is taking a break.", member=who)
        case Condition.FINISHED:
            return f"{theme.PARTY} " + _("{member} has finished the roadmap.", member=who)
        case Condition.GOING:
            return _("{sentence}.", sentence=_day(partner.day)) if partner.day else who


def request_text(asked: Request) -> str:
    """A request to the member."""
    asks = _(
        "{member} asks whether you want to be buddies. Open until {when}.",
        member=f"<@{asked.user_id}>",
        when=format_dt(asked.until, "R"),
    )
    yes = _("A yes shares whether you checked in, no more; you can change that. A no is silent.")
    return f"{asks}\n-# {yes}"


def own_request_text(asked: Request) -> str:
    """The member's own request."""
    return _(
        "You asked {member}. No answer so far; open until {date}.",
        member=f"<@{asked.user_id}>",
        date=format_dt(asked.until, "D"),
    )


def people_who_left(count: int) -> str:
    """Whom the member has blocked and who were erased since."""
    if count == 1:
        return _("somebody who left")
    return ngettext("{count:,} person who left", "{count:,} people who left", count)


def blocked_text(shown: BuddyShown) -> str:
    """Whom the member has blocked."""
    names = [f"<@{user_id}>" for user_id in shown.blocked[:SHOWN_NAMES]]
    if more := len(shown.blocked) - len(names):
        names.append(ngettext("{count:,} more person", "{count:,} more people", more))
    if left := shown.blocked_left:
        names.append(people_who_left(left))
    members = human_join(names)
    blocked = _("Blocked by you, and not told: {members}. `/buddy unblock` undoes it.", members=members)
    return f"-# {theme.LOCK} {blocked}"


def asked_text(asked: Asked) -> str:
    """What became of asking. How it arrives is said as it is for everybody."""
    who = f"<@{asked.user_id}>"
    if asked.partners:
        return f"{theme.BUDDY} " + _(
            "{member} had asked you too: you are buddies now. `/buddy show`", member=who
        )
    return f"{theme.BUDDY} " + _(
        "You asked {member}. It reaches them as they have chosen: as a message of mine, or in their "
        "`/today`; in a channel I only say that there is something for them. It stays open until {date}; "
        "`/buddy end` takes it back.",
        member=who,
        date=format_dt(asked.until, "D"),
    )


def nudged_text(nudged: Nudged) -> str:
    """What was said, and how it reaches the other one."""
    words = _("For {member}: {words}", member=f"<@{nudged.user_id}>", words=quoted(nudged.text))
    return f"{theme.WORDS} {words}\n-# {_(REACH[nudged.reach])}"


def ended_text(state: TieState, other_id: int) -> str:
    """What ended."""
    other = f"<@{other_id}>"
    if state is TieState.ASKED:
        return _("Your request to {member} is taken back. They are not told.", member=other)
    return _("It has ended: you and {member} are buddies no longer. They are not told.", member=other)


def blocked_now_text(user_id: int) -> str:
    """What a block means."""
    return f"{theme.LOCK} " + _(
        "{member} is blocked: no requests and no words from them, and whatever was between you two has "
        "ended. They are not told. `/buddy unblock` undoes it.",
        member=f"<@{user_id}>",
    )
