"""Cases of a test of which a few are enough each time; `make soak`, and with it CI, tries them all."""

from collections.abc import Iterable
from typing import Any

import pytest


def mostly_in_soak(cases: Iterable[Any], keep: int = 1) -> list[Any]:
    """For `parametrize`: the first `keep` cases are tried every time, the others by `make soak`."""
    listed = list(cases)
    return listed[:keep] + [_rare(case) for case in listed[keep:]]


def _rare(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.soak)
