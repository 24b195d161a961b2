"""How an author writes D1 to D20: structure, spans, choices, marks, projects."""

from collections.abc import Callable

from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_choices import UNDECIDED, Choices, Choose, Condition
from bot.domain.roadmap_terms import ItemKind, Obligation, OwnProject, Range
from bot.domain.roadmap_time import DayRange, Duration, Span, SpanUnit, absolute
from tests.catalog.roadmaps import Case, only_item, only_section, with_item, with_section

_DEEP = """
sections:
  - key: phase-3
    title: MLOps
    weeks: 11-14
    sections:
      - key: weeks-11-12
        title: MLOps fundamentals
        weeks: 11-12
        numbering: local
        sections:
          - key: days-7-10
            title: CI/CD for ML
            days: 7-10
            items: [{key: ci, kind: build, title: A pipeline, estimate: 3h}]
  - key: stage-0
    label: Stage 0
    title: Mindset
    items: [{key: mind, kind: reading, title: Read, estimate: 30m}]
"""
_BRANCH = """
sections:
  - key: specialise
    title: One specialisation
    weeks: 5-7
    choose: {pick: 1, question: "Which one?"}
    sections:
      - key: cv
        label: Option A
        title: Computer vision
        items: [{key: yolo, kind: build, title: Detector, estimate: 3h}]
      - key: nlp
        label: Option B
        title: Language
        items: [{key: ner, kind: build, title: Tagger, estimate: 3h}]
"""
_TIERS = """
sections:
  - key: tier-2
    label: Tier 2
    title: Strong additions
    choose: 1-2
    items:
      - {key: paper, kind: project, title: A paper, estimate: 9h}
      - {key: kaggle, kind: project, title: Kaggle, estimate: 9h}
      - {key: pull-request, kind: project, title: Open source, estimate: 9h}
"""
_PROJECT = """
checklists:
  - key: every-project
    title: Every project
    claims: [Problem statement, Trade-offs]
projects:
  - key: p1
    title: Kaggle entry
    stages: [{key: model, title: Model}, {key: deploy, title: Deploy}]
    requirements: [Docker]
    requirements_from: [every-project]
    non_negotiable: true
sections:
  - key: week-2
    title: Two
    weeks: 2
    items: [{key: p1-model, kind: project, title: Model, hours: 30, project: p1, stage: model}]
  - key: week-3
    title: Three
    weeks: 3
    items: [{key: p1-deploy, kind: project, title: Deploy, hours: 30, project: p1, stage: deploy}]
"""
_PEOPLE = """
roles: [{key: mlops, title: MLOps}]
industries: [{key: av, title: Autonomous vehicles}]
paths:
  - {key: beginner, title: Beginner, duration: 12-18 months}
  - {key: engineer, title: Software engineer, already_have: [{title: Programming, covers: python}]}
sections:
  - key: months-1-2
    title: Programming
    months: 1-2
    for: {path: beginner}
    items: [{key: python, kind: topic, title: Python, estimate: 3h}]
  - key: month-6
    title: Domain
    months: 6
    items:
      - {key: pipelines, kind: project, title: Pipelines, estimate: 3h, for: {role: mlops}}
      - {key: lidar, kind: reading, title: Lidar, estimate: 3h, for: {industry: av}}
"""


def _keys(choices: Choices = UNDECIDED) -> Callable[[Roadmap], object]:
    return lambda roadmap: [place.item.key for place in roadmap.places(choices)]


def _days(roadmap: Roadmap) -> object:
    """Where each innermost section lies, in days since the start."""
    return {place.item.key: absolute(section.span for section in place.path) for place in roadmap.places()}


