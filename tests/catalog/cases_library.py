"""How an author writes D39 to D55: the job search, questions, resources, advice, sources."""

from bot.domain.roadmap import Resource
from bot.domain.roadmap_choices import Skill
from bot.domain.roadmap_claims import Difficulty, Mock, MockKind
from bot.domain.roadmap_library import Advice, Applications, Fact, FunnelStep, Round, Stories
from bot.domain.roadmap_terms import Lines, Note, Period, Range, ResourceKind, ResourceStatus, Weekday
from tests.catalog.roadmaps import Case, only_item, with_item, with_section

_QUESTIONS = """
library:
  frameworks:
    - {key: design-7, title: Seven steps, steps: [Clarify, Metrics, Data, Model, Train, Serve, Monitor]}
  questions:
    - category: ML system design
      framework: design-7
      length: 1-3m
      source: 844
      ask:
        - Design autocomplete
        - {key: spam, text: Design a spam classifier, source: 848}
"""
_SAME = """
checklists:
  - {key: final, title: Final, claims: [{same: portfolio-live}]}
milestones:
  - {key: m1, title: Month 1, by: month 1, claims: [{key: portfolio-live, title: Portfolio is live}]}
"""
_KNOWN = """
paths:
  - {key: engineer, title: Engineer, already_have: [{title: Git and tests, covers: [item-1]}]}
checklists:
  - {key: self-test, title: "Ready?", self_test: true, claims: [{title: Strong Python, covers: week-1}]}
"""
_NAMES = """
library:
  messages:
    - key: referral
      title: Ask for a referral
      text: Hi [Name], I saw the [Role] role at [Company]. [Name], may I ask you something?
"""

LIBRARY_CASES = [
    Case(
        "D39 applications",
        """
        library:
          applications: {boards: [LinkedIn], qualities: [Tailored resume, Letter, Research, Referral],
                         follow_up_days: 7}
        """,
        lambda r: r.library.applications,
        Applications(("LinkedIn",), (), ("Tailored resume", "Letter", "Research", "Referral"), 7),
    ),
    Case(
        "D40 funnel",
        """
        library:
          funnel:
            - {stage: Applications, expected: 50+}
            - {stage: Phone screens, expected: 10-15}
        """,
        lambda r: r.library.funnel,
        (FunnelStep("Applications", Range(50, None)), FunnelStep("Phone screens", Range(10, 15))),
    ),
    Case(
        "D41 interview stages",
        """
        library:
          interview_stages:
            - {key: on-site, title: On-site, length: 4-6h, rounds: [{kind: coding, count: 1-2}]}
        """,
        lambda r: [(s.minutes, s.rounds) for s in r.library.interview_stages],
        [(Range(240, 360), (Round("coding", Range(1, 2)),))],
    ),
    Case(
        "D42 stories",
        "library: {stories: {themes: [Conflict, Failure], ready: 5-7, needs_number: true}}",
        lambda r: r.library.stories,
        Stories(("Conflict", "Failure"), Range(5, 7), needs_number=True),
    ),
    Case(
        "D43 questions",
        _QUESTIONS,
        lambda r: [(q.key, q.category, q.minutes, q.repeat, q.source) for q in r.library.questions],
        [
            (
                "ml-system-design/design-autocomplete",
                "ML system design",
                Range(1, 3),
                True,
                (Lines(844, 844),),
            ),
            ("spam", "ML system design", Range(1, 3), True, (Lines(848, 848),)),
        ],
    ),
    Case(
        "D44 ordered framework",
        _QUESTIONS,
        lambda r: (r.library.frameworks[0].steps[0], len(r.library.frameworks[0].steps)),
        ("Clarify", 7),
    ),
    Case(
        "D45 mock",
        with_item(
            "mock: {kind: coding, difficulty: hard, length: 45m, record: true, critique: true, "
            "roles: [asker, coder], "
            "platforms: [Pramp], rubric: [Speaks while thinking]}"
        ),
        lambda r: only_item(r).mock,
        Mock(
            MockKind.CODING,
            "",
            Difficulty.HARD,
            Range(45, 45),
            True,
            True,
            ("asker", "coder"),
            ("Pramp",),
            ("Speaks while thinking",),
        ),
    ),
    Case(
        "D46 review form",
        """
        library:
          reviews:
            - {key: weekly, title: Weekly, every: week, on: sun, questions: ["What went well?", "What now?"]}
        """,
        lambda r: [(f.every, f.on, len(f.questions)) for f in r.library.reviews],
        [(Period.WEEK, (Weekday.SUN,), 2)],
    ),
    Case(
        "D47 resources",
        """
        resources:
          - {key: huyen, title: A book, kind: book, author: Chip Huyen, status: must, cost: $20/month}
        """,
        lambda r: r.resources,
        (
            Resource(
                "huyen", "A book", None, ResourceKind.BOOK, "Chip Huyen", "$20/month", ResourceStatus.MUST
            ),
        ),
    ),
    Case(
        "D48 posts",
        'library: {posts: [{title: "Building [Your Project]: A Complete Guide", channel: Medium}]}',
        lambda r: [(p.channel, p.blanks) for p in r.library.posts],
        [("Medium", ("Your Project",))],
    ),
    Case(
        "D49 messages with blanks",
        _NAMES,
        lambda r: r.library.messages[0].blanks,
        ("Name", "Role", "Company"),
    ),
    Case(
        "D50 skills by role",
        "roles: [{key: mle, title: ML engineer, skills: {programming: 5, research: 2}}]",
        lambda r: r.roles[0].skills,
        (Skill("programming", 5), Skill("research", 2)),
    ),
    Case(
        "D51 dated and local facts",
        """
        library:
          facts: [{text: Try bdjobs., place: Bangladesh, as_of: December 2025, unproven: true}]
        """,
        lambda r: r.library.facts,
        (Fact("Try bdjobs.", "December 2025", "Bangladesh", unproven=True),),
    ),
    Case(
        "D52 pairs",
        "library: {advice: [{title: Tutorial hell, avoid: Watching, instead: Building}]}",
        lambda r: r.library.advice,
        (Advice("Tutorial hell", "Watching", "Building"),),
    ),
    Case(
        "D52 steps",
        "library: {advice: [{title: When stuck, steps: [Break, Ask]}]}",
        lambda r: r.library.advice[0].steps,
        ("Break", "Ask"),
    ),
    Case(
        "D53 one box in two lists",
        _SAME,
        lambda r: (r.checklists[0].claims == r.milestones[0].claims, r.checklists[0].claims[0].key),
        (True, "portfolio-live"),
    ),
    Case("D54 already known", _KNOWN, lambda r: r.paths[0].already_have[0].covers, ("item-1",)),
    Case(
        "D54 self-test",
        _KNOWN,
        lambda r: (r.checklists[0].self_test, r.checklists[0].claims[0].covers),
        (True, ("week-1",)),
    ),
    Case(
        "D55 source and reading kept apart",
        with_section(
            "source: 19, 26-31\nnotes: [{text: 'The source says 40 h, its blocks add to 63.', source: 512}]"
        ),
        lambda r: (r.sections[0].source, r.sections[0].notes),
        (
            (Lines(19, 19), Lines(26, 31)),
            (Note("The source says 40 h, its blocks add to 63.", (Lines(512, 512),)),),
        ),
    ),
    Case(
        "D55 our estimate is not the source's word",
        with_item("source: 7"),
        lambda r: only_item(r).stated,
        None,
    ),
    Case(
        "D55 the source's hours",
        "hours_per_week: 40",
        lambda r: (r.nominal_minutes_per_week, r.pace_stated),
        (2400, True),
    ),
]
