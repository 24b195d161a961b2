"""The process in which foreign YAML is checked: bytes come in, facts go out, and it never lives long.

It says three lines: one when everything is loaded, then what is wrong or doubtful as JSON, then what the file
holds as `bot.catalog.codec` writes it, which is empty when it is not usable.
"""

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from importlib import import_module
from typing import BinaryIO

from bot.catalog.codec import to_plain
from bot.catalog.load import load
from bot.catalog.problem import CatalogError, Problem
from bot.catalog.questions import load_questions
from bot.catalog.reader import UNPACKED_LIMITS
from bot.domain.languages import N_
from bot.domain.words import Value, Words

MOST_PROBLEMS = 1_000
_LONGEST_PATH, _LONGEST_VALUE = 200, 300
_MEMORY = 1024**3
_CPU_SECONDS = 10


class Form(StrEnum):
    """What a file may be meant to be."""

    ROADMAP = "roadmap"
    QUESTIONS = "questions"


_NEEDED = {
    Form.ROADMAP: ("convert", "lint", "validate"),
    Form.QUESTIONS: ("finding", "lint_questions", "schema_questions", "validate"),
}


def main(form: str) -> None:
    """Check the one file on the standard input."""
    # Loading a file fetches these when it first needs them, and the clock must not run meanwhile.
    for needed in _NEEDED[Form(form)]:
        import_module(f"bot.catalog.{needed}")
    _bind()
    _say(b"\n")
    _say(*_checked(sys.stdin.buffer, Form(form)))


def _bind() -> None:
    """Limits of the operating system, where it has them: a last line behind those of the reader."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def _checked(file: BinaryIO, form: Form) -> tuple[bytes, bytes]:
    try:
        found, warnings = _loaded(file.read(), form)
        return _facts(warnings), _line(to_plain(found))
    except CatalogError as error:
        return _facts([problem for problem in error.problems if problem.is_error]), b"\n"
    except (MemoryError, RecursionError):
        return _facts([Problem("", 1, "", Words(N_("the file is too tangled to be checked")))]), b"\n"


def _loaded(raw: bytes, form: Form) -> tuple[object, Sequence[Problem]]:
    if form is Form.QUESTIONS:
        loaded = load_questions(raw, "", UNPACKED_LIMITS)
        return loaded.questions, loaded.warnings
    read = load(raw, "", UNPACKED_LIMITS)
    return read.roadmap, read.warnings


def _facts(problems: Sequence[Problem]) -> bytes:
    told = [
        (problem.line, problem.path[:_LONGEST_PATH], _told(problem.message))
        for problem in problems[:MOST_PROBLEMS]
    ]
    return _line({"told": told, "count": len(problems)})


def _told(said: Value) -> object:
    """Words as their text and the values in it, which may be words again."""
    if isinstance(said, Words):
        return [said.text, {name: _told(value) for name, value in said.values.items()}]
    return said[:_LONGEST_VALUE] if isinstance(said, str) else said


def _line(value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _say(*lines: bytes) -> None:
    sys.stdout.buffer.write(b"".join(lines))
    sys.stdout.buffer.flush()
