"""Lists under which licences stands what a running bot needs: `make licences` writes docs/licences.md."""

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
NEEDED = "image.txt"
"""The lock file of a running bot, with the driver for PostgreSQL."""

STATED_OTHERWISE = {
    # Not installed on every system, so written down by hand.
    "audioop-lts": "PSF-2.0",
    "colorama": "BSD-3-Clause",
    # It states the licences of all that its wheels carry, among them GCC's libgfortran: GPL-3.0-or-later WITH
    # GCC-exception-3.1, whose exception lets everybody use and pass on what is linked with it.
    "scipy": "BSD-3-Clause",
}

COPYLEFT = re.compile(r"(?<!L)GPL|AGPL|GNU (Affero )?General Public", re.IGNORECASE)
"""Stronger than the LGPL."""

SHORT = 60
"""Characters; what is longer is the text of a licence and not its name."""

_PACKAGE = re.compile(r"([\w.\-]+)(?:\[.*?\])?==")
_CLASSIFIER = "License :: "
_HEAD = """\
# Licences

What a running bot needs besides Cohort, also on PostgreSQL, and under which licence each package says it
stands. Made from `requirements/image.txt` by `make licences`; a test keeps it up to date and refuses what is
stronger than the LGPL.

| package | licence |
|---|---|
"""


def locked(name: str) -> dict[str, str]:
    """The packages of a lock file, by name, each with all that stands below it."""
    blocks = re.split(r"\n(?=[a-zA-Z0-9])", (ROOT / "requirements" / name).read_text(encoding="utf-8"))
    return {match[1]: block for block in blocks if (match := _PACKAGE.match(block))}


def stated(package: str) -> list[str]:
    """Everything that an installed package says of its licence, the most exact first.

    Raises PackageNotFoundError.
    """
    about = metadata.metadata(package)
    classifiers = [each for each in about.get_all("Classifier") or [] if each.startswith(_CLASSIFIER)]
    said = [*(about.get_all("License-Expression") or []), *(about.get_all("License") or []), *classifiers]
    return [each.strip() for each in said if each.strip() and each.strip().upper() != "UNKNOWN"]


def licence(package: str) -> str | None:
    """The name of its licence; None when it names none. Raises PackageNotFoundError."""
    if package in STATED_OTHERWISE:
        return STATED_OTHERWISE[package]
    short = [each.rpartition(" :: ")[2] for each in stated(package) if len(each) <= SHORT or " :: " in each]
    return next(iter(short), None)


def page() -> str:
    """The list as Markdown.

    Raises PackageNotFoundError, or LookupError for a package that names no licence.
    """
    rows: list[str] = []
    for package in locked(NEEDED):
        name = licence(package)
        if name is None:
            raise LookupError(f"{package} names no licence: look it up, and add it to STATED_OTHERWISE")
        rows.append(f"| {package} | {name} |\n")
    return _HEAD + "".join(rows)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
