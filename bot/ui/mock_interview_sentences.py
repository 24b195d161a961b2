"""Errors from the agreed time to the feedback as sentences that name the next step."""

from discord.utils import format_dt

from bot.domain import mock_interview_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _


def about_mock_interviews(error: CohortError) -> str | None:
    """What stands in the way, and what to do; None for any other error."""
    return _about_beginning(error) or _about_questions(error) or _about_feedback(error)


def _about_beginning(error: CohortError) -> str | None:
    match error:
        case e.TooEarly(opens_at=at):
            return _(
                "It is a little early: from {time} on ({when}) you can begin.",
                time=format_dt(at, "f"),
                when=format_dt(at, "R"),
            )
        case e.NotStarted(starts_at=at):
            words = [_("The interview has not begun.")]
            if at is not None:
                words.append(_("It is agreed for {time}.", time=format_dt(at, "f")))
            return " ".join([*words, _("`/mock start` begins it once you are both there.")])
        case e.HalfOver():
            return _("The roles are swapped already: this is the second half. `/mock finish` ends it.")
        case e.HereFirst():
            return _("Say first that you are there, with “I'm here” or `/mock here`.")
        case e.NobodyAbsent():
            return _(
                "Everybody who is needed has said that they are there. `/mock start` begins the interview."
            )
        case e.WaitABit(until=until):
            return _(
                "Give them until {time} ({when}): a few minutes happen to everybody. After that you can "
                "report it.",
                time=format_dt(until, "t"),
                when=format_dt(until, "R"),
            )
        case e.BackTooLate():
            return _(
                "You were expected a while ago, and by now it is closed without you. It happens: `/mock now` "
                "finds you another partner."
            )
        case _:
            return None


def _about_questions(error: CohortError) -> str | None:
    match error:
        case e.NotInterviewer(user_id=user_id):
            return _(
                "The kit is for whoever asks in this half: {member}. It holds the answers; yours opens with "
                "your half.",
                member=f"<@{user_id}>",
            )
        case e.KitTooEarly(opens_at=at):
            return _(
                "Your kit opens {when} ({time}), an hour before the interview.",
                when=format_dt(at, "R"),
                time=format_dt(at, "f"),
            )
        case e.NotAnswering(user_id=user_id):
            return _("{member} answers in this half. `/mock kit` opens what you ask.", member=f"<@{user_id}>")
        case e.QuestionKept():
            return _(
                "This question stays: it can be changed once, until five minutes into the half. If it does "
                "not fit, ask one of your own."
            )
        case e.NoOtherQuestion():
            return _(
                "There is no other question that they do not know. Keep this one, or ask one of your own."
            )
        case _:
            return None


def _about_feedback(error: CohortError) -> str | None:
    match error:
        case e.NoFeedbackYet():
            return _("Feedback comes after an interview. `/mock finish` ends one that is running.")
        case e.FeedbackClosed(until=until):
            return _(
                "Feedback on this interview was taken until {date}. You can still tell them in person.",
                date=format_dt(until, "D"),
            )
        case e.FeedbackRead():
            return _(
                "You have both sent your feedback and may read it, so it stays as it is. `/mock feedback` "
                "shows it."
            )
        case e.NotYourSheet():
            return _("There is no such feedback for you to write. `/mock feedback` shows what there is.")
        case e.ScoresMissing():
            return _("A score is missing. Choose one for each line, and send it again.")
        case _:
            return None
