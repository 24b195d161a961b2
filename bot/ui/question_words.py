"""Kinds of interviews and their questions, in words."""

from bot.domain.questions import QuestionKind
from bot.ui.text import plural

KINDS = {
    QuestionKind.CODING: "coding",
    QuestionKind.ML_CODING: "ML coding",
    QuestionKind.ML_THEORY: "ML theory",
    QuestionKind.SYSTEM_DESIGN: "system design",
    QuestionKind.BEHAVIORAL: "behavioural",
    QuestionKind.RESUME: "résumé",
}


def count_text(kind: QuestionKind, questions: int) -> str:
    """`12 coding questions`."""
    return plural(questions, f"{KINDS[kind]} question")
