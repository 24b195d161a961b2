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
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bot.catalog.codec import reader
from bot.catalog.reader import IMPORT_LIMITS, UNPACKED_LIMITS
from bot.domain.errors import (
    BadPacking,
    BrokenRoadmap,
    CheckFailed,
    CheckTooLong,
    Fault,
    FileTooLarge,
    WrongFileType,
)
from bot.domain.roadmap import Roadmap
from bot.log import get_logger

log = get_logger(__name__)

PLAIN = (".yaml", ".yml")
PACKED = (".yaml.gz", ".yml.gz")

_GZIP = 16 + zlib.MAX_WBITS
_ROOT = str(Path(__file__).resolve().parents[2])
_SEARCHED = [_ROOT, *filter(None, sys.path)]
"""What can be imported here can be imported there, wherever the process was started."""

_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from bot.catalog.worker import main; main()"
_WORKER = (sys.executable, "-I", "-c", _BEGIN, *_SEARCHED)
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""All that the process may know of ours: no token, no address of a database."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A usable roadmap; `text` is how it is kept, so that it need not be checked again."""

    roadmap: Roadmap
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

    async def check(self, raw: bytes) -> Checked:
        """Raises BrokenRoadmap with what is wrong, CheckTooLong, or CheckFailed."""
        async with self._places:
            answer = await self._ask(raw)
        # A long roadmap takes 10 ms to read back; in a thread, other work gets its turn meanwhile.
        return await asyncio.to_thread(_understood, answer)

    async def _ask(self, raw: bytes) -> bytes:
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_environment(), cwd=_ROOT
            )
        except OSError as error:
            log.warning("roadmap.check_failed", error=str(error))
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
            log.warning("roadmap.check_failed", code=process.returncode, said=said[:300])
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


def _understood(answer: bytes) -> Checked:
    facts, _, text = answer.decode().partition("\n")
    found = json.loads(facts)
    faults = tuple(Fault(line, path, message) for line, path, message in found["told"])
    if not text.strip():
        raise BrokenRoadmap(faults, found["count"])
    return Checked(kept(text), text.strip(), faults)
