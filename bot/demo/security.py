"""Only the page this process served may talk to it: the answer to DNS rebinding and cross-site requests."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SAFE_METHODS = {"GET", "HEAD"}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self' ws://{host}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def refusal(method: str, headers: dict[str, str], path: str, port: int) -> str | None:
    """Why a request must not be answered, or None. `headers` has lower-case names.

    The Host must be this machine's loopback name with our port; a request that changes something, and the
    live connection, must carry our own Origin (a browser always sends it there); any other origin is refused.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    host = headers.get("host", "").lower()
    if host not in hosts:
        return "This demo answers only on its own loopback address."
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"http://{host}":
        return "This demo takes no requests from other pages."
    if origin is None and (method not in SAFE_METHODS or path == "/live"):
        return "This request needs the Origin header of the demo's own page."
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return "This demo takes no requests from other pages."
    return None


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse strangers before any handler runs; put the strict headers on every answer, errors included."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    why = refusal(request.method, headers, request.path, _port(request))
    if why is not None:
        return _sealed(web.json_response({"error": why}, status=403), "127.0.0.1")
    try:
        response = await handler(request)
    except web.HTTPException as error:
        response = web.json_response({"error": error.reason}, status=error.status)
    return response if response.prepared else _sealed(response, request.host)


def _port(request: web.Request) -> int:
    transport = request.transport
    if transport is None:
        return 0
    return int(transport.get_extra_info("sockname")[1])


def _sealed(response: web.StreamResponse, host: str) -> web.StreamResponse:
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = POLICY.format(host=host)
    return response
