"""What a bench reports: a figure of ours, the same of a peer, and the goal."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. `goal` is the most that `value` may be; None for a figure without a goal."""

    name: str
    value: float
    unit: str
    peer: float | None = None
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        """How much of the peer's it is; None where that says nothing."""
        return self.value / self.peer if self.peer else None

    @property
    def met(self) -> bool:
        """Whether the goal is met; true when there is none."""
        return self.goal is None or self.value <= self.goal


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered)) - 1))]


def median(values: Sequence[float]) -> float:
    """The middle of the values."""
    return statistics.median(values)


def show(title: str, figures: Sequence[Figure]) -> bool:
    """Prints a table; whether every goal is met."""
    table = Table(title=title, title_justify="left")
    for column in ("figure", "ours", "peer", "ratio", "goal", ""):
        table.add_column(column, justify="left" if column in ("figure", "") else "right")
    for figure in figures:
        peer = "" if figure.peer is None else f"{figure.peer:.2f} {figure.unit}"
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2g} ×"
        goal = "" if figure.goal is None else f"≤ {figure.goal:g} {figure.unit}"
        mark = "" if figure.goal is None else ("met" if figure.met else "MISSED")
        table.add_row(figure.name, f"{figure.value:.2f} {figure.unit}", peer, ratio, goal, mark)
    Console().print(table)
    return all(figure.met for figure in figures)
