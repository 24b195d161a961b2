"""What the page may ask for: one model for each kind of request, checked before anything happens."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

# Discord's ids do not fit into a JavaScript number: they travel as strings and are integers here.
Snowflake = Annotated[int, Field(ge=0, lt=2**64)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    persona: Snowflake


class Slash(_Request):
    """Run a slash command with the values of its options as typed."""

    kind: Literal["slash"]
    channel: Snowflake
    command: Annotated[str, Field(min_length=1, max_length=100)]
    options: dict[str, Any] = {}


class Suggest(_Request):
    """Ask the bot for the choices of an option while it is typed."""

    kind: Literal["suggest"]
    channel: Snowflake
    command: str
    option: str
    text: str
    options: dict[str, Any] = {}


class Press(_Request):
    """Press a button of a message."""

    kind: Literal["press"]
    channel: Snowflake
    message: Snowflake
    custom_id: str


class Choose(_Request):
    """Choose values in a select menu of a message; entity menus take ids."""

    kind: Literal["choose"]
    channel: Snowflake
    message: Snowflake
    custom_id: str
    values: list[str]


class Submit(_Request):
    """Send a modal that was shown earlier; `values` by custom id."""

    kind: Literal["submit"]
    modal: str
    values: dict[str, Any]


class Say(_Request):
    """Write an ordinary message."""

    kind: Literal["say"]
    channel: Snowflake
    text: Annotated[str, Field(min_length=1, max_length=2000)]


class Read(_Request):
    """Note that the persona has seen a channel up to a message."""

    kind: Literal["read"]
    channel: Snowflake
    message: Snowflake


class Dismiss(_Request):
    """Take a message only this persona can see out of sight."""

    kind: Literal["dismiss"]
    message: Snowflake


class Travel(_Request):
    """Move simulated time. `zone` is the browser's; it counts while the bot knows no zone of the persona."""

    kind: Literal["travel"]
    leap: Literal["hour", "tomorrow", "week"]
    zone: Annotated[str, Field(max_length=64)] = "UTC"


class Restart(_Request):
    """Replace the running bot by a fresh one."""

    kind: Literal["restart"]


Request = Slash | Suggest | Press | Choose | Submit | Say | Read | Dismiss | Travel | Restart

REQUEST: TypeAdapter[Request] = TypeAdapter(Annotated[Request, Field(discriminator="kind")])
