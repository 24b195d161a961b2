"""From the bytes of question files to the bank that interviews draw from."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.catalog.builtin import files, folder
from bot.catalog.problem import CatalogError, Problem, in_order
from bot.catalog.reader import BUILT_IN_LIMITS, IMPORT_LIMITS, Limits, read_document
from bot.domain.questions import Bank, QuestionSet

_FOLDER = "questions"


@dataclass(frozen=True, slots=True)
class LoadedQuestions:
    """A usable set of questions and the warnings its author may still act on."""

    questions: QuestionSet
    warnings: tuple[Problem, ...] = ()


def load_questions(raw: bytes, name: str, limits: Limits = IMPORT_LIMITS) -> LoadedQuestions:
    """Read a file of questions; `name` is how problems call the file.

    Raises CatalogError with every problem of the first stage that fails: YAML, format, meaning. The work is
    bounded by `limits`, but blocks for a while: import foreign files outside the event loop.
    """
    # The models of the format take longer to load than a file to read.
    from bot.catalog.finding import in_file
    from bot.catalog.lint_questions import question_findings
    from bot.catalog.schema_questions import QuestionsFile
    from bot.catalog.validate import validated

    document = read_document(raw, name, limits)
    made = validated(document, QuestionsFile).domain()
    problems = in_order(in_file(each, document) for each in question_findings(made))
    if any(problem.is_error for problem in problems):
        raise CatalogError(problems)
    return LoadedQuestions(made, problems)


def check_questions(raw: bytes, name: str, limits: Limits = IMPORT_LIMITS) -> tuple[Problem, ...]:
    """Everything that is wrong or doubtful in a file; empty when it is fine."""
    try:
        return load_questions(raw, name, limits).warnings
    except CatalogError as error:
        return error.problems


def built_in_questions() -> Bank:
    """Everything Cohort ships; CatalogError when a file is broken. Takes long enough to want a thread."""
    return Bank(map(_built_in, files(folder() / _FOLDER)))


def built_in_file(key: str) -> bytes:
    """The file of a built-in set; `key` is one of theirs."""
    return (folder() / _FOLDER / f"{key}.yaml").read_bytes()


def _built_in(path: Path) -> QuestionSet:
    loaded = load_questions(path.read_bytes(), f"{_FOLDER}/{path.name}", BUILT_IN_LIMITS)
    return replace(loaded.questions, key=path.stem)
