"""A stand-in for the page: the requests it sends, with the headers a browser adds."""

import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.server import listen
from bot.demo.world import World, open_world, real_app
from tests.keys import KEY

ROADMAP = "deep-dive-16w"


@dataclass
class Page:
    """The page of one visitor, sitting where `persona` sits."""

    http: aiohttp.ClientSession
    origin: str
    world: World
    persona: str = ""
    channel: str = ""

    async def get(self, path: str, **headers: str) -> tuple[int, Any]:
        """A request that changes nothing."""
        async with self.http.get(self.origin + path, headers=headers) as answer:
            return answer.status, await answer.json()

    async def state(self) -> Any:
        """What the page would draw now."""
        status, body = await self.get(f"/api/state?persona={self.persona}&channel={self.channel}")
        assert status == 200, body
        return body

    async def act(self, kind: str, **body: Any) -> Any:
        """Do something as the persona, here."""
        here = {"channel": self.channel} if kind in NEED_CHANNEL else {}
        request = {"kind": kind, "persona": self.persona, **here, **body}
        headers = {"Origin": self.origin}
        async with self.http.post(f"{self.origin}/api/act", json=request, headers=headers) as answer:
            return await answer.json()

    async def slash(self, command: str, **options: Any) -> Any:
        """Run a command here."""
        return await self.act("slash", command=command, options=options)

    async def press(self, label: str) -> Any:
        """Press the first button with this label in the newest message that has one."""
        for message in reversed((await self.state())["messages"]):
            for part in parts(message["components"]):
                if part.get("label") == label:
                    where = {"message": message["id"], "custom_id": part["custom_id"]}
                    return await self.act("press", **where)
        raise AssertionError(f"nobody can see a button {label!r}")

    async def sit(self, name: str) -> None:
        """Take the seat of a persona."""
        people = (await self.get("/api/state"))[1]["personas"]
        self.persona = next(one["id"] for one in people if one["name"] == name)

    async def enter(self, name: str) -> None:
        """Open a channel, or the conversation with the bot."""
        status, body = await self.get(f"/api/state?persona={self.persona}")
        assert status == 200
        self.channel = next(one["id"] for one in body["channels"] if one["name"] == name and one["type"] != 4)


NEED_CHANNEL = {"slash", "suggest", "press", "choose", "say", "read"}


def parts(components: list[Any]) -> list[Any]:
    """Every component of a message, also the nested ones."""
    found: list[Any] = []
    for part in components:
        inner = [*part.get("components", []), *([part["accessory"]] if "accessory" in part else [])]
        found += [part, *parts(inner)]
    return found


def text_of(message: Any) -> str:
    """Everything a message says."""
    shown = [part.get("content", "") for part in parts(message["components"])]
    return "\n".join([message["content"], *shown])


@asynccontextmanager
async def open_page(folder: Path, migrated: Path) -> AsyncGenerator[Page, None]:
    """The real bot on a simulated server with a page open, Ada in #general; on a copy of that database."""
    shutil.copy(migrated, folder / "cohort.db")
    async with (
        open_world(real_app(folder, KEY)) as world,
        listen(world, 0) as port,
        aiohttp.ClientSession() as http,
    ):
        page = Page(http, f"http://127.0.0.1:{port}", world)
        await page.sit("Ada")
        await page.enter("general")
        yield page
