"""Why people were put together, or left out: in English words, and as notes that are kept. Pure."""

from bot.domain.languages import N_
from bot.domain.pairing.model import ByeWhy, Pair, Reason, ReasonKind
from bot.domain.questions import QuestionKind

_KINDS = {
    QuestionKind.CODING: N_("coding"),
    QuestionKind.ML_CODING: N_("ML coding"),
    QuestionKind.ML_THEORY: N_("ML theory"),
    QuestionKind.SYSTEM_DESIGN: N_("system design"),
    QuestionKind.BEHAVIORAL: N_("behavioural questions"),
    QuestionKind.RESUME: N_("the résumé"),
}
_BYES = {
    ByeWhy.ODD: N_("an odd number this round"),
    ByeWhy.NO_SLOTS: N_("no free time long enough for a session"),
    # The same words: whoever was blocked must not be able to read it here.
    ByeWhy.NO_COMMON_HOUR: N_("nobody who fits is free at the same hours"),
    ByeWhy.ALL_BLOCKED: N_("nobody who fits is free at the same hours"),
    ByeWhy.ALL_TAKEN: N_("everybody free at the same hours has a partner already"),
}


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


def told(pair: Pair) -> tuple[Reason, ...]:
    """Why these people were put together, as they may read it themselves: no levels, and no second choice.

    Of a meeting weeks ago `second` is how many people there are now.
    """
    return tuple(
        _kindly(reason, len(pair.members)) for reason in pair.reasons if reason.kind is not ReasonKind.LEVELS
    )


def _kindly(reason: Reason, people: int) -> Reason:
    match reason.kind:
        case ReasonKind.MET_WEEKS_AGO | ReasonKind.FORCED_REPEAT:
            return Reason(ReasonKind.MET_WEEKS_AGO, first=reason.first, second=people)
        case ReasonKind.SAME_LEVEL:
            return Reason(ReasonKind.SAME_LEVEL)
        case _:
            return reason


def noted(reason: Reason) -> str:
    """A reason as it is kept with an interview: `met_weeks_ago::9:2`."""
    return f"{reason.kind}:{reason.topic or ''}:{reason.first}:{reason.second}"


def from_note(note: str) -> Reason | None:
    """What `noted` wrote; None for anything else."""
    try:
        kind, topic, first, second = note.split(":")
        return Reason(ReasonKind(kind), QuestionKind(topic) if topic else None, int(first), int(second))
    except ValueError:
        return None


def _weeks(count: int) -> str:
    if count < 1:
        return "this week"
    return "a week ago" if count == 1 else f"{count} weeks ago"
