"""Every request that a test's bot sends to the simulated Discord, held against the rules."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from simcord.backend import Backend
from simcord.http import router

from tests.discord_api.checker import check
from tests.discord_api.problem import Json, Problem


@dataclass(frozen=True, slots=True)
class Breach:
    """A request that Discord would refuse, and why."""

    method: str
    path: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.problem}"


class RulesBrokenError(AssertionError):
    """The bot sent something that Discord would not take."""


@lru_cache(maxsize=16)
def _problems_of_commands(path: str, body: str) -> list[Problem]:
    """Every start sends all of them, and there are many."""
    return check("PUT", path, json.loads(body))


@dataclass(slots=True)
class Ledger:
    """Collects breaches; nothing is refused here, so a bot's error handling cannot hide one."""

    breaches: list[Breach] = field(default_factory=list[Breach])

    def examine(self, method: str, path: str, body: Json, now: datetime | None = None) -> None:
        """Notes what is wrong with one request."""
        if path.endswith("/commands") and method == "PUT":
            found = _problems_of_commands(path, json.dumps(body))
        else:
            found = check(method, path, body, now=now)
        self.breaches += [Breach(method, path, problem) for problem in found]

    def forgive(self) -> list[Breach]:
        """Hands out what was found and forgets it: for tests that break a rule on purpose."""
        found, self.breaches = self.breaches, []
        return found

    def verify(self) -> None:
        """Raises RulesBrokenError naming every breach; each is told once."""
        if found := self.forgive():
            raise RulesBrokenError("Discord would refuse:\n" + "\n".join(f"  {breach}" for breach in found))

    @contextmanager
    def watching(self) -> Generator[None]:
        """While open, every request that reaches a simulated Discord in this process is examined."""
        real = cast("Callable[..., Any]", router.dispatch)

        def dispatch(backend: Backend, method: str, path: str, **request: Any) -> Any:
            self.examine(method, path, request.get("json"), backend.clock.now())
            return real(backend, method, path, **request)

        router.dispatch = dispatch
        try:
            yield
        finally:
            router.dispatch = real
