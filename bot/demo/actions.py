"""Doing what a person did in the page, through the simulated Discord's own actors."""

from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import discord
import simcord
from simcord.components import walk_components
from simcord.interactions import walk_to_subcommand

from bot.demo import requests, values
from bot.demo.state import Json, for_page
from bot.demo.travel import destination, travel
from bot.demo.values import BadRequest
from bot.demo.world import Deed, World, describe, root
from bot.domain.errors import CohortError

Actor = simcord.MemberActor | simcord.UserHandle

NO_ANSWER = "Cohort did not respond."


async def perform(world: World, request: requests.Request) -> Json:
    """Do it, with the world to ourselves. A refusal comes back as `{"error": …}`, never as an exception."""
    async with world.lock:
        before = world.env.error_cursor
        try:
            reply = await _handle(world, request)
        except BadRequest as error:
            reply = {"error": str(error)}
        except Exception as error:  # noqa: BLE001 - the page shows it and goes on
            reply = {"error": describe(error)}
        collect(world, before)
        if not isinstance(request, requests.Suggest):
            await world.learn_zone(request.persona)
            world.touch()
        return reply


def collect(world: World, since: int) -> None:
    """Show the errors the bot had since a cursor, without those it raised in order to refuse politely."""
    for error in world.env.errors_since(since):
        if not _expected(error):
            world.note(error)


def _expected(error: BaseException) -> bool:
    refused = CohortError | discord.app_commands.CheckFailure | discord.app_commands.TransformerError
    return isinstance(error, refused) or isinstance(root(error), refused)


async def _handle(world: World, request: requests.Request) -> Json:
    handler: Callable[[World, Any], Awaitable[Json]] = _HANDLERS[type(request)]
    return await handler(world, request)


def _actor(world: World, persona: int, channel: int) -> Actor:
    """A member in the server, a plain user in their own conversation with the bot."""
    member = values.person(world, persona)
    return member if world.env.backend.get_channel(channel).guild_id else member.user


async def _slash(world: World, request: requests.Slash) -> Json:
    spec = _spec(world, request.persona, request.channel, request.command)
    options = values.option_values(world, request.command, spec, request.options)
    actor = _actor(world, request.persona, request.channel)
    cursor = world.env.error_cursor
    if isinstance(actor, simcord.MemberActor):
        where = values.channel(world, request.channel)
        result = await actor.slash(where, request.command, **options)
    else:
        result = await actor.slash(request.command, **options)
    _label(world, request.command)
    _record(world, "slash", request.persona, request.command, "", _went_well(world, result, cursor))
    return _reply(world, result)


def _label(world: World, command: str) -> None:
    # simcord keeps the first word of a command only; the newest interaction is the one just run.
    world.labels[max(world.env.backend.interactions)] = command


async def _suggest(world: World, request: requests.Suggest) -> Json:
    spec = _spec(world, request.persona, request.channel, request.command)
    filled = values.option_values(world, request.command, spec, request.options, partial=True)
    filled.pop(request.option, None)
    actor = _actor(world, request.persona, request.channel)
    asked = (request.command, request.option, request.text)
    if isinstance(actor, simcord.MemberActor):
        choices = await actor.autocomplete(values.channel(world, request.channel), *asked, **filled)
    else:
        choices = await actor.autocomplete(*asked, **filled)
    return {"choices": choices[:25]}


def _spec(world: World, persona: int, channel: int, command: str) -> dict[str, Any]:
    root, *path = command.split()
    listed = world.env.backend.visible_commands(user_id=persona, channel_id=channel)
    found = [item for item in listed if item["name"] == root]
    if not found:
        raise BadRequest(f"/{root} is not available here.")
    leaf, _ = walk_to_subcommand(found[0], path)
    return leaf


async def _press(world: World, request: requests.Press) -> Json:
    message, part = _component(world, request.channel, request.message, request.custom_id)
    actor = _actor(world, request.persona, request.channel)
    cursor = world.env.error_cursor
    result = await actor.click(message, custom_id=request.custom_id)
    well = _went_well(world, result, cursor)
    _record(world, "click", request.persona, request.custom_id, part.get("label") or "", well)
    return _reply(world, result)


