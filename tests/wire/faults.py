"""What goes wrong on purpose between the bot and the local Discord: lost, late and refused requests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Literal

When = Literal["before", "after"]
"""Whether the fault strikes before the request takes effect or once it has."""


@dataclass(slots=True)
class Fault:
    """One planned misfortune; `path` is an fnmatch pattern on the path without `/api/v10`.

    First `call` is called and the delay passes; then the connection is reset, or `status` is answered, or the
    request goes on. The first `skip` requests that match go through. With `cloudflare` the answer is a page
    of what stands before Discord: no JSON, no `Via`, no word about how long to wait.
    """

    method: str
    path: str
    when: When = "before"
    status: int | None = None
    code: int = 0
    reset: bool = False
    delay: float = 0.0
    times: int = 1
    skip: int = 0
    cloudflare: bool = False
    call: Callable[[], None] | None = None

    def fits(self, when: When, method: str, path: str) -> bool:
        """Whether it strikes this request at this moment."""
        here = self.when == when and self.times > 0
        return here and self.method in ("*", method) and fnmatch(path, self.path)


@dataclass(slots=True)
class Faults:
    """The faults still to come, in the order in which they were planned."""

    planned: list[Fault] = field(default_factory=list[Fault])

    def plan(self, fault: Fault) -> Fault:
        """Adds a fault; the handle tells by `times` how much of it is left."""
        self.planned.append(fault)
        return fault

    def strike(self, when: When, method: str, path: str) -> Fault | None:
        """The fault that meets this request now, counted down; None when it goes through."""
        for fault in self.planned:
            if not fault.fits(when, method, path):
                continue
            if fault.skip:
                fault.skip -= 1
            else:
                fault.times -= 1
                return fault
        return None
