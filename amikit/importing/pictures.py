"""The pictures of a document: those that every output can print, under names that every disk can hold."""

from __future__ import annotations

from pathlib import Path

from amikit.importing.opening import ReadPicture
from amikit.load.images import LARGEST_IMAGE
from amikit.source.picture import fault_of_picture, read_header
from amikit.spelling import slug

FOLDER = "images"
_LONGEST_NAME = 40
_MOST_BYTES = 200_000_000
_MOST_NAMES = 10_000


class PictureTaker:
    """Gives each picture a file of ``images/``; one that is there already, the same to the byte, is used again."""

    def __init__(self, root: Path, stem: str, read: ReadPicture) -> None:
        self._folder = root / FOLDER
        self._stem = slug(stem)[:_LONGEST_NAME].strip("-") or "image"
        self._read = read
        self._addresses: dict[str, tuple[str, str]] = {}
        self._room = _MOST_BYTES
        self.files: dict[str, bytes] = {}
        """The new files, by name."""

    def take(self, target: str, alt: str) -> tuple[str, str]:
        """The address to write for a picture, or an empty one and why it is not taken."""
        if target not in self._addresses:
            self._addresses[target] = self._take(target, alt)
        return self._addresses[target]

    def _take(self, target: str, alt: str) -> tuple[str, str]:
        if "://" in target or target.startswith("//"):
            return "", "remote"
        content = self._read(target)
        if content is None:
            return "", "missing"
        if len(content) > min(LARGEST_IMAGE, self._room):
            return "", "too-large"
        fault, header = fault_of_picture(content), read_header(content)
        if fault or header is None:
            return "", fault or "broken"
        self._room -= len(content)
        return f"{FOLDER}/{self._name(content, header.kind, alt)}", ""

    def _name(self, content: bytes, kind: str, alt: str) -> str:
        stem = slug(alt)[:_LONGEST_NAME].strip("-") or f"{self._stem}-image"
        for number in range(1, _MOST_NAMES):
            name = f"{stem}{f'-{number}' if number > 1 else ''}.{kind}"
            if self.files.get(name, content) != content or not self._is_free_for(name, content):
                continue
            if not (self._folder / name).exists():
                self.files[name] = content
            return name
        raise AssertionError("a document has fewer pictures")

    def _is_free_for(self, name: str, content: bytes) -> bool:
        """Whether nothing of that name is there, or the very same picture."""
        path = self._folder / name
        if path.is_symlink():
            return False
        try:
            return not path.exists() or path.read_bytes() == content
        except OSError:
            return False