PLAN_CASES = [
    Case(
        "D1 uneven depth",
        _DEEP,
        lambda r: [[s.key for s in p.path] for p in r.places()],
        [["phase-3", "weeks-11-12", "days-7-10"], ["stage-0"]],
    ),
    Case(
        "D2 ranges of days",
        _DEEP,
        lambda r: r.sections[0].sections[0].sections[0].span,
        Span(SpanUnit.DAY, 7, 10, local=True),
    ),
    Case("D2 ranges of weeks", _DEEP, lambda r: r.sections[0].span, Span(SpanUnit.WEEK, 11, 14)),
    Case(
        "D2 ranges of months",
        with_section("months: 8-14"),
        lambda r: only_section(r).span,
        Span(SpanUnit.MONTH, 8, 14),
    ),
    Case("D3 no span", _DEEP, lambda r: (r.sections[1].span, r.sections[1].label), (None, "Stage 0")),
    Case(
        "D4 open-ended",
        with_section("weeks: 13+"),
        lambda r: only_section(r).span,
        Span(SpanUnit.WEEK, 13, None),
    ),
    Case("D4 parallel", with_section("parallel: true"), lambda r: only_section(r).parallel, True),
    Case(
        "D5 overlapping",
        """
        sections:
          - {key: dl, title: DL, months: 7-9, items: [{key: a, kind: topic, title: A, estimate: 1h}]}
          - {key: ops, title: Ops, months: 9-14, items: [{key: b, kind: topic, title: B, estimate: 1h}]}
        """,
        _days,
        {"a": DayRange(168, 251), "b": DayRange(224, 391)},
    ),
    Case(
        "D6 local numbering with an absolute place",
        """
        sections:
          - key: months-7-9
            title: Deep learning
            months: 7-9
            numbering: local
            sections:
              - key: rnn
                title: Sequences
                weeks: 10-12
                items: [{key: lstm, kind: topic, title: LSTM, estimate: 1h}]
        """,
        _days,
        {"lstm": DayRange(168 + 63, 168 + 83)},
    ),
    Case("D6 days inside weeks", _DEEP, _days, {"ci": DayRange(76, 79), "mind": None}),
    Case(
        "D7 total duration as a range",
        "duration: 3-6 months",
        lambda r: r.duration,
        Duration(Range(3, 6), SpanUnit.MONTH),
    ),
    Case("D8 a branch hides the others", _BRANCH, _keys(Choices(options={"specialise": ("nlp",)})), ["ner"]),
    Case(
        "D8 what was done in another branch stays findable",
        _BRANCH,
        lambda r: [p.item.key for p in r.every_place()],
        ["yolo", "ner"],
    ),
    Case("D8 an undecided branch has the length of one option", _BRANCH, _keys(), ["yolo"]),
    Case("D9 cardinality", _TIERS, lambda r: only_section(r).choose, Choose(1, 2)),
    Case(
        "D9 picking two",
        _TIERS,
        _keys(Choices(options={"tier-2": ("paper", "pull-request")})),
        ["paper", "pull-request"],
    ),
    Case(
        "D10 alternatives for one task",
        with_item("alternatives: [AWS, {title: GCP, detail: Vertex}]"),
        lambda r: [(way.key, way.title) for way in only_item(r).alternatives],
        [("aws", "AWS"), ("gcp", "GCP")],
    ),
    Case("D11 entry path", _PEOPLE, _keys(Choices(path="engineer")), []),
    Case("D11 a newcomer's path", _PEOPLE, _keys(Choices(path="beginner")), ["python"]),
    Case("D11 nobody's path yet is the first path", _PEOPLE, _keys(), ["python"]),
    Case(
        "D12 a role selects",
        _PEOPLE,
        _keys(Choices(path="engineer", roles=frozenset({"mlops"}))),
        ["pipelines"],
    ),
    Case(
        "D12 an industry selects",
        _PEOPLE,
        _keys(Choices(path="engineer", industries=frozenset({"av"}))),
        ["lidar"],
    ),
    Case(
        "D12 an industry selects an alternative",
        with_item(
            "alternatives: [{title: CV, for: {industry: av}}, NLP]", "industries: [{key: av, title: AV}]"
        ),
        lambda r: only_item(r).alternatives[0].condition,
        Condition(industries=("av",)),
    ),
    Case(
        "D13 optional",
        with_item("obligation: optional"),
        lambda r: only_item(r).obligation,
        Obligation.OPTIONAL,
    ),
    Case(
        "D13 optional sections hand it down",
        with_section("obligation: optional"),
        lambda r: only_item(r).obligation,
        Obligation.OPTIONAL,
    ),
    Case(
        "D14 out of scope",
        with_section("out_of_scope: [Metaclasses, Descriptors]"),
        lambda r: only_section(r).out_of_scope,
        ("Metaclasses", "Descriptors"),
    ),
    Case(
        "D14 an item out of scope needs no effort",
        """
        sections:
          - key: s
            label: S
            title: S
            items: [{key: proofs, kind: topic, title: Proofs, obligation: out_of_scope}]
        """,
        lambda r: (only_item(r).obligation, only_item(r).minutes),
        (Obligation.OUT_OF_SCOPE, 0),
    ),
    Case(
        "D15 non-negotiable",
        with_section("non_negotiable: true"),
        lambda r: only_section(r).non_negotiable,
        True,
    ),
    Case(
        "D16 item kinds",
        "\n".join(
            [
                "sections:",
                "  - key: s",
                "    label: S",
                "    title: S",
                "    items:",
                *(f"      - {{key: {kind}, kind: {kind}, title: T, estimate: 1h}}" for kind in ItemKind),
            ]
        ),
        lambda r: [item.kind for item in only_section(r).items],
        list(ItemKind),
    ),
    Case(
        "D17 a project across weeks",
        _PROJECT,
        lambda r: [(p.item.project, p.item.stage) for p in r.places()],
        [("p1", "model"), ("p1", "deploy")],
    ),
    Case(
        "D18 earlier own work",
        with_item("own_project: main"),
        lambda r: only_item(r).own_project,
        OwnProject.MAIN,
    ),
    Case(
        "D18 earlier items",
        """
        sections:
          - key: w
            title: W
            weeks: 15-16
            items:
              - {key: mock, kind: mock, title: Mock, estimate: 1h}
              - {key: weak, kind: review, title: Weak areas, estimate: 1h, needs: [mock]}
        """,
        lambda r: only_section(r).items[1].needs,
        ("mock",),
    ),
    Case(
        "D19 requirements of a project",
        _PROJECT,
        lambda r: [c.key for c in r.projects[0].requirements],
        ["p1/docker", "p1/problem-statement", "p1/trade-offs"],
    ),
    Case(
        "D20 checkpoint boxes",
        with_section("checkpoint: [Explain gradients, {title: API up, evidence: [api]}]"),
        lambda r: [c.title for c in only_section(r).checkpoint],
        ["Explain gradients", "API up"],
    ),
]
