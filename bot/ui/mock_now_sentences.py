"""What can keep somebody from an interview at once, each as one sentence that names the next step."""

from discord.utils import format_dt

from bot.domain.errors import CohortError
from bot.domain.mock_now_errors import BookedEnough, BusyNow, NoRescue
from bot.domain.mock_outside_errors import KindMissing, NoSuchOutside
from bot.ui.language import _, ngettext
from bot.ui.mock_words import kind_name


def about_mock_now(error: CohortError) -> str | None:
    """The sentence, or None for another error."""
    match error:
        case BusyNow(session=session):
            return _(
                "You have a mock interview about {kind} at {time}. `/mock interview` opens it: hold it, or "
                "end it there first.",
                kind=kind_name(session),
                time=format_dt(session.starts_at, "t") if session.starts_at else _("now"),
            )
        case BookedEnough(per_week=most):
            return ngettext(
                "You have {count:,} interview this week, as many as you can book for now. Each one you come "
                "to on time lets you book more; `/mock status` shows yours.",
                "You have {count:,} interviews this week, as many as you can book for now. Each one you come "
                "to on time lets you book more; `/mock status` shows yours.",
                most,
            )
        case NoRescue():
            return _("Nobody is missing here whom I could replace for you. `/mock now` looks for a partner.")
        case _:
            return None


def about_mock_outside(error: CohortError) -> str | None:
    """The same for interviews held elsewhere."""
    match error:
        case NoSuchOutside():
            return _("I find no such interview of yours. `/mock history` shows what you have logged.")
        case KindMissing():
            return _("What was it about? Choose a kind, and log it again.")
        case _:
            return None
