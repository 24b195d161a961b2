"""Errors of finding and collecting interview questions, as sentences that name the next step."""

from bot.domain import question_errors as e
from bot.domain.errors import CohortError
from bot.ui.text import human_join, plural, safe


def about_questions(error: CohortError) -> str | None:
    """Which question it is about, and what to do; None for any other error."""
    match error:
        case e.UnknownQuestion(key=key):
            return f"There is no question **{safe(key, 60)}** any more. Take another one."
        case e.QuestionTwice(key=key, more=0):
            return f"There is a question **{safe(key, 60)}** already. Give yours another key and try again."
        case e.QuestionTwice(key=key, more=more):
            return (
                f"There is a question **{safe(key, 60)}** already; so it is with {plural(more, 'other key')} "
                "of this file. Give yours keys that nothing else has, and try again."
            )
        case e.UnknownQuestionSet(key=key, offered=offered):
            yours = (
                f"Yours are: {human_join(offered)}."
                if offered
                else "`/manage questions import` brings one in."
            )
            return f"You have no set of questions called **{safe(key, 60)}**. {yours}"
        case e.GuideTooLong(size=size, maximum=most):
            return (
                f"With what Cohort brings, framework and rubric have {size:,} characters together; {most:,} "
                "fit. Shorten yours, or bring both, and import it again."
            )
        case e.TooManyQuestions(held=held, brought=brought, maximum=most):
            return (
                f"This file has {plural(brought, 'question')}, and your other sets have {held}; {most} fit. "
                "Leave some out, or remove a set with `/manage questions remove`."
            )
        case _:
            return None