async def _choose(world: World, request: requests.Choose) -> Json:
    message, part = _component(world, request.channel, request.message, request.custom_id)
    chosen = values.menu_values(world, part["type"], request.values)
    actor = _actor(world, request.persona, request.channel)
    cursor = world.env.error_cursor
    result = await actor.select(message, chosen, custom_id=request.custom_id)
    _record(world, "select", request.persona, request.custom_id, "", _went_well(world, result, cursor))
    return _reply(world, result)


def _component(
    world: World, channel: int, message: int, custom_id: str
) -> tuple[simcord.ResponseMessage, dict[str, Any]]:
    stored = world.env.backend.messages.get(channel, {}).get(message)
    if stored is None:
        raise BadRequest("This message no longer exists.")
    found = [part for part in walk_components(stored.components) if part.get("custom_id") == custom_id]
    if not found:
        raise BadRequest("This control is no longer part of the message.")
    return simcord.ResponseMessage(world.env, stored), found[0]


async def _submit(world: World, request: requests.Submit) -> Json:
    shown = world.modals.get(request.modal)
    if shown is None or shown.modal is None:
        raise BadRequest("This form is no longer open; open it again.")
    form = shown.modal
    given = values.modal_values(world, form, request.values)
    member = values.person(world, request.persona)
    # A form belongs to where it was opened: the server, or the conversation with the bot.
    cursor = world.env.error_cursor
    in_dm = request.modal.startswith("dm-")
    result = await (member.user if in_dm else member).submit_modal(shown, given)
    world.modals.pop(request.modal, None)
    well = _went_well(world, result, cursor)
    _record(world, "modal", request.persona, str(form.get("custom_id", "")), str(form.get("title", "")), well)
    return _reply(world, result)


async def _say(world: World, request: requests.Say) -> Json:
    member = values.person(world, request.persona)
    where = values.channel(world, request.channel)
    if where.guild is None:
        await member.user.send_dm(request.text)
    else:
        await member.send(where, request.text)
    return {}


async def _read(world: World, request: requests.Read) -> Json:
    key = (request.persona, request.channel)
    world.read[key] = max(world.read.get(key, 0), request.message)
    return {}


async def _dismiss(world: World, request: requests.Dismiss) -> Json:
    world.dismissed.add((request.persona, request.message))
    return {}


async def _travel(world: World, request: requests.Travel) -> Json:
    zone = world.zones.get(request.persona) or _zone(request.zone)
    await travel(world, destination(world.env.now(), request.leap, zone))
    return {}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


async def _restart(world: World, request: requests.Restart) -> Json:
    await world.restart()
    _record(world, "restart", request.persona, "", "", fine=True)
    return {}


def _record(world: World, kind: str, persona: int, name: str, label: str, fine: bool) -> None:
    world.deeds.append(Deed(kind, persona, name, label, fine, world.env.now()))


def _went_well(world: World, result: simcord.InteractionResult, cursor: int) -> bool:
    return result.acknowledged and not world.env.errors_since(cursor)


def _reply(world: World, result: simcord.InteractionResult) -> Json:
    if not result.acknowledged:
        return {"error": NO_ANSWER, "sent": True}
    modal = result.modal
    if modal is None:
        return {}
    newest = world.env.backend.interactions[max(world.env.backend.interactions)]
    key = f"{'dm' if newest.guild_id is None else 'guild'}-{newest.id}"
    world.modals[key] = result
    return {"modal": {"key": key, **for_page(modal)}}


_HANDLERS: dict[type, Callable[[World, Any], Awaitable[Json]]] = {
    requests.Slash: _slash,
    requests.Suggest: _suggest,
    requests.Press: _press,
    requests.Choose: _choose,
    requests.Submit: _submit,
    requests.Say: _say,
    requests.Read: _read,
    requests.Dismiss: _dismiss,
    requests.Travel: _travel,
    requests.Restart: _restart,
}
