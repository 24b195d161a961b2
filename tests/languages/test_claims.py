"""Boxes, numbers, milestones and checklists: every word around the author's is in the catalogues."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice, product

import pytest

from bot.domain.branch_errors import NoSuchSection
from bot.domain.claim_errors import AmbiguousClaim, NotWhole, PartWithoutBoxes
from bot.domain.claim_record import Nearness
from bot.domain.claims import Tally, TargetPlace
from bot.domain.counting import Count
from bot.domain.errors import CohortError
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_claims import (
    Checklist,
    Claim,
    Comparator,
    Evidence,
    EvidenceKind,
    Goal,
    Milestone,
    Share,
    Target,
)
from bot.domain.roadmap_terms import Counted, Obligation, Period
from bot.domain.roadmap_time import Deadline, SpanUnit
from bot.domain.targets import Measurement, Standing, standing
from bot.services.claims import BoardPage
from bot.services.targets import TargetCard
from bot.ui.claims import board_layout
from bot.ui.language import use
from bot.ui.sentences import sentence
from bot.ui.target_words import count_text, target_line
from bot.ui.targets import ReportForm, target_layout, target_lines
from tests.languages.pseudo import untranslated, words_of
from tests.languages.seen import words_seen
from tests.ui.test_claims import (
    OWNER,
    TODAY,
    boards,
    layouts,
    lists,
    longest,
    numbers,
    problems,
    record,
    stones,
)

DAYS = tuple(Deadline(unit, first, 3) for unit in SpanUnit for first in (2, 3))
GOALS = (
    *(Goal(comparator, 5, unit="zzu") for comparator in set(Comparator) - {Comparator.BETWEEN}),
    *(Goal(Comparator.BETWEEN, 5, 7, "zzu", bound=bound) for bound in (True, False)),
    *(Goal(comparator, 90, unit="%") for comparator in (Comparator.AT_LEAST, Comparator.LESS_THAN)),
)


@pytest.fixture(autouse=True)
def spoken(pseudo: str) -> None:
    use(pseudo)


def author() -> Roadmap:
    """One of everything, in words of the author's own."""
    kinds = tuple(Evidence(kind, "zzp") for kind in EvidenceKind)
    claims = (
        Claim("a", "zza", "zzd", kinds),
        Claim("b", "zzb", obligation=Obligation.OPTIONAL),
        *(Claim(f"c{each}", "zzc", "zzd") for each in range(30)),
    )
    items = (Item("work", ItemKind.TASK, "zzi", 60), Item("more", ItemKind.TASK, "zzj", 60))
    sections = tuple(
        Section(key, key, "zzt", (item,), checkpoint=claims)
        for key, item in zip(("zzs", "zzr"), items, strict=True)
    )
    goals = tuple(targets())
    checklists = (
        Checklist("l1", "zzl", claims[:2], goals),
        Checklist("l2", "zzm", claims, self_test=True, detail="zzd"),
        Checklist("l3", "zzo", claims[:1]),
    )
    milestones = tuple(Milestone(f"m{n}", "zzq", by, claims, goals[:2]) for n, by in enumerate(DAYS))
    return Roadmap("zzx", "v", "zzy", "zzd", 600, sections, milestones=milestones, checklists=checklists)


def targets() -> Iterator[Target]:
    """Targets of every kind of goal, each for every period."""
    split = (Share("zzk", Goal(Comparator.AT_LEAST, 3, unit="zzu")),)
    for n, (goal, per) in enumerate(product(GOALS, (None, *Period))):
        yield Target(f"t{n}", "zzn", goal, basis="zzb", per=per, by=Deadline(), detail="zzd", soft=n % 2 == 0)
    for counts in (Counted.PROBLEMS, Counted.POSTS):
        yield Target(f"u{counts}", "zzn", GOALS[0], counts=counts, split=split, by=DAYS[0])


AUTHOR = ["zzus", *(word for word in words_of(author()) if word.startswith("zz"))]


def missed(words: list[str]) -> list[str]:
    """The words that passed no catalogue."""
    return untranslated(words, AUTHOR)


@pytest.mark.parametrize("filled", [False, True])
def test_no_word_on_a_page_misses_the_catalogue(filled: bool) -> None:
    found = record(author(), filled=filled)
    every = layouts(found)
    assert len(every) > 60
    assert missed(words_seen(*every)) == []


@pytest.mark.parametrize("near", Nearness)
def test_where_a_list_is(near: Nearness) -> None:
    found = record(author(), filled=True)
    board = next(iter(found.claims.boards.values()))
    page = BoardPage(*OWNER, board, found.boxes(board.claims), Tally(1, 2), None, None, near)
    assert missed(words_seen(board_layout(page))) == []


def standings() -> Iterator[Standing]:
    """Targets reached, missed and never reported, with a word of the member's, a count, or both."""
    place, day = TargetPlace(next(targets()), owner="zzl"), timedelta(days=1)
    reports = (Measurement(1, 1, None, TODAY), Measurement(2, 100, "https://example.org", TODAY - 200 * day))
    for target, counted, history in product(
        targets(),
        (None, Count(1, {"zzk": 1}), Count(9.5, {"zzk": 9}, logged=True)),
        ((), reports, reports[1:]),
    ):
        for due in (None, TODAY, TODAY - day):
            yield standing(replace(place, target=target), counted, history, due, TODAY)


async def test_numbers_reported_counted_and_due() -> None:
    every = [*standings()]
    words = [line for each in every for line in (*target_line(each, TODAY), count_text(each))]
    assert missed(words) == []
    found = record(author(), filled=False)
    cards = [TargetCard(*OWNER, found, each) for each in every]
    assert missed(words_seen(*map(target_layout, cards), ReportForm(cards[0]))) == []
    assert missed([target_lines(every[:20], TODAY, 2_000)]) == []


def test_the_longest_pages_still_fit_a_message_in_a_longer_language() -> None:
    found = record(longest(), filled=True)
    views = [view for pages in (boards, stones, lists, numbers) for view in islice(pages(found), 3)]
    assert max(view.content_length() for view in views) <= 4_000
    assert [problem for view in views for problem in problems(view)] == []


@pytest.mark.parametrize(
    "error",
    [
        AmbiguousClaim("box", "zza", ("zzb", "zzc")),
        AmbiguousClaim("number", "zza", ("zzb",) * 7),
        PartWithoutBoxes("zza", None),
        PartWithoutBoxes("zza", "zzb"),
        NotWhole(1.5, "zzu"),
        NoSuchSection("zza"),
        NoSuchSection("zza", ("zzb", "zzc")),
    ],
)
def test_what_is_not_found(error: CohortError) -> None:
    assert missed([sentence(error)]) == []
