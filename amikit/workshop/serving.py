"""Serve the workshop on this machine alone, until someone says stop."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

import uvicorn

from amikit.errors import AmikitError, refusal
from amikit.i18n import Text
from amikit.workshop.keeper import Keeper
from amikit.workshop.web import Pages, make_app

_HOST = "127.0.0.1"
_TOKEN_BYTES = 24


class _Server(uvicorn.Server):
    """Tells the readers that it stops: their connections would otherwise never end."""

    def __init__(self, config: uvicorn.Config, before_leaving: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_leaving = before_leaving

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._before_leaving()
        super().handle_exit(sig, frame)


@dataclass(slots=True)
class Workshop:
    """A keeper behind an address that nobody can guess; ``run`` returns when it is stopped."""

    pages: Pages
    token: str = field(default_factory=lambda: secrets.token_urlsafe(_TOKEN_BYTES))
    _socket: socket.socket = field(init=False)
    _server: _Server = field(init=False)

    def __post_init__(self) -> None:
        self._socket = _listen()
        app = make_app(self.pages, port=self.port, token=self.token)
        config = uvicorn.Config(
            app, log_config=None, log_level="error", access_log=False, lifespan="off", server_header=False, date_header=False,
            ws="none", timeout_graceful_shutdown=1, proxy_headers=False,
        )  # fmt: skip
        self._server = _Server(config, self._stop_all)

    @property
    def keeper(self) -> Keeper:
        return self.pages.keeper

    @property
    def port(self) -> int:
        """The port that the system chose."""
        return int(self._socket.getsockname()[1])

    @property
    def address(self) -> str:
        """What a browser opens."""
        return f"http://{_HOST}:{self.port}/{self.token}/"

    def run(self) -> None:
        """Serve until ``stop``, Ctrl-C or the end of the thread that follows the files."""
        self.keeper.on_end = self.stop
        self.keeper.start()
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._stop_all()
            self._socket.close()

    def stop(self) -> None:
        """Stop at once; may be called from any thread."""
        self._stop_all()
        self._server.should_exit = True

    def _stop_all(self) -> None:
        self.keeper.stop()
        self.pages.pdf_maker.close()


def _listen() -> socket.socket:
    """A port of this machine that no other machine can reach, chosen by the system."""
    try:
        return socket.create_server((_HOST, 0))
    except OSError as error:
        why = refusal(error)
        raise AmikitError(
            Text(f"L'aperçu ne peut pas s'ouvrir : {why.fr}.", f"The preview cannot open: {why.en}."),
            Text("Lisez plutôt un brouillon : amikit build --draft", "Read a draft instead: amikit build --draft"),
        ) from error
