"""As much GraphQL as LeetCode's clients write: aliases, arguments, variables; unknown fields are refused."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|\$?\w+|[{}():!\[\]]')

Types = Mapping[str, Mapping[str, str | None]]
"""Fields of each type, with the type of what they hold; None for a plain value."""


class Refused(Exception):
    """The query is not valid: what a 400 says."""


@dataclass(frozen=True, slots=True)
class Selected:
    """One selected field under the name that the answer has for it; plain values have no `fields`."""

    name: str
    shown_as: str
    arguments: Mapping[str, Any]
    fields: "tuple[Selected, ...]"


class _Reader:
    def __init__(self, text: str, variables: Mapping[str, Any]) -> None:
        self._tokens = TOKENS.findall(text)
        self._variables = variables
        self._at = 0

    def operation(self) -> tuple[Selected, ...]:
        while self._peek() != "{":
            self._skip_brackets() if self._peek() == "(" else self._next()
        return tuple(self._fields())

    def _fields(self) -> Iterator[Selected]:
        self._take("{")
        while self._peek() != "}":
            shown_as = name = self._next()
            if self._peek() == ":":
                self._next()
                name = self._next()
            arguments = dict(self._arguments()) if self._peek() == "(" else {}
            inner = tuple(self._fields()) if self._peek() == "{" else ()
            yield Selected(name, shown_as, arguments, inner)
        self._take("}")

    def _arguments(self) -> Iterator[tuple[str, Any]]:
        self._take("(")
        while self._peek() != ")":
            name = self._next()
            self._take(":")
            yield name, self._value(self._next())
        self._take(")")

    def _value(self, token: str) -> Any:
        if token.startswith("$"):
            if token[1:] not in self._variables:
                raise Refused(f'Variable "{token}" is not defined.')
            return self._variables[token[1:]]
        return token.strip('"') if token.startswith('"') else int(token)

    def _skip_brackets(self) -> None:
        while self._next() != ")":
            pass

    def _peek(self) -> str:
        if self._at == len(self._tokens):
            raise Refused("Syntax Error: Unexpected <EOF>.")
        return self._tokens[self._at]

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _take(self, wanted: str) -> None:
        if (token := self._next()) != wanted:
            raise Refused(f'Syntax Error: Expected "{wanted}", found "{token}".')


def parse(text: str, variables: Mapping[str, Any]) -> tuple[Selected, ...]:
    """What the first operation in `text` selects, with its variables filled in. Raises Refused."""
    return _Reader(text, variables).operation()


def check(selected: tuple[Selected, ...], types: Types, name: str = "Query") -> None:
    """Raises Refused, in the server's words, for a field that its type does not have."""
    known = types[name]
    for field in selected:
        if field.name not in known:
            close = difflib.get_close_matches(field.name, known, 1, 0.5)
            hint = f' Did you mean "{close[0]}"?' if close else ""
            raise Refused(f'Cannot query field "{field.name}" on type "{name}".{hint}')
        inner = known[field.name]
        if (inner is None) == bool(field.fields):
            raise Refused(f'Field "{field.name}" of type "{inner}" must have a selection of subfields.')
        if inner is not None:
            check(field.fields, types, inner)


def shaped(value: Any, fields: tuple[Selected, ...]) -> Any:
    """Only what was asked for, under the names it was asked for by."""
    if isinstance(value, list):
        return [shaped(each, fields) for each in value]
    if value is None or not fields:
        return value
    return {field.shown_as: shaped(value[field.name], field.fields) for field in fields}
