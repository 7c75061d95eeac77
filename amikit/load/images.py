"""Which of the images that the prose names can be printed, and where they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

from amikit.source.markdown import Prose
from amikit.source.picture import fault_of_picture, read_header

LARGEST_IMAGE = 20_000_000
"""Bytes."""
_TURNED = "turned"
_FOLDERS = ("", "sections", "membres", "decisions")


def load_images(root: Path, proses: Iterable[Prose]) -> tuple[Mapping[str, Path], Mapping[str, str], frozenset[str]]:
    """For each image target as written: its file, or what is wrong with it; and those that ask to be turned.

    A target is looked for from the folder, then from where prose is written. What is
    wrong is ``missing``, ``outside``, ``remote``, ``unreadable``, or what the picture itself
    lacks (``source/picture.py``).
    """
    good: dict[str, Path] = {}
    bad: dict[str, str] = {}
    turned: set[str] = set()
    for target in dict.fromkeys(image.target for prose in proses for image in prose.images()):
        path, note = _look_for(root, target)
        if path is None:
            bad[target] = note
            continue
        good[target] = path
        if note == _TURNED:
            turned.add(target)
    return good, bad, frozenset(turned)


def _look_for(root: Path, target: str) -> tuple[Path | None, str]:
    name = unquote(target)
    if "://" in name or name.startswith("//") or name.lower().startswith("data:"):
        return None, "remote"
    if "\x00" in name:
        return None, "missing"
    fault = "missing"
    real_root = root.resolve()
    for folder in _FOLDERS:
        try:
            path = (root / folder / name).resolve()
            if not path.is_relative_to(real_root):
                fault = "outside" if fault == "missing" else fault
            elif path.is_file():
                return _examine(path)
        except (OSError, RuntimeError):  # RuntimeError: links that lead to each other, before Python 3.13
            return None, "unreadable"
    return None, fault


def _examine(path: Path) -> tuple[Path | None, str]:
    if path.stat().st_size > LARGEST_IMAGE:
        return None, "too-large"
    content = path.read_bytes()
    fault = fault_of_picture(content)
    if fault:
        return None, fault
    header = read_header(content)
    return path, _TURNED if header is not None and header.orientation != 1 else ""
