"""The pictures that the page may ask for: those that the dossier names, checked, by names that nobody can guess."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from amikit.export.images import Picture, read_picture
from amikit.workshop.blocks import ScreenImage

IMAGE_FOLDER = "image"


@dataclass(slots=True)
class ImageShelf:
    """Gives each picture an address that changes with its file, and finds it again."""

    root: Path
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _known: dict[str, ScreenImage] = field(default_factory=dict)

    def put(self, images: Mapping[str, Path]) -> tuple[dict[str, ScreenImage], dict[str, Path]]:
        """By target, what the page asks for; and by name, the file that answers. A picture that is gone is in neither."""
        shown: dict[str, ScreenImage] = {}
        files: dict[str, Path] = {}
        for target, path in images.items():
            name = self._name(path)
            if not name:
                continue
            if name not in self._known:
                picture = self.read(path)
                if picture is None:
                    continue
                width, height = picture.shown_px
                self._known[name] = ScreenImage(f"{IMAGE_FOLDER}/{name}", width, height)
            shown[target], files[name] = self._known[name], path
        return shown, files

    def read(self, path: Path) -> Picture | None:
        """The picture in a file of the dossier; None for anything else, and for what a link brings from elsewhere."""
        try:
            real = path.resolve()
            if not real.is_relative_to(self.root.resolve()):
                return None
            return read_picture(real.read_bytes())
        except OSError:
            return None

    def _name(self, path: Path) -> str:
        try:
            found = path.stat()
        except OSError:
            return ""
        told = f"{path}\0{found.st_mtime_ns}\0{found.st_size}\0{found.st_ino}"
        return hmac.new(self._secret, told.encode(errors="surrogateescape"), hashlib.sha256).hexdigest()[:40]
