"""What is asked of a member, whatever the roadmap: the chosen branch, once, in an order that can be done."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.planning import Work, work_of
from bot.domain.roadmap import Obligation, Place, Roadmap, Section
from bot.domain.roadmap_choices import Choices
from tests.domain.strategies_roadmaps import chosen, claims, every_section, named, roadmaps


@st.composite
def members(draw: st.DrawFn, *, needs: bool = True, parallel: bool = True) -> tuple[Roadmap, Choices]:
    roadmap = draw(roadmaps(needs=needs, parallel=parallel))
    return roadmap, draw(chosen(roadmap))


def wanted(roadmap: Roadmap, choices: Choices, duties: set[Obligation]) -> dict[str, Place]:
    return {
        place.item.key: place
        for place in roadmap.places(choices)
        if place.item.minutes and place.item.obligation in duties
    }


def keys(work: Work) -> list[str]:
    return [item.key for item in work.items]


@given(members(), st.booleans())
def test_every_item_of_the_chosen_branch_is_asked_once_with_its_minutes(
    member: tuple[Roadmap, Choices], optional: bool
) -> None:
    roadmap, choices = member
    duties = {Obligation.REQUIRED} | ({Obligation.OPTIONAL} if optional else set[Obligation]())
    places = wanted(roadmap, choices, duties)
    work = work_of(roadmap, choices, optional=optional)
    assert Counter(keys(work)) == Counter(list(places))
    assert all(item.minutes == places[item.key].item.minutes for item in work.items)


@given(members(), st.data())
def test_what_a_claim_covers_is_left_out_for_who_had_it(
    member: tuple[Roadmap, Choices], data: st.DataObject
) -> None:
    roadmap, choices = member
    had = data.draw(st.sets(st.sampled_from([claim.key for claim in claims(roadmap)])))
    covered = {key for claim in claims(roadmap) if claim.key in had for key in claim.covers}
    whole = work_of(roadmap, choices)
    places = wanted(roadmap, choices, {Obligation.REQUIRED, Obligation.OPTIONAL})
    left = [key for key in keys(whole) if not named(places[key]) & covered]
    assert keys(work_of(roadmap, choices, had=had)) == left


@given(members())
def test_what_is_needed_comes_first(member: tuple[Roadmap, Choices]) -> None:
    roadmap, choices = member
    places = wanted(roadmap, choices, {Obligation.REQUIRED, Obligation.OPTIONAL})
    done: set[str] = set()
    for key in keys(work_of(roadmap, choices)):
        for need in places[key].item.needs:
            assert {other for other, place in places.items() if need in named(place)} <= done
        done.add(key)


@given(members(parallel=False))
def test_without_parallel_sections_the_reading_order_rules(member: tuple[Roadmap, Choices]) -> None:
    roadmap, choices = member
    places = wanted(roadmap, choices, {Obligation.REQUIRED, Obligation.OPTIONAL})
    assert keys(work_of(roadmap, choices)) == list(places)


@given(members(needs=False))
def test_beside_each_other_every_section_keeps_its_own_order(member: tuple[Roadmap, Choices]) -> None:
    roadmap, choices = member
    ordered = keys(work_of(roadmap, choices))
    places = wanted(roadmap, choices, {Obligation.REQUIRED, Obligation.OPTIONAL})
    for section in (None, *every_section(roadmap.sections)):
        lane = [key for key, place in places.items() if in_lane(place, section)]
        assert [key for key in ordered if key in lane] == lane


def in_lane(place: Place, section: Section | None) -> bool:
    """Whether it is done in the flow of a section (None: of the roadmap), not in one that runs beside it."""
    names = [each.key for each in place.path]
    if section is not None and section.key not in names:
        return False
    below = place.path[names.index(section.key) + 1 :] if section else place.path
    return not any(each.parallel for each in below)


@given(members())
def test_the_clock_of_the_roadmap_never_runs_back(member: tuple[Roadmap, Choices]) -> None:
    days = [item.day for item in work_of(*member).items]
    assert days == sorted(days)
    assert all(day >= 0 for day in days)


@given(members(), st.data())
def test_a_choice_taken_back_leaves_no_trace(member: tuple[Roadmap, Choices], data: st.DataObject) -> None:
    roadmap, choices = member
    before = work_of(roadmap, choices)
    other = work_of(roadmap, data.draw(chosen(roadmap)))
    assert work_of(roadmap, choices) == before
    assert other.threads == before.threads


@given(members())
def test_needs_in_a_circle_lose_nothing(member: tuple[Roadmap, Choices]) -> None:
    roadmap, choices = member
    sections = tuple(replace(section, items=_all_needing(section)) for section in roadmap.sections)
    circle = replace(roadmap, sections=sections)
    assert Counter(keys(work_of(circle, choices))) == Counter(keys(work_of(roadmap, choices)))


def _all_needing(section: Section):
    return tuple(replace(item, needs=(section.key,)) for item in section.items)
