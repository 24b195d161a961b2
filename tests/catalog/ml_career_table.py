"""What the ML career source says, in numbers counted by hand; nothing here is read from the roadmap."""

from bot.domain.roadmap_claims import Comparator, Goal
from bot.domain.roadmap_terms import Counted, Period
from bot.domain.roadmap_time import Deadline, SpanUnit


def between(low: float, high: float, unit: str) -> Goal:
    """A goal that the low end reaches."""
    return Goal(Comparator.BETWEEN, low, high, unit)


def within(low: float, high: float, unit: str) -> Goal:
    """A goal that must keep to both ends."""
    return Goal(Comparator.BETWEEN, low, high, unit, bound=True)


def at_least(number: float, unit: str) -> Goal:
    """A goal with a lower end."""
    return Goal(Comparator.AT_LEAST, number, None, unit)


MILESTONES = [
    # months, boxes on the page, targets in them
    (Deadline(SpanUnit.MONTH, 1, 3), 4, ["simple-projects"]),
    (Deadline(SpanUnit.MONTH, 4, 6), 4, []),
    (Deadline(SpanUnit.MONTH, 7, 9), 4, []),
    (Deadline(SpanUnit.MONTH, 10, 12), 4, ["advanced-projects"]),
    (Deadline(SpanUnit.MONTH, 13, 15), 4, ["leetcode-hundred"]),
    (Deadline(SpanUnit.MONTH, 16, 18), 4, ["plan-applications-weekly"]),
]
BRANCHES = ("tier-1", "tier-2", "se05-tier-1", "se05-tier-2", "se07-move")
SKILLS = (
    "Programming",
    "Math and statistics",
    "ML algorithms",
    "Software engineering",
    "DevOps",
    "Communication",
    "Research",
    "Domain knowledge",
)
MATRIX = {
    "ml-engineer": (5, 4, 5, 5, 4, 3, 2, 2),
    "data-scientist": (4, 5, 4, 3, 2, 5, 3, 3),
    "research-scientist": (4, 5, 5, 3, 2, 4, 5, 3),
    "mlops-engineer": (5, 2, 3, 5, 5, 3, 1, 2),
    "cv-engineer": (5, 4, 5, 4, 3, 3, 3, 5),
    "nlp-engineer": (5, 4, 5, 4, 3, 3, 3, 5),
}
ENTRIES = {
    "ml-engineer": ["Junior ML Engineer", "ML Engineer I", "Associate ML Engineer", "1-2 years"],
    "data-scientist": ["Data Analyst", "Junior Data Scientist", "Data Scientist I"],
    "research-scientist": ["Research Intern", "Postdoc", "PhD", "NeurIPS, ICML or ICLR"],
    "mlops-engineer": ["Platform Engineer", "ML Platform Engineer", "MLOps Engineer I"],
    "cv-engineer": ["medical imaging", "autonomous vehicles", "robotics", "surveillance and security"],
    "nlp-engineer": ["hot"],
}
WHERE = {
    # the document's months of four weeks; week numbers inside start again from 1
    "m01-weeks-1-2": (1, 2),
    "m01-weeks-3-4": (3, 4),
    "m01-weeks-5-6": (5, 6),
    "m01-weeks-7-8": (7, 8),
    "m03-weeks-1-2": (9, 10),
    "m03-weeks-3-4": (11, 12),
    "m03-weeks-5-6": (13, 14),
    "m03-weeks-7-8": (15, 16),
    "m05-weeks-1-2": (17, 18),
    "m05-weeks-3-4": (19, 20),
    "m05-weeks-5-6": (21, 22),
    "m05-weeks-7-8": (23, 24),
    "m07-weeks-1-3": (25, 27),
    "m07-weeks-4-6": (28, 30),
    "m07-weeks-7-9": (31, 33),
    "m07-weeks-10-12": (34, 36),
    "m10-weeks-1-4": (37, 40),
    "m10-weeks-5-8": (41, 44),
    "m10-weeks-9-12": (45, 48),
    "months-13-14": (49, 56),
    "months-15-16": (57, 64),
    "months-17-18": (65, 72),
    "se-months-1-2": (1, 8),
    "se-months-3-4": (9, 16),
    "se-months-5-6": (17, 24),
    "se-months-7-12": (25, 48),
    "se07-weeks-1-2": (25, 26),
    "se07-weeks-3-6": (27, 30),
    "se07-weeks-7-12": (31, 36),
}
BULLETS = [
    # lines that ask for something, path by path; lines that only name resources are left out
    *(268, 269, 273, 274, 275, 279, 280, 281, 285, 286, 287, 288),
    *(294, 295, 296, 300, 301, 302, 303, 307, 308, 309, 310, 314, 315),
    *(321, 322, 323, 324, 328, 329, 330, 331, 332, 335, 336, 337, 341, 342, 343, 344),
    *(350, 351, 352, 353, 357, 358, 359, 360, 361, 364, 365, 366, 367, 368, 371, 372, 373, 374),
    *(380, 381, 382, 383, 384, 387, 388, 389, 390, 391, 395, 396, 397),
    *(403, 406, 409, 410, 411, 412, 415, 416, 417, 418),
    *(431, 432, 433, 436, 437, 438, 441, 442, 443, 444, 447, 448),
    *(666, 667, 668, 671, 672, 673, 676, 677, 678, 679, 682, 683, 684),
    *(742, 743, 744, 745, 746, 747, 748, 753, 761, 762, 763, 764, 765, 766, 767, 768, 769),
    *(780, 781, 782, 783, 784, 807, 808, 809, 810, 811, 812, 813, 845, 846, 847, 848, 849),
]
REQUIREMENTS = {
    "titanic": 1,
    "kaggle-end-to-end": 3,
    "mnist": 1,
    "cifar-10": 1,
    "sentiment": 1,
    "transformer-text": 1,
    "rest-api": 1,
    "end-to-end-pipeline": 4,
    "deep-learning-project": 1,
    "production-deployment": 3,
    "research-implementation": 1,
    "kaggle-competition": 2,
    "open-source": 1,
}
BOXES = {
    # boxes a member must tick, boxes that may stay open
    "github-profile": (4, 3),
    "linkedin-profile": (13, 0),
    "resume": (12, 1),
    "application-quality": (3, 1),
    "needs-ml-engineer": (0, 5),
    "needs-data-scientist": (0, 5),
    "needs-research-scientist": (0, 5),
    "needs-mlops-engineer": (0, 5),
    "needs-cv-engineer": (0, 5),
    "needs-nlp-engineer": (0, 5),
    "junior-to-mid": (0, 4),
    "mid-to-senior": (0, 5),
    "senior-to-staff": (0, 5),
    "staff-to-principal": (0, 4),
}
GOALS: dict[str, tuple[Goal, Period | None, Counted | None]] = {
    "substantial-projects": (between(2, 3, "projects"), None, Counted.PROJECTS),
    "applications-weekly": (between(5, 10, "applications"), Period.WEEK, Counted.APPLICATIONS),
    "se-dl-projects": (between(3, 4, "projects"), None, Counted.PROJECTS),
    "se-applications-weekly": (between(5, 10, "applications"), Period.WEEK, Counted.APPLICATIONS),
    "simple-projects": (between(2, 3, "projects"), None, Counted.PROJECTS),
    "advanced-projects": (between(2, 3, "projects"), None, Counted.PROJECTS),
    "leetcode-hundred": (at_least(100, "problems"), None, Counted.PROBLEMS),
    "plan-applications-weekly": (between(5, 10, "applications"), Period.WEEK, Counted.APPLICATIONS),
    "github-projects": (between(4, 6, "projects"), None, Counted.PROJECTS),
    "about-length": (within(2, 3, "sentences"), None, None),
    "recommendations": (between(2, 3, "recommendations"), None, None),
    "resume-summary": (within(2, 3, "sentences"), None, None),
    "resume-projects": (within(2, 3, "projects"), None, None),
    "resume-pages": (Goal(Comparator.AT_MOST, 1, None, "page"), None, None),
    "resume-pages-at-most": (Goal(Comparator.AT_MOST, 2, None, "pages"), None, None),
    "applications-selected": (between(10, 15, "applications"), None, Counted.APPLICATIONS),
    "posts-monthly": (at_least(1, "post"), Period.MONTH, Counted.POSTS),
    "medium-before-screen": (between(50, 100, "problems"), None, Counted.PROBLEMS),
    "leetcode-solved": (at_least(150, "problems"), None, Counted.PROBLEMS),
    "designs": (between(10, 20, "designs"), None, Counted.DESIGNS),
    "stories-ready": (between(5, 7, "stories"), None, Counted.STORIES),
    "kaggle-rank": (Goal(Comparator.AT_MOST, 10, None, "%"), None, None),
    "intro-length": (Goal(Comparator.AT_MOST, 2, None, "minutes"), None, None),
}
PAY = {
    # level: base, stock, bonus, total, top companies
    "Junior ML Engineer, ": ("$100K-150K", "$20K-50K", "$10K-30K", "$130K-230K", ""),
    "ML Engineer, 2-4": ("$150K-200K", "$50K-100K", "$20K-50K", "$220K-350K", "$300K-450K"),
    "Senior ML Engineer, ": ("$180K-250K", "$100K-300K", "$30K-80K", "$310K-630K", "$400K-700K"),
    "Staff ML Engineer, ": ("$220K-300K", "$200K-500K", "$50K-150K", "$470K-950K", "$600K-1.2M"),
}
PLACES_OF_PAY = {
    "SF Bay Area": "$140K-200K",
    "Seattle": "$130K-180K",
    "New York City": "$130K-190K",
    "Austin": "$110K-150K",
    "Remote, United States": "$100K-140K",
}
