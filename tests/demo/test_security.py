"""Only the page that the demo served itself may talk to it."""

import json

import aiohttp
import pytest

from bot.demo.security import refusal
from tests.demo.page import Page

PORT = 8123
OWN = {"host": "127.0.0.1:8123", "origin": "http://127.0.0.1:8123"}


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        pytest.param("GET", "/", {"host": "127.0.0.1:8123"}, id="typed into the address bar"),
        pytest.param("GET", "/", {"host": "localhost:8123", "sec-fetch-site": "none"}, id="by name"),
        pytest.param("POST", "/api/act", {**OWN, "sec-fetch-site": "same-origin"}, id="the page acts"),
        pytest.param("GET", "/live", OWN, id="the page listens"),
    ],
)
def test_the_own_page_is_answered(method: str, path: str, headers: dict[str, str]) -> None:
    assert refusal(method, headers, path, PORT) is None


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        pytest.param("GET", "/", {}, id="no host"),
        pytest.param("GET", "/", {"host": "evil.example:8123"}, id="a rebound name"),
        pytest.param("GET", "/", {"host": "127.0.0.1"}, id="another port"),
        pytest.param("GET", "/", {"host": "127.0.0.1:8123.evil.example"}, id="a longer name"),
        pytest.param("GET", "/", {**OWN, "origin": "https://evil.example"}, id="read from another page"),
        pytest.param("GET", "/", {**OWN, "origin": "null"}, id="from a sandboxed frame"),
        pytest.param("GET", "/", {**OWN, "origin": "http://localhost:8123"}, id="from the other name"),
        pytest.param("POST", "/api/act", {"host": "127.0.0.1:8123"}, id="a form without an origin"),
        pytest.param("GET", "/live", {"host": "127.0.0.1:8123"}, id="a live line without an origin"),
        pytest.param("GET", "/", {"host": "127.0.0.1:8123", "sec-fetch-site": "cross-site"}, id="embedded"),
    ],
)
def test_everybody_else_is_refused(method: str, path: str, headers: dict[str, str]) -> None:
    assert refusal(method, headers, path, PORT)


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}], ids=["rebinding", "cross-site"]
)
@pytest.mark.parametrize(
    "path", ["/", "/static/main.js", "/api/state", "/api/commands", "/cdn/x", "/nowhere"]
)
async def test_a_stranger_gets_nothing_from_any_address(
    page: Page, path: str, headers: dict[str, str]
) -> None:
    status, body = await page.get(path, **headers)

    assert (status, list(body)) == (403, ["error"])


async def test_a_stranger_cannot_act_even_with_a_form(page: Page) -> None:
    text = json.dumps({"kind": "restart", "persona": page.persona})
    for headers in ({"Origin": "https://evil.example"}, {"Content-Type": "text/plain"}):
        async with page.http.post(f"{page.origin}/api/act", data=text, headers=headers) as answer:
            assert answer.status == 403
    async with page.http.post(
        f"{page.origin}/api/act", data=text, headers={"Origin": page.origin, "Content-Type": "text/plain"}
    ) as answer:
        assert answer.status == 415

    assert page.world.restarts == 0


async def test_a_stranger_cannot_listen(page: Page) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await page.http.ws_connect(f"{page.origin}/live", origin="https://evil.example")


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/static/base.css", "/api/state", "/nowhere"])
async def test_every_answer_forbids_scripts_from_elsewhere_and_framing(page: Page, path: str) -> None:
    async with page.http.get(page.origin + path) as answer:
        policy = answer.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["..%2Fserver.py", "..%5Cserver.py", "server.py", "%2Fetc%2Fpasswd", "nope.js"]
)
async def test_only_the_files_of_the_page_are_served(page: Page, name: str) -> None:
    async with page.http.get(f"{page.origin}/static/{name}") as answer:
        assert answer.status == 404
