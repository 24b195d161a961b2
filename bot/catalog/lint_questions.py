"""What the schema of questions cannot see: keys and prompts that come twice, kits that grow too long."""

from collections.abc import Iterable, Iterator

from bot.catalog.finding import Finding, error, warning
from bot.catalog.problem import YamlPath
from bot.domain.languages import N_
from bot.domain.questions import GUIDE_SIZE, QUESTION_SIZE, Question, QuestionKind, QuestionSet, near_equal
from bot.domain.words import Words

_PROGRAMMED = frozenset({QuestionKind.CODING, QuestionKind.ML_CODING})


def question_findings(made: QuestionSet) -> Iterator[Finding]:
    """Everything wrong or doubtful in a set, with paths of the file it was read from."""
    yield from _guide(made)
    yield from _keys(("questions",), [question.key for question in made.questions])
    yield from _keys(("rubric",), [each.key for each in made.rubric.criteria] if made.rubric else [])
    for at, question in enumerate(made.questions):
        yield from _question(("questions", at), question)
    yield from _prompts(made.questions)


def _guide(made: QuestionSet) -> Iterator[Finding]:
    size = sum(part.size for part in (made.framework, made.rubric) if part)
    if size > GUIDE_SIZE:
        path = ("framework",) if made.framework else ("rubric",)
        said = N_("framework and rubric have {count:,} characters together; at most {most:,} fit a kit")
        yield error(path, Words(said, count=size, most=GUIDE_SIZE))


def _keys(path: YamlPath, keys: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, key in enumerate(keys):
        if key in seen:
            said = Words(N_("{key} is the key of an earlier one; give it its own"), key=key)
            yield error((*path, at, "key"), said)
        seen.add(key)


def _question(path: YamlPath, question: Question) -> Iterator[Finding]:
    if question.size > QUESTION_SIZE:
        said = N_("has {count:,} characters in all; at most {most:,} fit a kit")
        yield error(path, Words(said, count=question.size, most=QUESTION_SIZE))
    if question.kind not in _PROGRAMMED:
        return
    if not question.examples:
        said = N_("needs at least one of examples: input and output of what is to be written")
        yield error(path, Words(said))
    if not question.complexity:
        yield error(path, Words(N_("needs its complexity: the time and space a good solution takes")))


def _prompts(questions: tuple[Question, ...]) -> Iterator[Finding]:
    places = {question.key: at for at, question in enumerate(questions)}
    for first, second in near_equal(questions):
        at = places[second.key]
        said = Words(N_("says nearly the same as that of {key}"), key=first.key)
        yield warning(("questions", at, "prompt"), said)
