"""Files that people upload: unpacked within bounds, and checked in a process that can be stopped.

Reading hostile YAML can take seconds, and would hold up everybody meanwhile. Nothing of the file is ever run.
"""

import asyncio
import gzip
import json
import os
import sys
import zlib
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from bot.catalog.codec import reader
from bot.catalog.reader import IMPORT_LIMITS, UNPACKED_LIMITS
from bot.catalog.worker import Form
from bot.domain.errors import (
    BadPacking,
    BrokenFile,
    CheckFailed,
    CheckTooLong,
    Fault,
    FileTooLarge,
    ImportRunning,
    WrongFileType,
)
from bot.domain.questions import QuestionSet
from bot.domain.roadmap import Roadmap
from bot.domain.words import Words
from bot.log import get_logger

log = get_logger(__name__)

T = TypeVar("T")
_Answer = tuple[T, str, tuple[Fault, ...]]
"""What the process made of a file, the same as text, and doubts."""

PLAIN = (".yaml", ".yml")
PACKED = (".yaml.gz", ".yml.gz")

_GZIP = 16 + zlib.MAX_WBITS
_ROOT = str(Path(__file__).resolve().parents[2])
_SEARCHED = [_ROOT, *filter(None, sys.path)]
"""What can be imported here can be imported there, wherever the process was started."""

_BEGIN = (
    "import sys; form = sys.argv.pop(); sys.path[:] = sys.argv[1:]; "
    "from bot.catalog.worker import main; main(form)"
)
_WORKER = (sys.executable, "-I", "-c", _BEGIN, *_SEARCHED)
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""All that the process may know of ours: no token, no address of a database."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A usable roadmap; `text` is how it is kept, so that it need not be checked again."""

    roadmap: Roadmap
    text: str
    doubts: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class CheckedQuestions:
    """A usable set of questions, likewise."""

    questions: QuestionSet
    text: str
    doubts: tuple[Fault, ...]


def check_name_and_size(name: str, size: int) -> None:
    """Before a byte is read. Raises WrongFileType or FileTooLarge."""
    if not name.lower().endswith((*PLAIN, *PACKED)):
        raise WrongFileType(name, (*PLAIN, PACKED[0]))
    if size > IMPORT_LIMITS.size:
        raise FileTooLarge(size, IMPORT_LIMITS.size, packed=_is_packed(name))


def unpacked(raw: bytes, name: str) -> bytes:
    """The YAML itself. Raises FileTooLarge or BadPacking, after unpacking no more than the limit."""
    check_name_and_size(name, len(raw))
    if not _is_packed(name):
        return raw
    unpacker = zlib.decompressobj(_GZIP)
    try:
        text = unpacker.decompress(raw, UNPACKED_LIMITS.size + 1)
    except zlib.error:
        raise BadPacking(name) from None
    if len(text) > UNPACKED_LIMITS.size:
        raise FileTooLarge(None, UNPACKED_LIMITS.size, packed=True)
    if not unpacker.eof or unpacker.unused_data:
        raise BadPacking(name)
    return text


def packed(plain: bytes) -> bytes:
    """A file as it can be uploaded when the plain one is too large; the same on every call."""
    return gzip.compress(plain, mtime=0)


def _is_packed(name: str) -> bool:
    return name.lower().endswith(PACKED)


def kept(text: str) -> Roadmap:
    """The roadmap from how it is kept. Raises ValueError, TypeError, KeyError or AttributeError when an
    earlier Cohort kept it in another way."""
    return reader(Roadmap)(json.loads(text))


def kept_questions(text: str) -> QuestionSet:
    """The set of questions, in the same way."""
    return reader(QuestionSet)(json.loads(text))


class Checker:
    """Checks files, a few at once, each within a time that begins when its process has loaded.

    `seconds` is the time for the file, `in_all` that for the process with its start.
    """

    def __init__(
        self,
        command: Sequence[str] = _WORKER,
        *,
        seconds: float = 2.0,
        in_all: float = 10.0,
        at_once: int = 2,
    ) -> None:
        self._command = command
        self._seconds = seconds
        self._in_all = in_all
        self._places = asyncio.Semaphore(at_once)
        self._bringing: set[int] = set()

    @contextmanager
    def alone(self, guild_id: int) -> Generator[None]:
        """One file at a time for a guild, so that none can take every place. Raises ImportRunning."""
        if guild_id in self._bringing:
            raise ImportRunning
        self._bringing.add(guild_id)
        try:
            yield
        finally:
            self._bringing.discard(guild_id)

    async def check(self, raw: bytes) -> Checked:
        """A roadmap. Raises BrokenFile with what is wrong, CheckTooLong, or CheckFailed."""
        return Checked(*await self._checked(raw, Form.ROADMAP, kept))

    async def check_questions(self, raw: bytes) -> CheckedQuestions:
        """A set of questions; raises the same."""
        return CheckedQuestions(*await self._checked(raw, Form.QUESTIONS, kept_questions))

    async def _checked(self, raw: bytes, form: Form, read: Callable[[str], T]) -> _Answer[T]:
        async with self._places:
            answer = await self._ask(raw, form)
        # A long roadmap takes 10 ms to read back; in a thread, other work gets its turn meanwhile.
        return await asyncio.to_thread(_understood, answer, read)

    async def _ask(self, raw: bytes, form: Form) -> bytes:
        command = (*self._command, form.value)
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_environment(), cwd=_ROOT
            )
        except OSError as error:
            log.warning("upload.check_failed", error=str(error))
            raise CheckFailed from None
        try:
            return await self._talk(process, raw)
        except TimeoutError:
            raise CheckTooLong(self._seconds) from None
        finally:
            await _end(process)

    async def _talk(self, process: Process, raw: bytes) -> bytes:
        said_first = cast("asyncio.StreamReader", process.stdout).readline()
        async with asyncio.timeout(self._in_all):
            await said_first
            async with asyncio.timeout(self._seconds):
                answer, complaint = await process.communicate(raw)
        if process.returncode:
            said = complaint.decode(errors="replace").strip().rpartition("\n")[2]
            log.warning("upload.check_failed", code=process.returncode, said=said[:300])
            raise CheckFailed
        return answer


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}


async def _end(process: Process) -> None:
    """No process outlives the question, whatever became of it."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        # Reading on lets the pipes close; waiting alone could wait for a reader.
        await process.communicate()


def _words(said: Any) -> str:
    """What `bot.catalog.worker` made of words, undone."""
    if not isinstance(said, list):
        return said
    text, values = cast("tuple[str, dict[str, Any]]", said)
    return Words(text, **{name: _words(value) for name, value in values.items()})


def _understood(answer: bytes, read: Callable[[str], T]) -> _Answer[T]:
    facts, _, text = answer.decode().partition("\n")
    found = json.loads(facts)
    faults = tuple(Fault(line, path, _words(said)) for line, path, said in found["told"])
    if not text.strip():
        raise BrokenFile(faults, found["count"])
    return read(text), text.strip(), faults
