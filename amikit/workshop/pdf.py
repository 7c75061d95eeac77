"""The draft as PDF, on demand: written by an amikit of its own, which Ctrl-C stops at once with the rest."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, cast

from amikit.errors import AmikitError
from amikit.i18n import Text
from amikit.render.child import start_child
from amikit.workshop import words

_MADE, _REFUSED, _NOT_READY = b"M", b"R", b"N"
"""The first byte of what the child writes: the PDF follows, nothing, or why in both languages."""


class UnreadableError(Exception):
    """A file of the dossier cannot be read: not even a draft can be written."""


@dataclass(slots=True)
class PdfMaker:
    """Writes the draft of a dossier, one at a time."""

    root: Path
    catalogs: Sequence[Path] = ()
    template: Path | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _child: subprocess.Popen[bytes] | None = None
    _is_closed: bool = False

    async def make(self) -> bytes:
        """The PDF of the files as they are now. Raises ``UnreadableError``, or ``AmikitError``."""
        async with self._turn:
            answer = await self._ask()
        kind, content = answer[:1], answer[1:]
        if kind == _MADE:
            return content
        if self._is_closed:
            raise AmikitError(words.STOPPED, Text("", ""))
        if kind == _REFUSED:
            raise UnreadableError
        if kind == _NOT_READY:
            fr, en, hint_fr, hint_en = json.loads(content)
            raise AmikitError(Text(fr, en), Text(hint_fr, hint_en))
        raise RuntimeError(f"the child that writes the PDF ended with status {self._child and self._child.returncode}")

    def close(self) -> None:
        """Stop what is being written, for good."""
        self._is_closed = True
        if self._child is not None:
            self._child.kill()

    async def _ask(self) -> bytes:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        answer = bytearray()
        with TemporaryFile() as asked:
            asked.write(json.dumps(self._request()).encode())
            asked.seek(0)
            self._child = start_child(__name__, stdin=asked, stderr=subprocess.DEVNULL)

        def listen(pipe: IO[bytes]) -> None:
            with pipe:
                answer.extend(pipe.read())
            loop.call_soon_threadsafe(done.set)

        # Not asyncio's own threads: Python would wait for them before it leaves.
        threading.Thread(target=listen, args=(cast("IO[bytes]", self._child.stdout),), daemon=True).start()
        try:
            await done.wait()
        finally:
            self._child.kill()
        self._child.wait()
        return bytes(answer)

    def _request(self) -> dict[str, object]:
        return {
            "root": str(self.root.absolute()),
            "catalogs": [str(folder.absolute()) for folder in self.catalogs],
            "template": str(self.template.absolute()) if self.template else None,
        }


def main() -> None:
    """The child's whole life: read a request, write a PDF."""
    from amikit.pipeline import build

    asked = json.load(sys.stdin)
    with TemporaryDirectory(prefix="amikit-") as folder:
        try:
            built = build(
                asked["root"], ("pdf",), out=folder, draft=True, catalogs=asked["catalogs"], template=asked["template"]
            )
        except AmikitError as error:
            said = [error.message.fr, error.message.en, error.hint.fr, error.hint.en]
            sys.stdout.buffer.write(_NOT_READY + json.dumps(said).encode())
            return
        pdf = next((path for path in built.paths if path.suffix == ".pdf"), None)
        sys.stdout.buffer.write(_REFUSED if pdf is None else _MADE + pdf.read_bytes())
