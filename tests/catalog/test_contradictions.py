"""What the documents contradict or leave open stays visible as notes, and nobody's claim becomes a fact."""

import pytest

from bot.domain.roadmap_terms import Note
from tests.catalog.built_in import ROADMAPS
from tests.catalog.test_source_lines import everything

CONTRADICTIONS = [
    # what does not agree, where, the words that say so
    ("40 h a week, but day blocks of 63 h", "production-intensive", "add up to 63 h before Sunday"),
    ("two weeks of 30 h among weeks of 40 h", "production-intensive", "30 h a week, while every other week"),
    ("5-10 applications, here a day", "junior-to-job-ready", "rate is per day"),
    ("5-10 applications, here a day", "production-intensive", "counted per day here"),
    ("5-10 applications, here a week", "ml-career", "counted per week here"),
    ("50 generic applications are bad", "ml-career", "10-15 chosen applications over 50 generic ones"),
    ("3, 5 and 10 mocks", "production-intensive", "3 or more by week 12, 10 or more by month 3"),
    (
        "30, 50 and 50-100 applications",
        "production-intensive",
        "30 or more by week 12, 50 or more by month 3",
    ),
    ("a portfolio launched before it is built", "production-intensive", "counts as launched in month 1"),
    ("two blog posts, one of them planned", "production-intensive", "two blog posts, while only weeks 6-7"),
    ("apply from 70 %, or in week 20", "junior-to-job-ready", "begin at 70 % confidence"),
    ("3-4 h a day, blocks of 3.0 h", "junior-to-job-ready", "two blocks add up to 3.0 h"),
    ("3-4 h a day, blocks of 3.5 h", "junior-to-job-ready", "three blocks add up to 3.5 h"),
    ("4-5 h a day, blocks of 5.0 h", "junior-to-job-ready", "blocks add up to 5.0 h"),
    ("milestones before their weeks", "junior-to-job-ready", "milestones run ahead"),
    ("3-6 months, 20 weeks", "junior-to-job-ready", "numbered weeks are 20 (about 4.6 calendar months)"),
    ("month 6 without tasks", "junior-to-job-ready", "Month 6 has milestones but no tasks"),
    ("two, one and 2-3 projects", "category-b", "All three numbers are kept"),
    ("two classical projects or one", "category-b", "two classical projects, the list of required projects"),
    ("mandatory, but without a time", "category-b", "Marked mandatory, yet without any months"),
    ("stages that overlap", "category-b", "order of the stages is not the order of time"),
    ("three timelines", "ml-career", "Three timelines overlap without being reconciled"),
    ("three numbers of coding problems", "ml-career", "Three targets for coding are not reconciled"),
    ("negotiate always, or not without offers", "ml-career", "negotiation lists disagree"),
    (
        "Blind 75 after four weeks",
        "deep-dive-16w",
        "all 75 problems after four weeks, while week 1 asks for 15",
    ),
    ("no hours anywhere", "deep-dive-16w", "no hours per week or day"),
    ("phases with two names", "deep-dive-16w", 'the schedule "Phase I: CS & Data Fundamentals"'),
    ("phases with two names", "deep-dive-16w", 'the schedule "Phase IV: The Pro"'),
    ("phases with two numerals", "deep-dive-16w", "Arabic numerals and longer names in the overview"),
    (
        "a book with two titles",
        "deep-dive-16w",
        'Chip Huyen\'s title as "Designing Machine Learning Systems"',
    ),
    ("a book without an author", "junior-to-job-ready", '"Machine Learning System Design" without an author'),
    ("a file with two names", "production-intensive", "links to MODEL_DEPLOYMENT_CHECKLIST.md"),
    ("a free plan that is gone", "production-intensive", "Heroku ended its free plans"),
    ("services that come and go", "ml-career", "Papers with Code, AngelList, Kaggle Jobs, RemoteML"),
    ("services that come and go", "junior-to-job-ready", "not checked after December 2025"),
    ("offers by month 5 or 6", "production-intensive", "a hope, not a fact"),
    ("from 50 applications to 1-2 offers", "production-intensive", "an expectation nobody has checked"),
    ("pay beyond its own range", "ml-career", "reach beyond the range given for the whole country"),
]
CLAIMS = [
    # what the source claims without a proof
    ("production-intensive", "$100K-$145K"),
    ("production-intensive", "$144K-$200K"),
    ("production-intensive", "30-50 %"),
    ("ml-career", "$100K-150K"),
    ("ml-career", "3 to 5 times as likely"),
    ("production-intensive", "offers by month 5 or 6"),
    ("production-intensive", "thousands of people"),
    ("junior-to-job-ready", "finds a place"),
    ("category-b", "20 %"),
]


def notes(roadmap_id: str) -> list[str]:
    """The text of every note of a roadmap, wherever it stands."""
    return [each.text for each in everything(ROADMAPS[roadmap_id]) if isinstance(each, Note)]


@pytest.mark.parametrize(("what", "roadmap_id", "words"), CONTRADICTIONS)
def test_a_contradiction_stays_visible(what: str, roadmap_id: str, words: str) -> None:
    assert [text for text in notes(roadmap_id) if words in text], what


@pytest.mark.parametrize(("roadmap_id", "words"), CLAIMS)
def test_a_claim_nobody_checked_is_marked(roadmap_id: str, words: str) -> None:
    found = [fact for fact in ROADMAPS[roadmap_id].library.facts if words in fact.text]
    assert [fact.unproven for fact in found] == [True] * len(found) != []
