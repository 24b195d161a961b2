"""Structured logs with secrets taken out, for our own lines and for every library's."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from typing import Any

import structlog

HANDLER = "cohort"
"""The name of our handler, so that setting up twice does not log twice."""

MASK = "[redacted]"

OURS = ("bot", "cogs")

CHATTY = ("apscheduler", "alembic", "sqlalchemy")
"""Libraries whose INFO tells of every step."""

VOICELESS = "is not installed, voice will NOT be supported"
"""What discord.py warns of at every start; Cohort never speaks."""

PATTERNS = (
    # A bot token: base64 of the id, a timestamp, an HMAC. https://discord.com/developers/docs/reference
    re.compile(r"[\w-]{20,30}\.[\w-]{5,8}\.[\w-]{25,110}"),
    # Interaction and webhook URLs carry a token that works for 15 minutes, or for ever.
    re.compile(r"(?<=/webhooks/)(\d{15,21})/[\w.-]{20,}"),
    re.compile(r"(?<=/interactions/)(\d{15,21})/[\w.-]{20,}"),
    # An encryption key: 32 bytes in URL-safe base64.
    re.compile(r"(?<![\w-])[\w-]{43}=(?![\w=-])"),
    # Passwords in connection URLs.
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),
)


class Redactor:
    """Replaces known secrets and everything shaped like one in a finished log line."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets if len(secret) >= 8 for form in _written(secret)}
        self._secrets = sorted(forms, key=len, reverse=True)

    def clean(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        for pattern in PATTERNS:
            text = pattern.sub(MASK, text)
        return text


def _written(secret: str) -> set[str]:
    """A secret as lines write it: as it is, in JSON, and in the repr of whatever holds it."""
    in_json = {json.dumps(secret, ensure_ascii=each)[1:-1] for each in (True, False)}
    shown = repr(secret)[1:-1]
    return {secret, shown, json.dumps(shown, ensure_ascii=False)[1:-1], *in_json}


class _RedactingFormatter(logging.Formatter):
    """Redacts last, so that tracebacks and other libraries' lines are covered too."""

    def __init__(self, inner: logging.Formatter, redactor: Redactor) -> None:
        super().__init__()
        self._inner = inner
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """Render, then redact."""
        return self._redactor.clean(self._inner.format(record))


def set_up_logging(level: str, form: str, secrets: Iterable[str] = ()) -> None:
    """Send everything to standard error: JSON lines, or readable ones on a terminal."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    # Never with local variables: they hold what people wrote.
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    inner = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *([structlog.processors.format_exc_info] if as_json else []),
            renderer,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_RedactingFormatter(inner, Redactor(secrets)))
    handler.set_name(HANDLER)
    root = logging.getLogger()
    root.handlers[:] = [*(other for other in root.handlers if other.get_name() != HANDLER), handler]
    _set_levels(level)
    logging.getLogger("discord.client").addFilter(_of_more_than_voice)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _of_more_than_voice(record: logging.LogRecord) -> bool:
    return VOICELESS not in str(record.msg)


def _set_levels(level: str) -> None:
    """DEBUG is for our own lines only.

    What libraries say there repeats what they were given: whole payloads with their tokens, statements with
    what people wrote. Their INFO is enough to follow a connection, their warnings where they are chatty.
    """
    wanted, root = logging.getLevelNamesMapping()[level], logging.getLogger()
    root.setLevel(max(logging.INFO, wanted))
    for name in OURS:
        logging.getLogger(name).setLevel(wanted if wanted < logging.INFO else logging.NOTSET)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, wanted))


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """A structured logger: `log.info("delivery.sent", delivery=7)`."""
    return structlog.stdlib.get_logger(name)
