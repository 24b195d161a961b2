"""Why people were put together for an interview, in words for themselves."""

from bot.domain.pairing import Reason, ReasonKind, from_note, kind_text
from bot.ui.language import N_, _, ngettext
from bot.ui.text import safe

MOST_REASON = 120

COUPLE = 2

ABOUT_TOPIC = {
    ReasonKind.ONE_WANTS: N_("{kind}, with somebody open to anything"),
    ReasonKind.ALL_OPEN: N_("open to anything: {kind} this time"),
    ReasonKind.WISHES_DIFFER: N_("no kind wanted by all: {kind} this time"),
}
PLAIN = {
    ReasonKind.UNUSUAL_HOURS: N_("the common hours are unusual ones for somebody"),
    ReasonKind.NEVER_MET: N_("never met"),
    ReasonKind.SAME_LEVEL: N_("the same level"),
    ReasonKind.ROLES_FIT: N_("one likes to interview first, the other to answer first"),
    ReasonKind.KEPT: N_("already arranged"),
    ReasonKind.TRIO: N_("a trio, so that nobody sits out"),
}


def reason_words(note: str) -> str:
    """One reason as it is kept with an interview: a note of the pairing's, or words of their own."""
    reason = from_note(note)
    told = _reason(reason) if reason is not None else _(note)
    return safe(told, MOST_REASON)


def _reason(reason: Reason) -> str:
    kind = _(kind_text(reason.topic)) if reason.topic else ""
    match reason.kind:
        case ReasonKind.BOTH_WANT if reason.first > COUPLE:
            return _("all want {kind}", kind=kind)
        case ReasonKind.BOTH_WANT:
            return _("both want {kind}", kind=kind)
        case ReasonKind.ONE_WANTS | ReasonKind.ALL_OPEN | ReasonKind.WISHES_DIFFER:
            return _(ABOUT_TOPIC[reason.kind], kind=kind)
        case ReasonKind.COMMON_HOURS:
            return _("{hours} h of common time", hours=f"{reason.first / 2:g}")
        case ReasonKind.MET_WEEKS_AGO:
            return _met_of_trio(reason.first) if reason.second > COUPLE else _met(reason.first)
        case _:
            return _(PLAIN[reason.kind]) if reason.kind in PLAIN else ""


def _met(weeks: int) -> str:
    if weeks < 1:
        return _("you met this week")
    if weeks == 1:
        return _("you met a week ago")
    return ngettext("you met {count:,} week ago", "you met {count:,} weeks ago", weeks)


def _met_of_trio(weeks: int) -> str:
    if weeks < 1:
        return _("two of you met this week")
    if weeks == 1:
        return _("two of you met a week ago")
    return ngettext("two of you met {count:,} week ago", "two of you met {count:,} weeks ago", weeks)
