"""A bot in its own process, against a local Discord."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.keys import KEY
from tests.wire.server import Wire

COHORT: Sequence[str] = ("-m", "bot", "run")
SAMPLE: Sequence[str] = ("-m", "tests.wire.sample_bot")
_ROOT = Path(__file__).parents[2]
_TICK = 0.002


class BotFailedError(AssertionError):
    """The process ended, or did not get ready, when it should have."""


async def until(done: Callable[[], bool], seconds: float) -> bool:
    """Whether it came true in that time."""
    ends = time.monotonic() + seconds
    while not done():
        if time.monotonic() >= ends:
            return False
        await asyncio.sleep(_TICK)
    return True


class BotProcess:
    """Starts, stops, kills and restarts a bot; its data directory survives all of that.

    As a context manager it starts the bot and ends it in any case.
    """

    def __init__(
        self,
        wire: Wire,
        data_dir: Path,
        *,
        arguments: Sequence[str] = COHORT,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.wire = wire
        self.data_dir = data_dir
        self.arguments = arguments
        self.extra = dict(environment or {})
        self.log_path = data_dir / "bot.log"
        self.clock_path = data_dir / "clock-offset"
        self.process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> str:
        """Everything that the process has written so far, over all of its starts."""
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    def environment(self) -> dict[str, str]:
        """What the process sees: nothing of ours but the path, and the settings of Cohort."""
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TZ") if key in os.environ}
        settings = {
            "DISCORD_TOKEN": self.wire.token,
            "DISCORD_API_BASE": self.wire.api_base,
            "DISCORD_GATEWAY_URL": self.wire.gateway_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.data_dir / 'cohort.db'}",
            "COHORT_DATA_DIR": str(self.data_dir),
            "COHORT_ENCRYPTION_KEY": KEY,
            "COHORT_CLOCK_FILE": str(self.clock_path),
            "COHORT_RATES": "off",
        }
        return kept | {"PYTHONUNBUFFERED": "1"} | settings | self.extra

    async def launch(self) -> None:
        """Starts the process without waiting for anything."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self.wire.tell_time(self.clock_path)
        with self.log_path.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *self.arguments, cwd=_ROOT, env=self.environment(), stdout=log, stderr=log
            )

    async def start(self, *, seconds: float = 30.0) -> float:
        """Starts and waits until the bot has IDENTIFIed and Discord knows its commands; returns how long."""
        began, before = time.monotonic(), len(self.wire.gateway.identified)
        await self.launch()

        def is_ready() -> bool:
            identified = len(self.wire.gateway.identified) > before
            return self._ended() or (identified and any(self.wire.backend.commands.values()))

        if not await until(is_ready, seconds) or self._ended():
            state = f"ended with {self.process.returncode}" if self._ended() and self.process else "not ready"
            await self.kill()
            raise BotFailedError(f"{state} after {time.monotonic() - began:.1f} s\n{self._told()}")
        return time.monotonic() - began

    async def wait(self, *, seconds: float = 15.0) -> int:
        """The exit code, once the process ends by itself."""
        assert self.process is not None
        try:
            async with asyncio.timeout(seconds):
                return await self.process.wait()
        except TimeoutError:
            raise BotFailedError(f"still running after {seconds:g} s\n{self._told()}") from None

    async def terminate(self, *, seconds: float = 15.0) -> tuple[int, float]:
        """SIGTERM; returns the exit code and how many seconds stopping took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return await self.wait(seconds=seconds), time.monotonic() - began

    def strike_down(self) -> None:
        """SIGKILL at this very moment, e.g. from a fault of the server; `wait` then gives -9."""
        assert self.process is not None
        self.process.kill()

    async def kill(self) -> None:
        """SIGKILL: nothing of the bot runs any more, whatever it was doing."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.kill()
        if error is not None:
            error.add_note(self._told())

    def _ended(self) -> bool:
        return self.process is not None and self.process.returncode is not None

    def _told(self) -> str:
        return "log of the bot:\n" + "\n".join(self.log.splitlines()[-40:]) + "\n" + self.wire.last_calls()
