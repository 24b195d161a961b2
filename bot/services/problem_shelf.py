"""The problems that everything draws from: LeetCode's and our own tasks, read once when first wanted.

Nothing here asks the network.
"""

import asyncio
from collections.abc import Callable
from functools import cache
from typing import Generic, TypeVar

from bot.catalog.problems import built_in_ml_problems, built_in_problems
from bot.domain.ml_problems import MlProblems
from bot.domain.problem_names import Named, found_named, known_as, marked
from bot.domain.problems import Catalogue, ProblemKind

T = TypeVar("T")

_read_problems = cache(built_in_problems)
_read_tasks = cache(built_in_ml_problems)


class ProblemShelf:
    """Reading a file takes about a second: whoever comes first waits for it, and nobody else."""

    def __init__(
        self,
        catalogue: Callable[[], Catalogue] = _read_problems,
        ml: Callable[[], MlProblems] = _read_tasks,
    ) -> None:
        self._catalogue = _Once(catalogue)
        self._ml = _Once(ml)

    async def catalogue(self) -> Catalogue:
        """LeetCode's problems."""
        return await self._catalogue.get()

    async def ml(self) -> MlProblems:
        """The machine-learning tasks."""
        return await self._ml.get()

    async def ready(self) -> Catalogue:
        """LeetCode's problems, with all else read too: who writes next waits for no file meanwhile."""
        await self._ml.get()
        return await self._catalogue.get()

    async def find(self, text: str, kind: ProblemKind | None = None) -> Named:
        """The problem that a text names; None as kind looks among both. Raises UnknownProblem."""
        return found_named(await self.catalogue(), await self.ml(), text, kind)

    async def known(self, kind: ProblemKind, key: str) -> Named:
        """The problem that is stored under this key."""
        return known_as(await self.catalogue(), await self.ml(), kind, key)

    async def suggest(self, typed: str) -> tuple[Named, ...]:
        """What a text may mean, of both kinds, best first."""
        return marked(await self.catalogue(), await self.ml(), typed)


class _Once(Generic[T]):
    """A value made in a thread when it is first asked for; a failure is not kept."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._held: T | None = None
        self._turn = asyncio.Lock()

    async def get(self) -> T:
        """The value."""
        if self._held is None:
            async with self._turn:
                if self._held is None:
                    self._held = await asyncio.to_thread(self._make)
        return self._held
