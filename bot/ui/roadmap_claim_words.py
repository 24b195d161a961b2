"""Words for what a roadmap asks for: marks, numbers to reach, boxes, resources, problems, mock interviews."""

from collections.abc import Sequence

from bot.domain.roadmap import Item, Roadmap, Section
from bot.domain.roadmap_choices import Condition
from bot.domain.roadmap_claims import Claim, Difficulty, Evidence, Mock, MockKind, Problems, Project, Target
from bot.domain.roadmap_terms import Obligation, OwnProject, Resource, ResourceStatus
from bot.domain.roadmap_time import Budget
from bot.ui.language import N_, _, ngettext
from bot.ui.names import named
from bot.ui.roadmap_words import at_most_text, by_text, choose_text, counted, lines, minutes_range, per_text
from bot.ui.target_words import goal_text
from bot.ui.text import human_join, link, minutes_text, safe

STATUSES = {
    ResourceStatus.RECOMMENDED: "",
    ResourceStatus.MUST: N_("a must"),
    ResourceStatus.REFERENCE: N_("to look things up"),
    ResourceStatus.ONE_AT_A_TIME: N_("one at a time"),
    ResourceStatus.NICE_TO_HAVE: N_("nice to have"),
}
MOCKS = {
    MockKind.CODING: N_("coding"),
    MockKind.ML_THEORY: N_("ML theory"),
    MockKind.SYSTEM_DESIGN: N_("system design"),
    MockKind.BEHAVIORAL: N_("behavioural"),
}
OWN_PROJECTS = {
    OwnProject.PREVIOUS: N_("continues your previous project"),
    OwnProject.MAIN: N_("continues your main project"),
    OwnProject.ANY: N_("continues a project of yours"),
    OwnProject.OLD: N_("continues an old project of yours"),
}
_OBLIGATIONS = {
    Obligation.REQUIRED: "",
    Obligation.OPTIONAL: N_("optional"),
    Obligation.OUT_OF_SCOPE: N_("out of scope: leave it"),
}
_GRADES = {
    Difficulty.EASY: N_("{count} easy"),
    Difficulty.MEDIUM: N_("{count} medium"),
    Difficulty.HARD: N_("{count} hard"),
}


def marks(node: Item | Section | Project | Claim | Target, roadmap: Roadmap) -> tuple[str, ...]:
    """All that sets it apart: optional, out of scope, a must, beside the others, light, for some only."""
    found = [_(_OBLIGATIONS[node.obligation])]
    if not isinstance(node, Claim | Target) and node.non_negotiable:
        found.append(_("**a must**"))
    if isinstance(node, Section):
        found += [_("runs beside the others")] * node.parallel + [_("a light week")] * node.light
        found += [_pick_text(node.choose.least, node.choose.most)] if node.choose else []
    if isinstance(node, Item | Section):
        found += [at_most_text(minutes_text(round(node.limit_minutes)))] if node.limit_minutes else []
        found += [condition_text(node.condition, roadmap)] if node.condition else []
    return tuple(mark for mark in found if mark)


def _pick_text(least: int, most: int) -> str:
    return _("pick {number}", number=choose_text(least, most))


def condition_text(condition: Condition, roadmap: Roadmap) -> str:
    """`for ML engineer or Data scientist`, in the roadmap's titles."""
    titles = {entry.key: entry.title for entry in (*roadmap.paths, *roadmap.roles, *roadmap.industries)}
    meant = [titles.get(key, key) for key in (*condition.paths, *condition.roles, *condition.industries)]
    return _for_text([safe(name, 60) for name in meant])


def _for_text(names: Sequence[str]) -> str:
    return _("for {names}", names=human_join(names, "or")) if names else ""


