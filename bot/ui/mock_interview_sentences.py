"""Errors from the agreed time to the feedback as sentences that name the next step."""

from discord.utils import format_dt

from bot.domain import mock_interview_errors as e
from bot.domain.errors import CohortError


def about_mock_interviews(error: CohortError) -> str | None:
    """What stands in the way, and what to do; None for any other error."""
    return _about_beginning(error) or _about_questions(error) or _about_feedback(error)


def _about_beginning(error: CohortError) -> str | None:
    match error:
        case e.TooEarly(opens_at=at):
            return f"It is a little early: from {format_dt(at, 'f')} on ({format_dt(at, 'R')}) you can begin."
        case e.NotStarted(starts_at=at):
            when = f" It is agreed for {format_dt(at, 'f')}." if at else ""
            return f"The interview has not begun.{when} `/mock start` begins it once you are both there."
        case e.HalfOver():
            return "The roles are swapped already: this is the second half. `/mock finish` ends it."
        case e.HereFirst():
            return "Say first that you are there, with “I'm here” or `/mock here`."
        case e.NobodyAbsent():
            return "Everybody who is needed has said that they are there. `/mock start` begins the interview."
        case e.WaitABit(until=until):
            return (
                f"Give them until {format_dt(until, 't')} ({format_dt(until, 'R')}): a few minutes happen to "
                "everybody. After that you can report it."
            )
        case e.BackTooLate():
            return (
                "You were expected a while ago, and by now it is closed without you. It happens: `/mock now` "
                "finds you another partner."
            )
        case _:
            return None


def _about_questions(error: CohortError) -> str | None:
    match error:
        case e.NotInterviewer(user_id=user_id):
            return (
                f"The kit is for whoever asks in this half: <@{user_id}>. It holds the answers; yours opens "
                "with your half."
            )
        case e.KitTooEarly(opens_at=at):
            return (
                f"Your kit opens {format_dt(at, 'R')} ({format_dt(at, 'f')}), an hour before the interview."
            )
        case e.NotAnswering(user_id=user_id):
            return f"<@{user_id}> answers in this half. `/mock kit` opens what you ask."
        case e.QuestionKept():
            return (
                "This question stays: it can be changed once, until five minutes into the half. If it does "
                "not fit, ask one of your own."
            )
        case e.NoOtherQuestion():
            return "There is no other question that they do not know. Keep this one, or ask one of your own."
        case _:
            return None


def _about_feedback(error: CohortError) -> str | None:
    match error:
        case e.NoFeedbackYet():
            return "Feedback comes after an interview. `/mock finish` ends one that is running."
        case e.FeedbackClosed(until=until):
            return (
                f"Feedback on this interview was taken until {format_dt(until, 'D')}. You can still tell "
                "them in person."
            )
        case e.FeedbackRead():
            return (
                "You have both sent your feedback and may read it, so it stays as it is. `/mock feedback` "
                "shows it."
            )
        case e.NotYourSheet():
            return "There is no such feedback for you to write. `/mock feedback` shows what there is."
        case e.ScoresMissing():
            return "A score is missing. Choose one for each line, and send it again."
        case _:
            return None
