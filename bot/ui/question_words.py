"""Kinds of interviews and their questions, in words."""

from bot.domain.questions import QuestionKind
from bot.ui.language import N_, _, ngettext

KINDS = {
    QuestionKind.CODING: N_("coding"),
    QuestionKind.ML_CODING: N_("ML coding"),
    QuestionKind.ML_THEORY: N_("ML theory"),
    QuestionKind.SYSTEM_DESIGN: N_("system design"),
    QuestionKind.BEHAVIORAL: N_("behavioural"),
    QuestionKind.RESUME: N_("résumé"),
}


def count_text(kind: QuestionKind, questions: int) -> str:
    """`12 coding questions`."""
    return ngettext("{count:,} {kind} question", "{count:,} {kind} questions", questions, kind=_(KINDS[kind]))