def target_line(target: Target, roadmap: Roadmap) -> str:
    """A number to reach, with all that is said about it."""
    said = [per_text(goal_text(target.goal), target.per)]
    said += [safe(target.basis, 120)] if target.basis else []
    said += [by_text(target.by)] if target.by else []
    said += [f"{safe(share.kind, 40)}: {goal_text(share.goal)}" for share in target.split]
    said += [_("if possible")] if target.soft else []
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
    return _("to show: {things}", things=_(", ").join(map(_evidence, evidence))) if evidence else ""


def _evidence(each: Evidence) -> str:
    if not each.where:
        return named(each.kind)
    return _("{thing} on {place}", thing=named(each.kind), place=safe(each.where, 60))


def resource_line(resource: Resource) -> str:
    """A resource with author, kind, cost and status."""
    said = [
        safe(resource.author, 80) if resource.author else "",
        named(resource.kind),
        safe(resource.cost, 60) if resource.cost else "",
        _(STATUSES[resource.status]),
    ]
    return f"- {link(resource.title, resource.url, 150)} · {' · '.join(part for part in said if part)}"


def budget_line(budget: Budget) -> str:
    """Hours for one kind of work."""
    return f"- {safe(budget.kind, 60)}: {per_text(minutes_range(budget.minutes), budget.per)}"


def problems_text(problems: Problems, roadmap: Roadmap) -> str:
    """`3 easy and 2 medium problems (array, hash-table)`, or a whole set."""
    counts = {
        Difficulty.EASY: problems.easy,
        Difficulty.MEDIUM: problems.medium,
        Difficulty.HARD: problems.hard,
    }
    said = [_(_GRADES[grade], count=count) for grade, count in counts.items() if count]
    titles = {each.key: each.title for each in roadmap.problem_sets}
    if problems.set:
        said.append(_("from {title}", title=safe(titles.get(problems.set, problems.set), 80)))
    tags = f" ({', '.join(safe(tag, 40) for tag in problems.tags)})" if problems.tags else ""
    return "🧩 " + _("Problems: {problems}", problems=human_join(said)) + tags


def mock_text(mock: Mock) -> str:
    """What the mock interview is about and how it goes."""
    said = [
        safe(mock.focus, 120) if mock.focus else "",
        named(mock.difficulty) if mock.difficulty else "",
        minutes_range(mock.minutes) if mock.minutes else "",
        _("record it") if mock.record else "",
        _("ask for criticism") if mock.critique else "",
        _("roles: {roles}", roles=_(", ").join(safe(role, 40) for role in mock.roles)) if mock.roles else "",
        _platforms(mock.platforms),
    ]
    head = "🎤 " + _("Mock interview, {kind}", kind=_(MOCKS[mock.kind]))
    rest = " · ".join(part for part in said if part)
    rubric = [_("The partner looks at:"), *(f"- {safe(line, 150)}" for line in mock.rubric)]
    return lines(f"{head}: {rest}" if rest else head, *(rubric if mock.rubric else []))


def _platforms(platforms: Sequence[str]) -> str:
    if not platforms:
        return ""
    return _("on {places}", places=human_join([safe(name, 40) for name in platforms], "or"))


def choice_facts(roadmap: Roadmap) -> tuple[str, ...]:
    """What a roadmap leaves to the member, in a few words each."""
    roles, industries = len(roadmap.roles), len(roadmap.industries)
    branches = sum(1 for path in roadmap.every_section() if path[-1].choose)
    ways = sum(1 for place in roadmap.every_place() if place.item.alternatives)
    return (
        _for_text([safe(path.title, 50) for path in roadmap.paths]),
        counted(roles, ngettext("{count:,} role", "{count:,} roles", roles)),
        counted(industries, ngettext("{count:,} industry", "{count:,} industries", industries)),
        counted(branches, ngettext("{count:,} branch to choose", "{count:,} branches to choose", branches)),
        counted(ways, _with_alternatives(ways)),
    )


def _with_alternatives(count: int) -> str:
    return ngettext("{count:,} task with alternatives", "{count:,} tasks with alternatives", count)
