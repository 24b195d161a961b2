"""Errors of finding and collecting interview questions, as sentences that name the next step."""

from bot.domain import question_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _, ngettext
from bot.ui.text import human_join, safe


def about_questions(error: CohortError) -> str | None:
    """Which question it is about, and what to do; None for any other error."""
    match error:
        case e.UnknownQuestion(key=key):
            return _("There is no question **{key}** any more. Take another one.", key=safe(key, 60))
        case e.QuestionTwice(key=key, more=0):
            return _(
                "There is a question **{key}** already. Give yours another key and try again.",
                key=safe(key, 60),
            )
        case e.QuestionTwice(key=key, more=more):
            return ngettext(
                "There is a question **{key}** already; so it is with {count:,} other key of this file. "
                "Give yours keys that nothing else has, and try again.",
                "There is a question **{key}** already; so it is with {count:,} other keys of this file. "
                "Give yours keys that nothing else has, and try again.",
                more,
                key=safe(key, 60),
            )
        case e.UnknownQuestionSet(key=key, offered=offered):
            missing = _("You have no set of questions called **{key}**.", key=safe(key, 60))
            if not offered:
                return f"{missing} {_('`/manage questions import` brings one in.')}"
            return f"{missing} {_('Yours are: {sets}.', sets=human_join(offered))}"
        case e.GuideTooLong(size=size, maximum=most):
            return _(
                "With what Cohort brings, framework and rubric have {size:,} characters together; {most:,} "
                "fit. Shorten yours, or bring both, and import it again.",
                size=size,
                most=most,
            )
        case e.TooManyQuestions(held=held, brought=brought, maximum=most):
            return ngettext(
                "This file has {count:,} question, and your other sets have {held}; {most} fit. Leave some "
                "out, or remove a set with `/manage questions remove`.",
                "This file has {count:,} questions, and your other sets have {held}; {most} fit. Leave some "
                "out, or remove a set with `/manage questions remove`.",
                brought,
                held=held,
                most=most,
            )
        case _:
            return None
