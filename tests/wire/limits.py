"""Discord's rate limits: a window per bucket, a global one, and the headers that tell a client about them."""

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch

_MAJOR = re.compile(r"/(?:(?:channels|guilds)/\d+|webhooks/\d+(?:/[^/]+)?|interactions/\d+/[^/]+)")
_KEPT_WINDOWS = 2000
_IDENTIFIER = re.compile(r"/\d+")


@dataclass(frozen=True, slots=True)
class Limit:
    """`amount` requests in `seconds` for every bucket whose requests match.

    A 429 of `scope` `shared` is other people's doing: Discord does not hold it against the bot.
    """

    method: str
    path: str
    amount: int
    seconds: float
    scope: str = "user"

    def fits(self, method: str, path: str) -> bool:
        """Whether the limit holds for this request."""
        return self.method in ("*", method) and fnmatch(path, self.path)


@dataclass(slots=True)
class _Window:
    ends: float
    left: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Headers for the answer; `retry_after` in seconds when the request is refused with 429."""

    headers: dict[str, str]
    retry_after: float | None = None
    is_global: bool = False


def bucket_of(method: str, path: str) -> tuple[str, str]:
    """The bucket's public hash (method and route) and the parameter that splits it, as `/channels/7`."""
    major = _MAJOR.match(path)
    parameter = major.group(0) if major else ""
    route = f"{method} {path.split('/')[1]} {_IDENTIFIER.sub('/:id', path[len(parameter) :])}"
    return hashlib.sha256(route.encode()).hexdigest()[:16], parameter


@dataclass(slots=True)
class RateLimits:
    """Counts requests. `per_second` is the global limit, which interactions do not touch; None lifts it."""

    per_second: int | None = 50
    now: Callable[[], float] = time.monotonic
    limits: list[Limit] = field(default_factory=list[Limit])
    refused: int = 0
    _windows: dict[tuple[str, str], _Window] = field(default_factory=dict[tuple[str, str], _Window])
    _paused_until: float = 0.0

    def add(self, method: str, path: str, *, amount: int, seconds: float, scope: str = "user") -> None:
        """Tightens the buckets of matching requests; the default is 1000 a second, out of the way."""
        self.limits.append(Limit(method, path, amount, seconds, scope))

    def pause(self, seconds: float) -> None:
        """Refuses every authenticated request for a while, as Discord's global limit does."""
        self._paused_until = self.now() + seconds

    def admit(self, method: str, path: str, *, counts_globally: bool) -> Verdict:
        """Takes one request into account and decides on it."""
        if counts_globally and (wait := self._global_wait()) > 0:
            self.refused += 1
            headers = {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
            return Verdict(headers | {"Retry-After": f"{wait:.3f}"}, wait, is_global=True)
        limit = self._limit(method, path)
        name, parameter = bucket_of(method, path)
        window = self._window((name, parameter), limit)
        window.left -= 1
        wait = max(0.001, window.ends - self.now())
        headers = {
            "X-RateLimit-Bucket": name,
            "X-RateLimit-Limit": str(limit.amount),
            "X-RateLimit-Remaining": str(max(0, window.left)),
            "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
            "X-RateLimit-Reset-After": f"{wait:.3f}",
        }
        if window.left >= 0:
            return Verdict(headers)
        self.refused += 1
        return Verdict(headers | {"X-RateLimit-Scope": limit.scope, "Retry-After": f"{wait:.3f}"}, wait)

    def _global_wait(self) -> float:
        now = self.now()
        if now < self._paused_until or self.per_second is None:
            return max(0.0, self._paused_until - now)
        window = self._window(("", ""), Limit("*", "*", self.per_second, 1.0))
        window.left -= 1
        return window.ends - now if window.left < 0 else 0.0

    def _limit(self, method: str, path: str) -> Limit:
        found = (limit for limit in reversed(self.limits) if limit.fits(method, path))
        return next(found, Limit("*", "*", 1000, 1.0))

    def _window(self, key: tuple[str, str], limit: Limit) -> _Window:
        now = self.now()
        if len(self._windows) > _KEPT_WINDOWS:
            self._windows = {name: w for name, w in self._windows.items() if now < w.ends}
        window = self._windows.get(key)
        if window is None or now >= window.ends:
            window = self._windows[key] = _Window(now + limit.seconds, limit.amount)
        return window
