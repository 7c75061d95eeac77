"""The addresses of the workshop: the page, what changes in it, its pictures, the PDF."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from amikit.errors import AmikitError
from amikit.i18n import Language
from amikit.workshop import words
from amikit.workshop.guard import Guard
from amikit.workshop.images import IMAGE_FOLDER
from amikit.workshop.keeper import Keeper
from amikit.workshop.page import asset, page_html, policy
from amikit.workshop.pdf import PdfMaker, UnreadableError

_HEARTBEAT = 15.0
"""Seconds without a change before something is sent: so that a reader who left is noticed."""
_LONGEST_NUMBER = 9
_PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""The reader that a browser has for PDF is a page of its own around the file."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What answers each address."""

    keeper: Keeper
    pdf_maker: PdfMaker
    language: Language

    async def page(self, _: Request) -> Response:
        """The whole page."""
        html = page_html(self.keeper.snapshot, self.language)
        return HTMLResponse(html, headers={"content-security-policy": policy()})

    async def events(self, request: Request) -> Response:
        """What changes after a version, for as long as someone reads: server-sent events."""
        asked = request.headers.get("last-event-id") or request.query_params.get("since", "")
        known = asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST_NUMBER
        return StreamingResponse(self._events(int(asked) if known else 0), media_type="text/event-stream")

    async def _events(self, version: int) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        async for snapshot in self.keeper.follow(version, at_most=_HEARTBEAT):
            if snapshot is None:
                yield ": still here\n\n"
                continue
            # JSON keeps every end of line escaped: one event is one line.
            told = json.dumps(snapshot.since(version), ensure_ascii=True)
            version = snapshot.version
            yield f"id: {version}\ndata: {told}\n\n"
        yield "event: stopped\ndata: \n\n"

    async def image(self, request: Request) -> Response:
        """A picture that the page shows, by the name that it was given."""
        path: Path | None = self.keeper.snapshot.images.get(request.path_params["name"])
        picture = self.keeper.painter.shelf.read(path) if path else None
        if picture is None:
            return PlainTextResponse("", status_code=404)
        return Response(picture.content, media_type=picture.mime_type)

    async def icon(self, _: Request) -> Response:
        """What a tab shows beside its title."""
        return Response(asset("icon.svg"), media_type="image/svg+xml")

    async def pdf(self, _: Request) -> Response:
        """The draft of the files as they are now."""
        try:
            content = await self.pdf_maker.make()
        except UnreadableError:
            return PlainTextResponse(words.NO_PDF[self.language], status_code=409)
        except AmikitError as error:
            said = f"{error.message[self.language]}\n{error.hint[self.language]}"
            return PlainTextResponse(said, status_code=503)
        headers = {
            "content-disposition": 'inline; filename="reponse-brouillon.pdf"',
            "content-security-policy": _PDF_POLICY,
        }
        return Response(content, media_type="application/pdf", headers=headers)


def make_app(pages: Pages, *, port: int, token: str) -> Guard:
    """The workshop at ``http://127.0.0.1:<port>/<token>/``."""
    routes = [
        Route("/", pages.page),
        Route("/events", pages.events),
        Route(f"/{IMAGE_FOLDER}/{{name}}", pages.image),
        Route("/icon.svg", pages.icon),
        Route("/reponse.pdf", pages.pdf),
    ]
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return Guard(app, port, token)
