"""An export as files: one JSON document that loses nothing, and tables for a spreadsheet."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.domain.personal_data import FORMAT, PersonalData, Record, plain, sheets
from bot.domain.personal_data_errors import ExportTooLarge
from bot.domain.personal_data_sheets import csv_sheet
from bot.ui.language import _
from bot.ui.personal_data_sections import OTHERS, SECTIONS, UNREADABLE, WHAT
from bot.version import VERSION

DOCUMENT = "cohort-data.json"

MIB = 1024 * 1024
PLAIN_BYTES = 8 * MIB
"""A document beyond this is packed."""

MESSAGE_BYTES = 19 * MIB // 2
"""All files of one message together; Discord takes 10 MiB from anybody, and the message itself needs room."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files by name, the document first. `left_out` names the tables for which no room was left, `unread`
    counts texts that could not be opened."""

    files: dict[str, bytes]
    left_out: tuple[str, ...] = ()
    unread: int = 0

    @property
    def packed(self) -> bool:
        """Whether the document has to be unpacked first."""
        return DOCUMENT not in self.files


def document(data: PersonalData) -> bytes:
    """Everything, as JSON in UTF-8 that a person can read too: its keys are English, what explains them is in
    the reader's language.
    """
    about: dict[str, Any] = {
        "what": _(WHAT),
        "made_at": plain(data.made_at),
        "cohort_version": VERSION,
        "format": FORMAT,
        "server_id": str(data.guild_id),
        "your_id": str(data.user_id),
        "time_zone": data.zone,
        "sections": {name: _(SECTIONS.get(name, "")) for name in data.sections},
    }
    if data.unread:
        about["unreadable"] = [_(UNREADABLE), *(asdict(each) for each in data.unread)]
    sections = {name: _rows(name, rows) for name, rows in data.sections.items()}
    text = json.dumps({"about": about, **sections}, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace")


def _rows(section: str, rows: Iterable[Record]) -> list[dict[str, Any]]:
    beside = {"other_person": _(OTHERS[section])} if section in OTHERS else {}
    return [{**{name: plain(value) for name, value in row.items()}, **beside} for row in rows]


def parcel(data: PersonalData, plain_bytes: int = PLAIN_BYTES, message_bytes: int = MESSAGE_BYTES) -> Parcel:
    """The files of an export, as many as fit into one message. Raises ExportTooLarge if not even the document
    does. Takes as long as there is data: run it in a thread.
    """
    raw = document(data)
    name, content = DOCUMENT, raw
    if len(raw) > min(plain_bytes, message_bytes):
        name, content = f"{DOCUMENT}.gz", gzip.compress(raw, mtime=0)
    if len(content) > message_bytes:
        raise ExportTooLarge(len(content), message_bytes)
    tables = ((f"{sheet.name}.csv", csv_sheet(sheet.columns, sheet.rows)) for sheet in sheets(data))
    return replace(_filled({name: content}, tables, message_bytes), unread=len(data.unread))


def _filled(files: dict[str, bytes], tables: Iterable[tuple[str, bytes]], room: int) -> Parcel:
    room -= sum(map(len, files.values()))
    left_out: list[str] = []
    for name, content in tables:
        if len(content) <= room:
            files[name] = content
            room -= len(content)
        else:
            left_out.append(name)
    return Parcel(files, tuple(left_out))
