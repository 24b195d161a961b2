"""Roadmaps as hypothesis invents them: small, but with everything the format can say about a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.domain.pace import Pace, Stretch
from bot.domain.roadmap import Item, ItemKind, Obligation, Place, Roadmap, Section, Thread
from bot.domain.roadmap_choices import Alternative, Choices, Choose, Condition, EntryPath, Industry, Role
from bot.domain.roadmap_claims import Checklist, Claim, Project
from bot.domain.roadmap_time import Span, SpanUnit
from bot.domain.streaks import DayRange

PATHS = ("beginner", "engineer")
ROLES = ("vision", "language")
INDUSTRIES = ("av", "saas")
_DEPTH = 2

efforts = st.one_of(st.integers(1, 60), st.integers(61, 600))
starts = st.dates(date(2026, 1, 1), date(2026, 2, 1))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
even_paces = st.builds(Pace, st.integers(120, 3000), weekdays)
study_days = st.lists(st.builds(Stretch, st.integers(10, 240)), max_size=2).map(tuple)
uneven_paces = st.lists(study_days, min_size=7, max_size=7).map(
    lambda days: Pace.of_days([*days[:6], (*days[6], Stretch(60))])
)
paces = even_paces | uneven_paces
breaks = st.lists(
    st.builds(lambda first, days: DayRange(first, first + timedelta(days=days)), starts, st.integers(0, 20)),
    max_size=2,
)
conditions = st.none() | st.builds(
    Condition,
    st.sampled_from([(), (), PATHS[:1], PATHS[1:]]),
    st.sampled_from([(), (), ROLES[:1], ROLES]),
    st.sampled_from([(), (), INDUSTRIES[1:]]),
)
obligations = st.sampled_from([Obligation.REQUIRED] * 3 + [Obligation.OPTIONAL, Obligation.OUT_OF_SCOPE])


@st.composite
def spans(draw: st.DrawFn, *, closed: bool = False) -> Span:
    unit = draw(st.sampled_from([SpanUnit.DAY, SpanUnit.WEEK, SpanUnit.WEEK, SpanUnit.MONTH]))
    first = draw(st.integers(1, 4))
    last = first + draw(st.integers(0, 2))
    return Span(unit, first, last if closed or draw(st.booleans()) else None, draw(st.booleans()))


@dataclass(slots=True)
class _Maker:
    """Draws a tree from the top down, with names in reading order."""

    draw: st.DrawFn
    needs: bool
    parallel: bool
    items: list[str] = field(default_factory=list[str])
    sections: list[str] = field(default_factory=list[str])

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == one_in

    def item(self) -> Item:
        key = f"item{len(self.items)}"
        earlier = [*self.items, *self.sections]
        wanted = self.needs and bool(earlier) and self.chance(3)
        needs = self.draw(st.lists(st.sampled_from(earlier), max_size=2)) if wanted else []
        ways = (Alternative("a", "A"), Alternative("b", "B")) if self.chance(6) else ()
        self.items.append(key)
        return Item(
            key,
            ItemKind.TASK,
            key,
            0 if self.chance(12) else self.draw(efforts),
            obligation=self.draw(obligations),
            condition=self.draw(conditions) if self.chance(6) else None,
            alternatives=ways,
            needs=tuple(needs),
            project="project" if self.chance(6) else None,
        )

    def section(self, depth: int) -> Section:
        key = f"section{len(self.sections)}-{depth}-{len(self.items)}"
        light = self.chance(5)
        items = tuple(self.item() for _ in range(self.draw(st.integers(0, 3))))
        inner = self.draw(st.integers(0, 2)) if depth < _DEPTH and self.chance(2) else 0
        inside = tuple(self.section(depth + 1) for _ in range(inner))
        options = len(inside) or len(items)
        # Named when it is complete: what comes later may need all of it.
        self.sections.append(key)
        return Section(
            key,
            key,
            key,
            items,
            inside,
            span=self.draw(spans(closed=light)) if light or self.chance(2) else None,
            parallel=self.parallel and self.chance(3),
            light=light,
            condition=self.draw(conditions) if self.chance(5) else None,
            choose=self.choose(options) if options and self.chance(4) else None,
            checkpoint=(self.claim(key),) if self.chance(4) else (),
        )

    def choose(self, options: int) -> Choose:
        least = self.draw(st.integers(1, options))
        return Choose(least, self.draw(st.integers(least, options)))

    def claim(self, key: str) -> Claim:
        covers = st.lists(st.sampled_from([*self.items, *self.sections]), max_size=2).map(tuple)
        return Claim(f"claim-{key}", key, covers=self.draw(covers))


@st.composite
def roadmaps(draw: st.DrawFn, *, needs: bool = True, parallel: bool = True, light: bool = True) -> Roadmap:
    """A roadmap with items; needs lead to earlier items and sections, so that they are never in a circle."""
    maker = _Maker(draw, needs, parallel)
    sections = tuple(maker.section(0) for _ in range(draw(st.integers(1, 4))))
    first = maker.item()
    sections += (
        Section("last", "last", "last", (replace(first, obligation=Obligation.REQUIRED, minutes=50),)),
    )
    if not light:
        sections = tuple(map(_without_light, sections))
    threads = st.builds(
        lambda minutes, span: (minutes, span), st.integers(0, 200), st.none() | spans().map(_absolute)
    )
    return Roadmap(
        "generated",
        "1",
        "Generated",
        "",
        draw(st.integers(60, 2400)),
        sections,
        tuple(
            Thread(f"thread{n}", f"thread{n}", minutes, span=span)
            for n, (minutes, span) in enumerate(draw(st.lists(threads, max_size=3)))
        ),
        roles=tuple(Role(key, key) for key in ROLES),
        industries=tuple(Industry(key, key) for key in INDUSTRIES),
        paths=tuple(EntryPath(key, key, None, (maker.claim(key),)) for key in PATHS),
        projects=(Project("project", "project", requirements=(maker.claim("project"),)),),
        checklists=(Checklist("known", "known", (maker.claim("known"),), self_test=True),),
    )


@st.composite
def chosen(draw: st.DrawFn, roadmap: Roadmap) -> Choices:
    """What a member may have decided in a roadmap: anything from nothing to everything."""
    some = {branch.key: branch for branch in branches(roadmap.sections) if draw(st.booleans())}
    return Choices(
        draw(st.none() | st.sampled_from(PATHS)),
        draw(st.frozensets(st.sampled_from(ROLES))),
        draw(st.frozensets(st.sampled_from(INDUSTRIES))),
        {key: draw(_picked(branch)) for key, branch in some.items()},
    )


def branches(sections: Sequence[Section]) -> Iterator[Section]:
    """Every section that leaves something to choose."""
    for section in sections:
        if section.choose:
            yield section
        yield from branches(section.sections)


def claims(roadmap: Roadmap) -> list[Claim]:
    """All claims of a generated roadmap."""
    inside = (claim for section in every_section(roadmap.sections) for claim in section.checkpoint)
    lists = (
        *(path.already_have for path in roadmap.paths),
        *(project.requirements for project in roadmap.projects),
        *(checklist.claims for checklist in roadmap.checklists),
    )
    return [*inside, *(claim for found in lists for claim in found)]


def every_section(sections: Sequence[Section]) -> Iterator[Section]:
    """A tree as a row."""
    for section in sections:
        yield section
        yield from every_section(section.sections)


def named(place: Place) -> set[str]:
    """All that a need or a claim may call an item by."""
    return {place.item.key, *(section.key for section in place.path), *filter(None, [place.item.project])}


def _picked(branch: Section) -> st.SearchStrategy[tuple[str, ...]]:
    assert branch.choose
    keys = [node.key for node in branch.sections or branch.items]
    least, most = branch.choose.least, branch.choose.most
    return st.lists(st.sampled_from(keys), min_size=least, max_size=most, unique=True).map(tuple)


def _absolute(span: Span) -> Span:
    return replace(span, local=False)


def _without_light(section: Section) -> Section:
    return replace(section, light=False, sections=tuple(map(_without_light, section.sections)))
