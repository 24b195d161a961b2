"""A plan on a terminal and for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.domain.day_parts import part_of, placed
from bot.domain.pace import Pace, plan_week
from bot.domain.planning import Plan, Sitting, Work
from bot.domain.roadmap import Roadmap


@dataclass(frozen=True, slots=True)
class Page:
    """A plan with all that printing takes; `missed` is the day it should be done by, unless it is."""

    roadmap: Roadmap
    work: Work
    pace: Pace
    start: date
    plan: Plan
    missed: date | None = None

    def print(self, *, as_json: bool) -> None:
        """On standard output; without JSON only a plan that is in time."""
        if as_json:
            typer.echo(json.dumps(self.as_dict(), indent=2, ensure_ascii=False))
        elif self.missed is None:
            Console().print(self._table())

    def as_dict(self) -> dict[str, object]:
        """The plan as JSON: up to the day it is due, with the ids of what finds no place until then."""
        titles = self._titles()
        finish = None if self.missed else self.plan.finish
        late = {each.key for each in self.plan.sittings if self.missed and each.day > self.missed}
        return {
            "roadmap": self.roadmap.id,
            "version": self.roadmap.version,
            "start": self.start.isoformat(),
            "finish": finish.isoformat() if finish else None,
            "days": [self._day(day, sittings, titles) for day, sittings in self._days()],
            "unplaced": [item.key for item in self.work.items if item.key in late],
        }

    def _days(self) -> Iterator[tuple[date, Sequence[Sitting]]]:
        shown = (each for each in self.plan.sittings if self.missed is None or each.day <= self.missed)
        return ((day, list(group)) for day, group in groupby(shown, key=lambda sitting: sitting.day))

    def _day(self, day: date, sittings: Sequence[Sitting], titles: Mapping[str, str]) -> dict[str, object]:
        rows = zip(sittings, self._parts(day, sittings), strict=True)
        return {
            "date": day.isoformat(),
            "minutes": sum(sitting.minutes for sitting in sittings),
            "items": [
                {"id": each.key, "title": titles[each.key], "minutes": each.minutes, "part": part}
                for each, part in rows
            ],
        }

    def _parts(self, day: date, sittings: Sequence[Sitting]) -> list[str | None]:
        stretches = self.pace.days[day.weekday()] if self.pace.days else ()
        found = placed([sitting.minutes for sitting in sittings], stretches)
        return [part.value if stretch and (part := part_of(stretch)) else None for stretch in found]

    def _titles(self) -> dict[str, str]:
        items = {place.item.key: place.item.title for place in self.roadmap.every_place()}
        return items | {thread.key: thread.title for thread in self.roadmap.threads}

    def _table(self) -> Table:
        hours = f"{self.pace.minutes_per_week / 60:g} h a week"
        finish = self.plan.finish.isoformat() if self.plan.finish else "nothing to do"
        table = Table(title=f"{self.roadmap.title}: {hours}, {self.start.isoformat()} to {finish}")
        for name in ("week", "day", "part", "min", "task"):
            table.add_column(
                name, justify="right" if name in {"week", "min"} else "left", no_wrap=name != "task"
            )
        titles = self._titles()
        for number, week in groupby(self._days(), key=lambda pair: plan_week(self.start, pair[0])):
            table.add_section()
            for at, (day, sittings) in enumerate(week):
                self._add_rows(table, "" if at else str(number), day, sittings, titles)
        return table

    def _add_rows(
        self, table: Table, week: str, day: date, sittings: Sequence[Sitting], titles: Mapping[str, str]
    ) -> None:
        for at, (sitting, part) in enumerate(zip(sittings, self._parts(day, sittings), strict=True)):
            when = ("", "") if at else (week, f"{day:%a} {day.isoformat()}")
            words = (part or "").replace("_", " ")
            # A title may hold square brackets, which a plain string would take for markup.
            table.add_row(*when, words, str(sitting.minutes), Text(titles[sitting.key]))
