"""Hearing the errors that the bot handles itself and only logs."""

import contextlib
import logging
from collections.abc import Callable, Generator


class Ear(logging.Handler):
    """Passes on the exception of every log record that carries one."""

    def __init__(self, tell: Callable[[BaseException], None]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """Take the exception out of the record; lines without one are for the log alone."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._tell(error)


@contextlib.contextmanager
def listening(tell: Callable[[BaseException], None]) -> Generator[None, None, None]:
    """Hear everything that is logged with an exception until the end of the block."""
    ear = Ear(tell)
    logging.getLogger().addHandler(ear)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(ear)
