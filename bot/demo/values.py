"""From what the page sends to what the simulated Discord takes: ids to people, base64 to files."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from typing import Any

import simcord
from simcord.components import walk_components
from simcord.enums import ComponentType, OptionType
from simcord.interactions import parse_option_input

from bot.demo.world import World


class BadRequest(Exception):
    """The request does not fit the world; the message says what is wrong."""


def option_values(
    world: World, command: str, spec: Mapping[str, Any], raw: Mapping[str, Any], *, partial: bool = False
) -> dict[str, Any]:
    """The typed values of a command's options. Raises BadRequest, or simcord's OptionError.

    With `partial`, values that are not complete yet are left out instead: that is how autocomplete sees them.
    """
    declared = {option["name"]: option for option in spec.get("options") or []}
    values: dict[str, Any] = {}
    for name, text in raw.items():
        try:
            values[name] = _option(world, command, declared[name], text)
        except KeyError:
            raise BadRequest(f"/{command} has no option “{name}”.") from None
        except (BadRequest, simcord.OptionError):
            if not partial:
                raise
    return values


def _option(world: World, command: str, option: dict[str, Any], raw: Any) -> Any:
    match option["type"]:
        case OptionType.USER:
            return person(world, raw)
        case OptionType.ROLE:
            return role(world, raw)
        case OptionType.CHANNEL:
            return channel(world, raw)
        case OptionType.MENTIONABLE:
            return anyone(world, raw)
        case OptionType.ATTACHMENT:
            return file(raw)
        case _:
            return parse_option_input(command, option, raw)


def menu_values(world: World, kind: int, raw: Iterable[str]) -> list[Any]:
    """The chosen values of a select menu: strings as they are, ids as the people, roles or channels meant."""
    match kind:
        case ComponentType.USER_SELECT:
            return [person(world, value) for value in raw]
        case ComponentType.ROLE_SELECT:
            return [role(world, value) for value in raw]
        case ComponentType.CHANNEL_SELECT:
            return [channel(world, value) for value in raw]
        case ComponentType.MENTIONABLE_SELECT:
            return [anyone(world, value) for value in raw]
        case _:
            return list(raw)


def modal_values(world: World, modal: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a modal's fields by custom id; empty optional choices count as not given."""
    fields = {part["custom_id"]: part for part in walk_components(modal["components"]) if "custom_id" in part}
    values: dict[str, Any] = {}
    for custom_id, value in raw.items():
        if custom_id not in fields:
            raise BadRequest("This form has changed; open it again.")
        if value in (None, []):
            continue
        values[custom_id] = _field(world, fields[custom_id]["type"], value)
    return values


def _field(world: World, kind: int, value: Any) -> Any:
    if kind == ComponentType.FILE_UPLOAD:
        return [file(item) for item in value]
    return menu_values(world, kind, value) if isinstance(value, list) else value


def file(raw: Any) -> tuple[str, bytes]:
    """A file as `{"name": …, "base64": …}`."""
    try:
        return str(raw["name"]), base64.b64decode(raw["base64"], validate=True)
    except (KeyError, TypeError, binascii.Error, ValueError):
        raise BadRequest("The file could not be read.") from None


def person(world: World, raw: Any) -> simcord.MemberActor:
    """The persona with this id."""
    found = world.people.get(number(raw))
    if found is None:
        raise BadRequest("There is nobody with this id here.")
    return found


def role(world: World, raw: Any) -> simcord.RoleHandle:
    """The role with this id."""
    found = [role for role in world.guild.roles.values() if role.id == number(raw)]
    if not found:
        raise BadRequest("There is no role with this id here.")
    return found[0]


def channel(world: World, raw: Any) -> simcord.ChannelHandle:
    """The channel, thread or conversation with this id."""
    stored = world.env.backend.channels.get(number(raw))
    if stored is None:
        raise BadRequest("There is no channel with this id here.")
    return simcord.ChannelHandle(world.env, world.guild if stored.guild_id else None, stored)


def anyone(world: World, raw: Any) -> simcord.MemberActor | simcord.RoleHandle:
    """The person or role with this id."""
    return person(world, raw) if number(raw) in world.people else role(world, raw)


def number(raw: Any) -> int:
    """An id out of its string."""
    try:
        return int(raw)
    except (TypeError, ValueError):
        raise BadRequest("This is not an id.") from None
