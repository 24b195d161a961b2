"""Words for the terms of a roadmap: efforts, spans, marks, goals, claims, resources."""

from collections.abc import Iterable, Sequence

from bot.domain.roadmap import Item, Roadmap, Section, Thread
from bot.domain.roadmap_choices import Condition
from bot.domain.roadmap_claims import (
    Claim,
    Evidence,
    Mock,
    MockKind,
    Problems,
    Project,
    Target,
)
from bot.domain.roadmap_terms import (
    Lines,
    Obligation,
    OwnProject,
    Period,
    Range,
    Resource,
    ResourceStatus,
    Weekday,
)
from bot.domain.roadmap_time import Budget, Deadline, Duration, Span, SpanUnit
from bot.ui.target_words import goal_text, number_text
from bot.ui.text import human_join, link, minutes_text, plural, safe, weekdays_text

STATUSES = {
    ResourceStatus.RECOMMENDED: "",
    ResourceStatus.MUST: "a must",
    ResourceStatus.REFERENCE: "to look things up",
    ResourceStatus.ONE_AT_A_TIME: "one at a time",
    ResourceStatus.NICE_TO_HAVE: "nice to have",
}
MOCKS = {
    MockKind.CODING: "coding",
    MockKind.ML_THEORY: "ML theory",
    MockKind.SYSTEM_DESIGN: "system design",
    MockKind.BEHAVIORAL: "behavioural",
}
OWN_PROJECTS = {
    OwnProject.PREVIOUS: "continues your previous project",
    OwnProject.MAIN: "continues your main project",
    OwnProject.ANY: "continues a project of yours",
    OwnProject.OLD: "continues an old project of yours",
}


def lines(*parts: str) -> str:
    """The parts that are not empty, one a line."""
    return "\n".join(part for part in parts if part)


def facts(*parts: str) -> str:
    """The parts that are not empty, as one line of small print."""
    shown = " · ".join(part for part in parts if part)
    return f"-# {shown}" if shown else ""


def range_text(span: Range) -> str:
    """`3`, `2–4`, `3 or more`."""
    if span.high is None:
        return f"{number_text(span.low)} or more"
    if span.low == span.high:
        return number_text(span.low)
    return f"{number_text(span.low)}–{number_text(span.high)}"


def minutes_range(span: Range) -> str:
    """A range of minutes: `45 min`, `2 h to 3 h`, `1 h or more`."""
    low = minutes_text(round(span.low))
    if span.high is None:
        return f"{low} or more"
    return low if span.low == span.high else f"{low} to {minutes_text(round(span.high))}"


def duration_text(duration: Duration) -> str:
    """`16 weeks`, `3–6 months`."""
    one = duration.amount.low == duration.amount.high == 1
    return f"{range_text(duration.amount)} {duration.unit}{'' if one else 's'}"


def span_text(span: Span | None) -> str:
    """`week 3`, `weeks 6–7`, `from week 13 on`; empty without a span."""
    if span is None:
        return ""
    if span.last is None:
        return f"from {span.unit} {span.first} on"
    if span.first == span.last:
        return f"{span.unit} {span.first}"
    return f"{span.unit}s {span.first}–{span.last}"


def deadline_text(deadline: Deadline) -> str:
    """`end of month 1`, `end of weeks 4–5`, `end of the roadmap`."""
    if deadline.unit is None:
        return "end of the roadmap"
    return f"end of {span_text(Span(deadline.unit, deadline.first, deadline.last))}"


def period_text(period: Period) -> str:
    """`a day`, `a week`."""
    return f"a {period}"


def on_text(weekdays: Iterable[Weekday]) -> str:
    """`Mon and Fri`; empty without days."""
    numbers = {day.number for day in weekdays}
    return weekdays_text(numbers) if numbers else ""


def effort(node: Item | Thread) -> str:
    """How long it takes, and whether the source or we say so."""
    if node.stated is None:
        return f"about {minutes_text(node.minutes)}"
    return minutes_range(node.stated)


def marks(node: Item | Section | Project | Claim | Target, roadmap: Roadmap) -> tuple[str, ...]:
    """All that sets it apart: optional, out of scope, a must, beside the others, light, for some only."""
    found = [_OBLIGATIONS[node.obligation]]
    if not isinstance(node, Claim | Target) and node.non_negotiable:
        found.append("**a must**")
    if isinstance(node, Section):
        found += ["runs beside the others"] * node.parallel + ["a light week"] * node.light
        found += [f"pick {choose_text(node.choose.least, node.choose.most)}"] if node.choose else []
    if isinstance(node, Item | Section):
        found += [f"at most {minutes_text(round(node.limit_minutes))}"] if node.limit_minutes else []
        found += [condition_text(node.condition, roadmap)] if node.condition else []
    return tuple(mark for mark in found if mark)


_OBLIGATIONS = {
    Obligation.REQUIRED: "",
    Obligation.OPTIONAL: "optional",
    Obligation.OUT_OF_SCOPE: "out of scope: leave it",
}


def choose_text(least: int, most: int) -> str:
    """`1`, `1 or 2`, `2 to 4`."""
    if least == most:
        return str(least)
    return f"{least} {'or' if most == least + 1 else 'to'} {most}"


def condition_text(condition: Condition, roadmap: Roadmap) -> str:
    """`for ML engineer or Data scientist`, in the roadmap's titles."""
    titles = {entry.key: entry.title for entry in (*roadmap.paths, *roadmap.roles, *roadmap.industries)}
    named = [titles.get(key, key) for key in (*condition.paths, *condition.roles, *condition.industries)]
    return f"for {human_join([safe(name, 60) for name in named], 'or')}" if named else ""


