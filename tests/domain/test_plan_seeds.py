"""A plan does not depend on the order in which this or that process happens to walk a set."""

import os
import subprocess
import sys

SCRIPT = """
import hashlib
from datetime import date
from bot.catalog import Catalog
from bot.domain.pace import Pace
from bot.domain.planning import lay_out, pace_by, work_of
from bot.domain.roadmap_choices import Choices

start, days = date(2026, 1, 5), frozenset({0, 2, 3, 5})
for roadmap in Catalog.built_in().all():
    roles = frozenset(role.key for role in roadmap.roles)
    industries = frozenset(each.key for each in roadmap.industries)
    choices = Choices(roles=roles, industries=industries)
    work = work_of(roadmap, choices, had={"have-programming", "final-sql"})
    plan = lay_out(work, Pace(600, days), start)
    pace = pace_by(work, days, start, date(2026, 12, 1), epoch=start)
    print(roadmap.id, hashlib.sha256(repr((work, plan, pace)).encode()).hexdigest())
"""


def plans(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_every_seed_gives_the_same_plans() -> None:
    first = plans("0")
    assert len(first.splitlines()) >= 5
    assert all(plans(seed) == first for seed in ("1", "4242"))
