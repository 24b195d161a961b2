"""Why people were put together, or left out, in words: the same in chat and at a terminal. Pure."""

from bot.domain.pairing.model import ByeWhy, Pair, Reason, ReasonKind
from bot.domain.questions import QuestionKind

_KINDS = {
    QuestionKind.CODING: "coding",
    QuestionKind.ML_CODING: "ML coding",
    QuestionKind.ML_THEORY: "ML theory",
    QuestionKind.SYSTEM_DESIGN: "system design",
    QuestionKind.BEHAVIORAL: "behavioural questions",
    QuestionKind.RESUME: "the résumé",
}
_BYES = {
    ByeWhy.ODD: "an odd number this round",
    ByeWhy.NO_SLOTS: "no free time long enough for a session",
    # The same words: whoever was blocked must not be able to read it here.
    ByeWhy.NO_COMMON_HOUR: "nobody who fits is free at the same hours",
    ByeWhy.ALL_BLOCKED: "nobody who fits is free at the same hours",
    ByeWhy.ALL_TAKEN: "everybody free at the same hours has a partner already",
}

_COUPLE = 2


def kind_text(kind: QuestionKind) -> str:
    """A kind of interview within a sentence."""
    return _KINDS[kind]


def bye_text(why: ByeWhy) -> str:
    """Why somebody has no partner, within a sentence, to be shown to them."""
    return _BYES[why]


def reason_text(reason: Reason) -> str:
    """One reason as part of a list."""
    topic = _KINDS[reason.topic] if reason.topic else ""
    first, second = reason.first, reason.second
    return {
        ReasonKind.BOTH_WANT: f"{'all' if first > 2 else 'both'} want {topic}",
        ReasonKind.ONE_WANTS: f"{topic}, with somebody open to anything",
        ReasonKind.ALL_OPEN: f"open to anything: {topic} this time",
        ReasonKind.WISHES_DIFFER: f"no kind wanted by all: {topic} this time",
        ReasonKind.COMMON_HOURS: f"{first / 2:g} h of common time",
        ReasonKind.UNUSUAL_HOURS: "the common hours are unusual ones for somebody",
        ReasonKind.NEVER_MET: "never met",
        ReasonKind.MET_WEEKS_AGO: f"met {_weeks(first)}",
        ReasonKind.FORCED_REPEAT: f"met {_weeks(first)}: no better partner was free",
        ReasonKind.SAME_LEVEL: f"the same level, {first}",
        ReasonKind.LEVELS: f"levels {first} and {second}",
        ReasonKind.ROLES_FIT: "one likes to interview first, the other to answer first",
        ReasonKind.KEPT: "already arranged",
        ReasonKind.TRIO: "a trio, so that nobody sits out",
    }[reason.kind]


def told(pair: Pair) -> tuple[str, ...]:
    """Why these people were put together, as they read it themselves: no levels, and no second choice."""
    return tuple(
        _kindly(reason, len(pair.members)) for reason in pair.reasons if reason.kind is not ReasonKind.LEVELS
    )


def _kindly(reason: Reason, people: int) -> str:
    match reason.kind:
        case ReasonKind.MET_WEEKS_AGO | ReasonKind.FORCED_REPEAT:
            return f"{'you' if people <= _COUPLE else 'two of you'} met {_weeks(reason.first)}"
        case ReasonKind.SAME_LEVEL:
            return "the same level"
        case _:
            return reason_text(reason)


def _weeks(count: int) -> str:
    if count < 1:
        return "this week"
    return "a week ago" if count == 1 else f"{count} weeks ago"
