"""From the bytes of problem files to what prompts draw from: LeetCode's lists, and tasks of our own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.catalog.builtin import folder
from bot.catalog.problem import CatalogError, in_order
from bot.catalog.problem import Problem as Fault
from bot.catalog.reader import BUILT_IN_LIMITS, IMPORT_LIMITS, Document, Limits, read_document
from bot.domain.languages import N_
from bot.domain.ml_problems import MlProblems
from bot.domain.problems import Catalogue, ProblemKind
from bot.domain.words import Words, either

if TYPE_CHECKING:
    from bot.catalog.finding import Finding
    from bot.catalog.schema_base import Node

T = TypeVar("T")
File = TypeVar("File", bound="Node")


@dataclass(frozen=True, slots=True)
class LoadedProblems(Generic[T]):
    """What a file holds, and the warnings its author may still act on."""

    problems: T
    warnings: tuple[Fault, ...] = ()


def load_problems(raw: bytes, name: str, limits: Limits = IMPORT_LIMITS) -> LoadedProblems[Catalogue]:
    """Read a file of LeetCode's problems; `name` is how faults call the file.

    Raises CatalogError with every fault of the first stage that fails: YAML, format, meaning. The work is
    bounded by `limits`, but blocks for a while.
    """
    # The models of the format take longer to load than a file to read.
    from bot.catalog.lint_problems import problem_findings
    from bot.catalog.schema_problems import ProblemsFile

    file, warnings = _checked(read_document(raw, name, limits), ProblemsFile, problem_findings)
    return LoadedProblems(file.domain(), warnings)


def load_ml_problems(raw: bytes, name: str, limits: Limits = IMPORT_LIMITS) -> LoadedProblems[MlProblems]:
    """Read a file of tasks, as `load_problems` does."""
    from bot.catalog.lint_problems import ml_problem_findings
    from bot.catalog.schema_problems import MlProblemsFile

    file, warnings = _checked(read_document(raw, name, limits), MlProblemsFile, ml_problem_findings)
    return LoadedProblems(file.domain(), warnings)


def check_problems(raw: bytes, name: str, limits: Limits = IMPORT_LIMITS) -> tuple[Fault, ...]:
    """Everything that is wrong or doubtful in a file of either kind; empty when it is fine."""
    try:
        load = _LOADERS[_kind(read_document(raw, name, limits))]
        return load(raw, name, limits).warnings
    except CatalogError as error:
        return error.problems


def built_in_problems() -> Catalogue:
    """LeetCode's problems as Cohort ships them; CatalogError when the file is broken. Wants a thread."""
    return load_problems(*_built_in("leetcode.yaml"), BUILT_IN_LIMITS).problems


def built_in_ml_problems() -> MlProblems:
    """The tasks that Cohort ships; CatalogError when the file is broken. Wants a thread."""
    return load_ml_problems(*_built_in("ml-coding.yaml"), BUILT_IN_LIMITS).problems


_LOADERS: dict[
    str, Callable[[bytes, str, Limits], LoadedProblems[Catalogue] | LoadedProblems[MlProblems]]
] = {
    ProblemKind.LEETCODE: load_problems,
    ProblemKind.ML_CODING: load_ml_problems,
}


def _built_in(name: str) -> tuple[bytes, str]:
    path = folder() / "problems" / name
    return path.read_bytes(), f"problems/{name}"


def _kind(document: Document) -> str:
    kind = document.tree.get("kind") if isinstance(document.tree, dict) else None
    if isinstance(kind, str) and kind in _LOADERS:
        return kind
    said = Words(N_("must be one of {kinds}; it says what the file holds"), kinds=either(tuple(_LOADERS)))
    raise CatalogError([Fault(document.name, document.lines.get(("kind",), 1), "kind", said)])


def _checked(
    document: Document, format_: type[File], findings: "Callable[[File], Iterator[Finding]]"
) -> tuple[File, tuple[Fault, ...]]:
    from bot.catalog.finding import in_file
    from bot.catalog.validate import validated

    file = validated(document, format_)
    faults = in_order(in_file(each, document) for each in findings(file))
    if any(fault.is_error for fault in faults):
        raise CatalogError(faults)
    return file, faults
