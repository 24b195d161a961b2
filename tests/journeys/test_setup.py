"""/setup, orientation, and what only organisers may do."""

import discord
from sqlalchemy import text as sql

from bot.domain.guilds import GuildSettings
from tests.journeys.world import World
from tests.simtools import buttons, choose, press, submit, text


async def settings_of(world: World) -> GuildSettings:
    """What the server has set."""
    return await world.app.services.guilds.settings(world.guild.id)


async def test_an_organiser_sets_channel_zone_and_role_by_the_controls(world: World) -> None:
    nudges = world.guild.create_text_channel("nudges")
    helpers = world.guild.create_role("Helpers")
    shown = await world.ada.slash(world.channel, "setup")

    await choose(world.ada, shown, nudges, prefix="c:setchannel")
    await choose(world.ada, shown, helpers, prefix="c:setrole")
    await submit(world.ada, await press(world.ada, shown, label="Time zone…"), ["Berlin"])

    settings = await settings_of(world)
    assert settings.nudge_channel_id == nudges.id
    assert settings.organiser_role_id == helpers.id
    assert settings.zone.key == "Europe/Berlin"
    assert f"<#{nudges.id}>" in text(shown)
    assert "`/manage rounds set` plans rounds of mock interviews" in text(shown)
    (language,) = [line for line in text(shown).splitlines() if line.startswith("**Language**")]
    assert "`/setup language:`" in language


async def test_the_same_by_options_and_it_survives_a_restart(world: World) -> None:
    nudges = world.guild.create_text_channel("nudges")
    await world.ada.slash(world.channel, "setup", nudges=nudges, timezone="Asia/Dhaka")

    await world.restart()

    settings = await settings_of(world)
    assert (settings.nudge_channel_id, settings.zone.key) == (nudges.id, "Asia/Dhaka")


async def test_members_join_in_the_servers_zone_unless_they_say_otherwise(world: World) -> None:
    await world.ada.slash(world.channel, "setup", timezone="Asia/Dhaka")

    joined = await world.ben.slash(world.channel, "join", roadmap="deep-dive-16w")

    assert "Asia/Dhaka" in text(joined)


async def test_a_channel_the_bot_cannot_use_is_refused_with_what_is_missing(world: World) -> None:
    # The bot's own role may do almost everything, and everybody may write: take both away.
    for role in world.guild.roles.values():
        if role.name in ("TestBot", "@everyone"):
            none = discord.Permissions(view_channel=True, send_messages=True, use_application_commands=True)
            world.env.backend.edit_role(world.guild.id, role.id, {"permissions": none.value})
    await world.env.settle()
    hidden = world.guild.create_text_channel("nudges")

    assert "In this server I lack" in text(await world.ada.slash(world.channel, "setup"))
    refused = await world.ada.slash(world.channel, "setup", nudges=hidden)

    assert "I lack" in text(refused)
    assert "Attach Files" in text(refused)
    assert (await settings_of(world)).nudge_channel_id is None


async def test_the_repairing_link_asks_for_the_needed_permissions_only(world: World) -> None:
    shown = await world.ada.slash(world.channel, "setup")

    (repair,) = [button for button in buttons(shown) if button.url]

    assert "permissions=17970143284224" in repair.url
    assert f"guild_id={world.guild.id}" in repair.url


async def test_controls_of_an_organiser_refuse_everybody_else(world: World) -> None:
    shown = await world.ada.slash(world.channel, "setup")
    button = next(each for each in buttons(shown) if each.label == "Time zone…")
    forged = button.custom_id.replace(str(world.ada.id), str(world.ben.id))

    public = await world.post_raw(forged)
    refused = await world.ben.click(public, custom_id=forged)

    assert "Only an organiser can do this" in text(refused)


async def test_help_names_every_command_and_about_the_version(world: World) -> None:
    shown = text(await world.ben.slash(world.channel, "help"))
    about = text(await world.ben.slash(world.channel, "about"))

    for command in world.app.client.tree.get_commands():
        assert f"/{command.name}" in shown or command.name in ("help", "about")
    assert "Cohort 0.1.0" in about


async def test_every_command_has_a_description_and_no_two_share_a_name(world: World) -> None:
    names = [command.qualified_name for command in world.app.client.tree.walk_commands()]

    assert len(names) == len(set(names))
    assert all(command.description.strip(" …") for command in world.app.client.tree.walk_commands())


async def test_commands_are_synced_once_and_again_only_when_they_changed(world: World) -> None:
    def syncs() -> int:
        calls = world.env.backend.http_requests
        return sum(call.method == "PUT" and call.path.endswith("/commands") for call in calls)

    assert syncs() == 1
    await world.restart()
    assert syncs() == 1
    assert world.app.client.command_ids["today"] > 0

    async with world.store() as tx:
        older = '{"fingerprint": "older", "ids": {}}'
        changed = sql("UPDATE app_state SET value = :older WHERE key LIKE 'commands%'")
        assert (await tx.execute(changed, {"older": older})).rowcount == 1
    await world.restart()

    assert syncs() == 2
