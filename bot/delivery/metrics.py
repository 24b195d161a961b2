"""Figures of the running process for its host: counts, present values and lengths of time, by name."""

import re
from collections import Counter
from collections.abc import Mapping

NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""Words only: no id of a person, a server or a message can be part of a name."""

BOUNDS = (1, 5, 60, 300, 3600, 7200)
"""Seconds; how many lengths were at most each of these is counted."""


class Metrics:
    """Collects figures. Every name is words joined by `_`; anything else raises ValueError."""

    def __init__(self) -> None:
        self._figures: Counter[str] = Counter()
        self._values: dict[str, float] = {}

    def add(self, name: str, count: int = 1) -> None:
        """Something happened `count` times."""
        self._figures[_checked(name)] += count

    def set(self, name: str, value: float) -> None:
        """How much there is of something at present."""
        self._values[_checked(name)] = value

    def observe(self, name: str, seconds: float) -> None:
        """Something took or waited this long: told as `_count`, `_max` and `_within_<seconds>`."""
        self.add(f"{name}_count")
        longest = f"{name}_max"
        self._values[longest] = max(seconds, self._values.get(longest, seconds))
        for bound in BOUNDS:
            self._figures[f"{name}_within_{bound}"] += seconds <= bound

    def snapshot(self) -> Mapping[str, float]:
        """All figures; counts run since the start."""
        return dict(self._figures) | {name: round(value, 3) for name, value in self._values.items()}


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        message = f"{name!r} is no name of a figure"
        raise ValueError(message)
    return name
