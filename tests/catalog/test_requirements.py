"""The format can say everything five very different roadmaps need: requirements D1 to D55, one by one."""

import pytest

from tests.catalog.cases_library import LIBRARY_CASES
from tests.catalog.cases_numbers import NUMBER_CASES
from tests.catalog.cases_plan import PLAN_CASES
from tests.catalog.roadmaps import Case, parsed

CASES = [*PLAN_CASES, *NUMBER_CASES, *LIBRARY_CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_author_can_write_it_and_the_bot_reads_it(case: Case) -> None:
    assert case.read(parsed(case.snippet)) == case.expected


def test_every_requirement_has_a_case() -> None:
    covered = {case.id.split()[0] for case in CASES}
    assert covered == {f"D{number}" for number in range(1, 56)}
