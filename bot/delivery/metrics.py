"""Figures of the running process for its host: counts, present values and lengths of time, by name."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""Words only: no id of a person, a server or a message can be part of a name."""

BOUNDS = (1, 5, 60, 300, 3600, 7200)
"""Seconds; how many lengths were at most each of these is counted."""


Labels = tuple[tuple[str, str], ...]
"""What a count is divided by, e.g. (("channel", "dm"),)."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many lengths there were, their sum in seconds, and how many were at most each of BOUNDS."""

    count: int
    total: float
    within: Mapping[int, int]


class Metrics:
    """Collects figures. Every name is words joined by `_`; anything else raises ValueError."""

    def __init__(self) -> None:
        self._figures: Counter[str] = Counter()
        self._parts: dict[str, Counter[Labels]] = {}
        self._totals: dict[str, float] = {}
        self._values: dict[str, float] = {}

    def add(self, name: str, count: int = 1, **labels: str) -> None:
        """Something happened `count` times; with labels, `parts` tells how many of each kind."""
        self._figures[_checked(name)] += count
        if labels:
            kind = tuple((_checked(label), _checked(value)) for label, value in labels.items())
            self._parts.setdefault(name, Counter())[kind] += count

    def set(self, name: str, value: float) -> None:
        """How much there is of something at present."""
        self._values[_checked(name)] = value

    def observe(self, name: str, seconds: float) -> None:
        """Something took or waited this long: told as `_count`, `_max` and `_within_<seconds>`."""
        self.add(f"{name}_count")
        self._totals[name] = self._totals.get(name, 0.0) + seconds
        longest = f"{name}_max"
        self._values[longest] = max(seconds, self._values.get(longest, seconds))
        for bound in BOUNDS:
            self._figures[f"{name}_within_{bound}"] += seconds <= bound

    def parts(self, name: str) -> Mapping[Labels, int]:
        """A count by its labels."""
        return self._parts.get(name, {})

    def lengths(self, name: str) -> Lengths:
        """What was observed under a name."""
        within = {bound: self._figures[f"{name}_within_{bound}"] for bound in BOUNDS}
        return Lengths(self._figures[f"{name}_count"], self._totals.get(name, 0.0), within)

    def snapshot(self) -> Mapping[str, float]:
        """All figures; counts run since the start."""
        return dict(self._figures) | {name: round(value, 3) for name, value in self._values.items()}


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        message = f"{name!r} is no name of a figure"
        raise ValueError(message)
    return name
