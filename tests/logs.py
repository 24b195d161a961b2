"""What the log said, in its own words."""

from typing import Any, cast

import pytest


def told(caplog: pytest.LogCaptureFixture, event: str, field: str) -> list[Any]:
    """This field of every line about the event, oldest first."""
    lines = [cast("dict[str, Any]", record.msg) for record in caplog.records if isinstance(record.msg, dict)]
    return [line[field] for line in lines if line["event"] == event]
