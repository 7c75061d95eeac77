"""Who may knock: this machine's browser, at the page whose address it was given, and nobody else.

A page of any site may send requests to 127.0.0.1. What keeps it out, each alone being enough
against most: the address holds a secret; the ``Host`` must be ours, so that a name that a
stranger points here (DNS rebinding) is refused; a browser says from which site a request
comes, and only our own page may ask; answers may not be read, framed nor kept by others.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OWN_SITES = frozenset({"", "same-origin", "none"})
"""What ``Sec-Fetch-Site`` may say: nothing (not a browser), our page, or a person who typed the address."""
HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""On every answer; the page adds its own policy."""
_BARE_POLICY = "default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets through the requests for ``/<token>/…`` that our own page sends; the rest learns nothing."""

    app: ASGIApp
    port: int
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope)
        app: ASGIApp = self.app
        if refusal:
            app = PlainTextResponse("", status_code=refusal)
        else:
            scope = {**scope, "path": scope["path"][len(self.token) + 1 :]}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_ours(message["headers"])}
            await send(message)

        await app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> int:
        """The status of a refusal; 0 for none."""
        headers = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        hosts = [value for name, value in headers if name == b"host"]
        own_hosts = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        if len(hosts) != 1 or hosts[0] not in own_hosts:
            return 403
        if any(value != f"http://{hosts[0]}" for name, value in headers if name == b"origin"):
            return 403
        if any(value not in _OWN_SITES for name, value in headers if name == b"sec-fetch-site"):
            return 403
        given, slash, _ = str(scope["path"]).removeprefix("/").partition("/")
        # Bytes: compare_digest takes no accented letter, and an address may hold anything.
        is_ours = secrets.compare_digest(given.encode(errors="replace"), self.token.encode())
        if not (is_ours and slash):
            return 404
        return 0 if scope["method"] == "GET" else 405


def _with_ours(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The answer's headers and ours; a page that has no policy of its own may do nothing."""
    given = {name.lower() for name, _ in headers}
    ours = {**HEADERS, "content-security-policy": _BARE_POLICY}
    return [*headers, *((name.encode(), value.encode()) for name, value in ours.items() if name.encode() not in given)]
