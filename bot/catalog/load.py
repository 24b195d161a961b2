"""From the bytes of a file to a roadmap: read, validate, lint, convert."""

from dataclasses import dataclass

from bot.catalog.problem import CatalogError, Problem, in_order
from bot.catalog.reader import IMPORT_LIMITS, Limits, read_document
from bot.domain.roadmap import Roadmap


@dataclass(frozen=True, slots=True)
class Loaded:
    """A usable roadmap and the warnings its author may still act on."""

    roadmap: Roadmap
    warnings: tuple[Problem, ...] = ()


def load(raw: bytes, name: str, limits: Limits = IMPORT_LIMITS) -> Loaded:
    """Read a roadmap; `name` is how problems call the file.

    Raises CatalogError with every problem of the first stage that fails: YAML, format, meaning. The work is
    bounded by `limits`, but blocks for a while: import foreign files outside the event loop.
    """
    # The models of the format take longer to load than a file to read, and most starts read none.
    from bot.catalog.convert import to_domain
    from bot.catalog.lint import lint
    from bot.catalog.schema import RoadmapFile
    from bot.catalog.validate import validated

    document = read_document(raw, name, limits)
    file = validated(document, RoadmapFile)
    problems = in_order(lint(file, document))
    if any(problem.is_error for problem in problems):
        raise CatalogError(problems)
    return Loaded(to_domain(file), problems)


def check(raw: bytes, name: str, limits: Limits = IMPORT_LIMITS) -> tuple[Problem, ...]:
    """Everything that is wrong or doubtful in a file; empty when it is fine."""
    try:
        return load(raw, name, limits).warnings
    except CatalogError as error:
        return error.problems
