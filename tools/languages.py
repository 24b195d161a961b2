"""Brings the catalogues up to date: `make languages`. New texts wait in the .po for their translation.

`python -m tools.languages CODE` begins another language. What is not translated yet stays English.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.domain.languages import ENGLISH, NAMES
from bot.ui.language import DOMAIN, FOLDER
from tools.languages_check import faults
from tools.languages_found import found

KEPT = "Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"
"""Headers that gettext needs; the others say who and when, as the version control does better."""


EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

HEADER = re.compile(rb'"([A-Z][A-Za-z-]+): .*\\n"$')


def po_path(code: str) -> Path:
    """Where the translations of a language are written."""
    return FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(code: str) -> Catalog:
    """The translations of a language; empty for one that has none yet."""
    path = po_path(code)
    if not path.exists():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str, template: Catalog) -> Catalog:
    """The translations with exactly the texts of `template`: a changed text is a new one."""
    old, new = read(code), Catalog(locale=code, fuzzy=False, charset="utf-8")
    new.header_comment = (
        f"# Cohort in {NAMES.get(code, code)}. Written by `make languages`; fill in the translations."
    )
    for message in template:
        if message.id:
            before = old.get(message.id, message.context)
            string = before.string if before is not None and before.id == message.id else None
            new.add(
                message.id, string, auto_comments=sorted(set(message.auto_comments)), context=message.context
            )
    return new


def po_text(catalogue: Catalog) -> bytes:
    """The .po: sorted, without anything that changes by itself."""
    raw = io.BytesIO()
    write_po(raw, catalogue, width=100, no_location=True, sort_output=True)
    return b"".join(line for line in raw.getvalue().splitlines(keepends=True) if _stays(line))


def mo_text(catalogue: Catalog) -> bytes:
    """The .mo of what is translated."""
    raw = io.BytesIO()
    read_back = read_po(io.BytesIO(po_text(catalogue)), locale=catalogue.locale)
    # Babel writes the present minute where the header tells none.
    read_back.creation_date = read_back.revision_date = EPOCH
    write_mo(raw, read_back)
    return raw.getvalue()


def _stays(line: bytes) -> bool:
    header = HEADER.match(line)
    return header is None or header[1].decode() in KEPT


def update(code: str, template: Catalog) -> list[str]:
    """Write both files of a language; returns what is wrong with its translations."""
    catalogue, path = updated(code, template), po_path(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_text(catalogue))
    path.with_suffix(".mo").write_bytes(mo_text(catalogue))
    return [fault for message in catalogue if message.id for fault in faults(message, catalogue)]


def main(codes: list[str]) -> int:
    """Update these languages, or all that there are; 1 when something is wrong with one."""
    template, wrong = found(), 0
    for code in codes or [code for code in NAMES if code != ENGLISH]:
        problems = update(code, template)
        wrong += len(problems)
        sys.stdout.write("".join(f"{code}: {problem}\n" for problem in problems[:40]))
        sys.stdout.write(f"{code}: {len(template)} texts, {len(problems)} faults\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
