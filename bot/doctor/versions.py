"""Python and the packages, against what this version of Cohort is made for."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, requires, version

from bot.doctor.finding import Finding, fine, problem
from bot.version import VERSION

OLDEST_PYTHON = (3, 11)

INSTALL = "Install Cohort again with its own requirements: make setup, or pip install --upgrade cohort."

_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(\[[\w,.-]*])?(?P<bounds>[^;]*)")
_BOUND = re.compile(r"(>=|<)\s*([\d.]+)")


def python_version(running: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Cohort's own version, and Python's."""
    shown = ".".join(map(str, running))
    if running[:2] < OLDEST_PYTHON:
        sentence = f"Python {shown} is older than Cohort supports."
        return problem("python", sentence, "Use Python 3.11 or newer.", python=shown)
    return fine("python", f"Cohort {VERSION} on Python {shown}.", python=shown, cohort=VERSION)


def package_versions(wanted: Iterable[str] | None = None, found: Callable[[str], str] = version) -> Finding:
    """Every package that Cohort needs, with a version that it was made for."""
    needed = list(_needed(requires("cohort") or () if wanted is None else wanted))
    wrong = [said for name, bounds in needed if (said := _wrong(name, bounds, found))]
    if wrong:
        return problem("packages", f"Not as Cohort needs them: {', '.join(wrong)}.", INSTALL, wrong=wrong)
    return fine("packages", f"All {len(needed)} packages have versions that Cohort supports.")


def _needed(requirements: Iterable[str]) -> Iterable[tuple[str, Mapping[str, str]]]:
    """Name and bounds of what is needed in any case: extras carry a condition."""
    for requirement in requirements:
        if ";" not in requirement and (read := _REQUIREMENT.match(requirement)):
            yield read["name"], dict(_BOUND.findall(read["bounds"]))


def _wrong(name: str, bounds: Mapping[str, str], found: Callable[[str], str]) -> str:
    try:
        here = found(name)
    except PackageNotFoundError:
        return f"{name} is missing"
    too_old = ">=" in bounds and _numbers(here) < _numbers(bounds[">="])
    too_new = "<" in bounds and _numbers(here) >= _numbers(bounds["<"])
    limits = ",".join(sign + number for sign, number in bounds.items())
    return f"{name} {here} (needs {limits})" if too_old or too_new else ""


def _numbers(text: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", text)[0])]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
