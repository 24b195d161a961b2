"""What a member says about a solve, made fit to be kept."""

from dataclasses import replace

from bot.domain.errors import OutOfRange
from bot.domain.inputs import MINUTES_PER_DAY, clean_text
from bot.domain.languages import N_
from bot.domain.problem_names import Named
from bot.domain.problems import Catalogue
from bot.services.problem_log import pattern_called
from bot.services.problem_results import Told
from bot.store.problem_solves import StoredSolve

MAX_NOTE = 500


def checked(catalogue: Catalogue, named: Named, told: Told) -> Told:
    """The same, cleaned. Raises UnknownPattern, OutOfRange or TextTooLong."""
    if told.minutes is not None and not 1 <= told.minutes <= MINUTES_PER_DAY:
        raise OutOfRange(N_("time"), told.minutes, 1, MINUTES_PER_DAY, N_("minutes"))
    pattern = pattern_called(catalogue, told.pattern).key if told.pattern.strip() else ""
    return replace(
        told,
        pattern="" if pattern == named.pattern else pattern,
        note=clean_text(told.note, N_("note"), MAX_NOTE) if told.note.strip() else "",
        difficulty=None if named.listed else told.difficulty,
    )


def as_told(solve: StoredSolve, told: Told) -> StoredSolve:
    """The solve with what is said about it now."""
    return replace(
        solve,
        minutes=told.minutes,
        grade=told.grade,
        pattern=told.pattern,
        note=told.note,
        difficulty=told.difficulty,
    )
