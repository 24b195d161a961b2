"""Why a problem was chosen, as one line. It names no pattern that the member did not: they find it."""

from collections.abc import Sequence

from bot.domain.problem_reasons import Reason, Why
from bot.ui.language import N_, _, ngettext
from bot.ui.problem_words import difficulty_text
from bot.ui.text import capital

_ALONE = {
    Why.UNTRIED: N_("its pattern is new to you"),
    Why.AGAIN: N_("solved before, again as you asked"),
    Why.SHOWN: N_("you have seen the rest of what fits"),
    Why.NEW: N_("you have not solved it yet"),
}


def why_text(reasons: Sequence[Reason]) -> str:
    """`This week's plan has trees; 4 more Medium to your target.`; empty without reasons."""
    if not reasons:
        return ""
    return _("{reasons}.", reasons=capital("; ".join(map(_phrase, reasons))))


def _phrase(reason: Reason) -> str:
    match reason.why:
        case Why.WEEK:
            if not reason.what:
                return _("it fits this week's plan")
            return _("this week's plan has {topic}", topic=reason.what)
        case Why.TARGET:
            return _more(reason)
        case Why.WEAK:
            return _(
                "{count} of your last {total} with its pattern were hard", count=reason.count, total=reason.of
            )
        case Why.ASKED:
            wishes = (_level(reason), reason.what)
            return _("you asked for {wishes}", wishes=_(", ").join(wish for wish in wishes if wish))
        case Why.DUE:
            return _due(reason.count)
        case alone:
            return _(_ALONE[alone])


def _more(reason: Reason) -> str:
    return ngettext(
        "{count} more {difficulty} to your target",
        "{count} more {difficulty} to your target",
        reason.count,
        difficulty=_level(reason),
    )


def _level(reason: Reason) -> str:
    return difficulty_text(reason.level) if reason.level else ""


def _due(days: int) -> str:
    if days < 1:
        return _("solved before, and due again today")
    if days == 1:
        return _("solved before, and due again since yesterday")
    return ngettext(
        "solved before, and due again for {count} day", "solved before, and due again for {count} days", days
    )
