"""What can keep somebody from an interview at once, each as one sentence that names the next step."""

from discord.utils import format_dt

from bot.domain.errors import CohortError
from bot.domain.mock_now_errors import BookedEnough, BusyNow, NoRescue
from bot.domain.mock_outside_errors import KindMissing, NoSuchOutside
from bot.ui.mock_words import kind_name
from bot.ui.text import plural


def about_mock_now(error: CohortError) -> str | None:
    """The sentence, or None for another error."""
    match error:
        case BusyNow(session=session):
            at = format_dt(session.starts_at, "t") if session.starts_at else "now"
            return (
                f"You have a mock interview about {kind_name(session)} at {at}. `/mock interview` opens it: "
                "hold it, or end it there first."
            )
        case BookedEnough(per_week=most):
            return (
                f"You have {plural(most, 'interview')} this week, as many as you can book for now. Each one "
                "you come to on time lets you book more; `/mock status` shows yours."
            )
        case NoRescue():
            return "Nobody is missing here whom I could replace for you. `/mock now` looks for a partner."
        case _:
            return None


def about_mock_outside(error: CohortError) -> str | None:
    """The same for interviews held elsewhere."""
    match error:
        case NoSuchOutside():
            return "I find no such interview of yours. `/mock history` shows what you have logged."
        case KindMissing():
            return "What was it about? Choose a kind, and log it again."
        case _:
            return None