def target_line(target: Target, roadmap: Roadmap) -> str:
    """A number to reach, with all that is said about it."""
    said = [goal_text(target.goal) + (f" {period_text(target.per)}" if target.per else "")]
    said += [safe(target.basis, 120)] if target.basis else []
    said += [f"by the {deadline_text(target.by)}"] if target.by else []
    said += [f"{safe(share.kind, 40)}: {goal_text(share.goal)}" for share in target.split]
    said += ["if possible"] if target.soft else []
    said += marks(target, roadmap)
    detail = f"\n-# {safe(target.detail, 200)}" if target.detail else ""
    return f"🎯 **{safe(target.title, 150)}**: {' · '.join(said)}{detail}"


def claim_line(claim: Claim, roadmap: Roadmap) -> str:
    """A box to tick."""
    said = [
        safe(claim.detail, 200) if claim.detail else "",
        *marks(claim, roadmap),
        evidence_text(claim.evidence),
    ]
    rest = " · ".join(part for part in said if part)
    return f"▫️ {safe(claim.title, 200)}" + (f"\n-# {rest}" if rest else "")


def evidence_text(evidence: Sequence[Evidence]) -> str:
    """`to show: repo, post on Medium`; empty without any."""
    shown = [f"{each.kind}{f' on {safe(each.where, 60)}' if each.where else ''}" for each in evidence]
    return f"to show: {', '.join(shown)}" if shown else ""


def resource_line(resource: Resource) -> str:
    """A resource with author, kind, cost and status."""
    said = [
        safe(resource.author, 80) if resource.author else "",
        resource.kind.value,
        safe(resource.cost, 60) if resource.cost else "",
        STATUSES[resource.status],
    ]
    return f"- {link(resource.title, resource.url, 150)} · {' · '.join(part for part in said if part)}"


def budget_line(budget: Budget) -> str:
    """Hours for one kind of work."""
    per = f" {period_text(budget.per)}" if budget.per else ""
    return f"- {safe(budget.kind, 60)}: {minutes_range(budget.minutes)}{per}"


def problems_text(problems: Problems, roadmap: Roadmap) -> str:
    """`3 easy and 2 medium problems (array, hash-table)`, or a whole set."""
    counts = {"easy": problems.easy, "medium": problems.medium, "hard": problems.hard}
    said = [f"{count} {grade}" for grade, count in counts.items() if count]
    titles = {each.key: each.title for each in roadmap.problem_sets}
    if problems.set:
        said.append(f"from {safe(titles.get(problems.set, problems.set), 80)}")
    tags = f" ({', '.join(safe(tag, 40) for tag in problems.tags)})" if problems.tags else ""
    return f"🧩 Problems: {human_join(said)}{tags}"


def mock_text(mock: Mock) -> str:
    """What the mock interview is about and how it goes."""
    said = [
        safe(mock.focus, 120) if mock.focus else "",
        mock.difficulty.value if mock.difficulty else "",
        minutes_range(mock.minutes) if mock.minutes else "",
        "record it" if mock.record else "",
        "ask for criticism" if mock.critique else "",
        f"roles: {', '.join(safe(role, 40) for role in mock.roles)}" if mock.roles else "",
        f"on {human_join([safe(name, 40) for name in mock.platforms], 'or')}" if mock.platforms else "",
    ]
    head = f"🎤 Mock interview, {MOCKS[mock.kind]}"
    rest = " · ".join(part for part in said if part)
    rubric = [f"- {safe(line, 150)}" for line in mock.rubric]
    return lines(f"{head}: {rest}" if rest else head, *(["The partner looks at:", *rubric] if rubric else []))


def source_text(source: Sequence[Lines], roadmap: Roadmap) -> str:
    """`Source: lines 12–14 of …`; empty when the roadmap does not say."""
    if not source:
        return ""
    places = [str(at.first) if at.first == at.last else f"{at.first}–{at.last}" for at in source[:6]]
    word = "line" if len(source) == 1 and source[0].first == source[0].last else "lines"
    title = f" of {safe(roadmap.source.title, 100)}" if roadmap.source else ""
    return f"-# Source: {word} {', '.join(places)}{title}"


def weeks_text(roadmap: Roadmap) -> str:
    """How long it takes and at what pace: `16 weeks · about 12.5 h a week`; "about" marks our estimate."""
    about = "" if roadmap.pace_stated else "about "
    hours = f"{about}{number_text(round(roadmap.nominal_minutes_per_week / 60, 1))} h a week"
    return f"{duration_text(roadmap.duration)} · {hours}" if roadmap.duration else hours


def unit_weeks(first: int, last: int) -> str:
    """`week 3`, `weeks 3–4`."""
    return span_text(Span(SpanUnit.WEEK, first, last))


def counted(count: int, one: str, many: str | None = None) -> str:
    """`3 tasks`; empty for none."""
    return plural(count, one, many) if count else ""


def choice_facts(roadmap: Roadmap) -> tuple[str, ...]:
    """What a roadmap leaves to the member, in a few words each."""
    paths = [safe(path.title, 50) for path in roadmap.paths]
    branches = sum(1 for path in roadmap.every_section() if path[-1].choose)
    ways = sum(1 for place in roadmap.every_place() if place.item.alternatives)
    return (
        f"for {human_join(paths, 'or')}" if paths else "",
        counted(len(roadmap.roles), "role"),
        counted(len(roadmap.industries), "industry", "industries"),
        counted(branches, "branch to choose", "branches to choose"),
        counted(ways, "task with alternatives", "tasks with alternatives"),
    )
