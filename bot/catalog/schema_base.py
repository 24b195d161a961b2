"""What all parts of the roadmap format share: strictness, notations as types, references by key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Protocol, TypeVar, cast, runtime_checkable

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bot.catalog import scalars
from bot.domain.errors import TextEmpty
from bot.domain.inputs import clean_text
from bot.domain.languages import N_
from bot.domain.roadmap_claims import Goal
from bot.domain.roadmap_terms import Lines, Range, Weekday
from bot.domain.roadmap_time import Deadline, Duration
from bot.domain.words import Words

T = TypeVar("T")


class Node(BaseModel):
    """A mapping in the file. Unknown keys are refused: they are typing mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    noun: ClassVar[str] = ""


class Shorthand(Node):
    """A mapping that may be written as plain text when only its main field is given."""

    main_field: ClassVar[str] = "title"

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {cls.main_field: value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core)]}


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a field whose values are keys of these kinds of nodes."""

    nouns: tuple[str, ...]


@runtime_checkable
class _MakesDomain(Protocol):
    def domain(self) -> object: ...


def made(kind: Callable[..., T], model: BaseModel, /, **known: object) -> T:
    """Build the domain value whose fields have the names of the model's; `known` adds or replaces some.

    What the file leaves out (None) takes the domain's own default.
    """
    values = {name: _plain(getattr(model, name)) for name in _shared(kind, type(model))} | known
    return kind(**{name: value for name, value in values.items() if value is not None})


@cache
def _shared(kind: Callable[..., object], model: type[BaseModel]) -> Sequence[str]:
    return [field.name for field in fields(cast("Any", kind)) if field.name in model.model_fields]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in cast("tuple[object, ...]", value))
    return cast("_MakesDomain", value).domain() if _makes_domain(type(value)) else value


@cache  # a protocol takes its time to look, and a roadmap has thousands of values of a dozen types
def _makes_domain(kind: type) -> bool:
    return issubclass(kind, _MakesDomain)


def _is_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(Words(N_("must be a single value, not a list or mapping")))  # noqa: TRY004 (pydantic wants ValueError)
    return value.strip()


def notation(read: Callable[[str], object]) -> PlainValidator:
    """A value that this function reads from its text, or refuses with ValueError."""
    return PlainValidator(lambda value: read(_is_text(value)))


def _json(kind: str | list[str], *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, "examples": list(examples)})


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _days(value: object) -> tuple[Weekday, ...]:
    if isinstance(value, list):
        return scalars.weekdays([_is_text(part) for part in cast("list[object]", value)])
    return scalars.weekdays(_is_text(value))


def _single_line(text: str) -> str:
    if any(ord(character) < 32 for character in text):
        raise ValueError(Words(N_("must be a single line")))
    return text


def _shows_something(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    try:
        clean_text(text, "title", _MORE_THAN_ANY)
    except TextEmpty:
        raise ValueError(Words(N_("must hold a visible character"))) from None
    return text


_MORE_THAN_ANY = 10_000
"""Characters: how long it may be is checked before."""


_ONE_LINE = AfterValidator(lambda text: _shows_something(_single_line(text)))
_TEXT_OR_NUMBER = ["string", "number"]
_LIST_JSON = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Ref = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-/][a-z0-9]+)*$", max_length=128)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=100), _ONE_LINE]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300), _ONE_LINE]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Prompt = Annotated[Text, AfterValidator(_shows_something)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/$.?#][^\s]*$", max_length=500)]

Whole = Annotated[int, BeforeValidator(lambda value: scalars.whole(_is_text(value))), Field(ge=0)]
Level = Annotated[Whole, Field(ge=1, le=5)]
Flag = Annotated[bool, BeforeValidator(lambda value: scalars.yes_no(_is_text(value)))]
RangeText = Annotated[Range, notation(scalars.number_range), _json(_TEXT_OR_NUMBER, "5", "5-10", "50+")]
HoursText = Annotated[Range, notation(scalars.hours), _json(_TEXT_OR_NUMBER, "15", "2-3")]
MinutesText = Annotated[Range, notation(scalars.minutes), _json("string", "90m", "1h30m", "2-3h")]
SpanText = Annotated[
    tuple[int, int | None], notation(scalars.span), _json(["string", "integer"], "3", "6-7", "13+")
]
DurationText = Annotated[Duration, notation(scalars.duration), _json("string", "16 weeks", "3-6 months")]
DeadlineText = Annotated[Deadline, notation(scalars.deadline), _json("string", "week 12", "month 4-5", "end")]
GoalText = Annotated[
    Goal,
    notation(scalars.goal),
    _json(_TEXT_OR_NUMBER, ">= 98 %", "< 100 ms", "2-3 projects", "= 2-3 minutes", "50+"),
]
LinesText = Annotated[
    tuple[Lines, ...], notation(scalars.source_lines), _json(["string", "integer"], "26", "19, 26-31")
]
Days = Annotated[tuple[Weekday, ...], PlainValidator(_days), _LIST_JSON]
Names = Annotated[tuple[Ref, ...], BeforeValidator(_as_list), _LIST_JSON]
