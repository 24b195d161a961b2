"""The only way to ask what time it is."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Something that knows the present moment, as an aware UTC datetime."""

    def now(self) -> datetime: ...
