"""Compiled templates, kept in memory and between runs as Python keeps its own modules.

Compiling is nine tenths of filling in. Only for the templates that ship with amikit:
reading compiled code is running it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from functools import cache
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from amikit.i18n import Language

_DIGEST_BYTES = hashlib.sha256().digest_size


class TemplateCache(BytecodeCache):
    """Bytecode by template; on the disk too when there is a ``folder``.

    A folder that cannot be read or written means a slower run, never an error. An entry
    begins with its own digest: code that was cut or damaged would crash Python. Jinja
    compares the rest with its source and with the version of Python.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if bucket.code is not None or self._folder is None:
            return
        try:
            entry = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        digest, code = entry[:_DIGEST_BYTES], entry[_DIGEST_BYTES:]
        if hashlib.sha256(code).digest() == digest:
            bucket.bytecode_from_string(code)
            self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._remember(bucket)
        if self._folder is None:
            return
        code = bucket.bytecode_to_string()
        beside = self._folder / f".{bucket.key}.{os.getpid()}"
        try:
            beside.write_bytes(hashlib.sha256(code).digest() + code)
            beside.replace(self._folder / bucket.key)
        except OSError:
            return  # a full or read-only disk: the next run compiles again

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def _compiler_digest() -> str:
    """Changes whenever what compiles a template does: our own code shapes the bytecode."""
    rooms = [Path(__file__).with_name(name) for name in ("slots.py", "templates.py")]
    return hashlib.sha256(b"".join(room.read_bytes() for room in rooms)).hexdigest()[:12]


@cache
def own_cache(language: Language) -> TemplateCache:
    """The cache of our templates; one per language, since constants are worked out when compiling."""
    return TemplateCache(_private_folder(language))


def _private_folder(language: Language) -> Path | None:
    """A folder that only this person can write; None where there is none."""
    if sys.dont_write_bytecode or sys.platform == "win32":
        return None
    home = os.environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(home) if home.startswith("/") else Path("~/.cache").expanduser()
        made_by = f"{jinja2.__version__}-{sys.implementation.cache_tag}"
        folder = base / "amikit" / f"templates-{made_by}-{_compiler_digest()}-{language}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_private(folder) else None
    except (OSError, RuntimeError):
        return None


def _is_private(folder: Path) -> bool:
    """Whether nobody else can write in it, nor put another folder in its place."""
    found = folder.lstat()
    is_mine = found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return is_mine and stat.S_ISDIR(found.st_mode) and all(_is_kept(parent.stat()) for parent in folder.parents)


def _is_kept(parent: os.stat_result) -> bool:
    """Whether strangers cannot rename what is in a folder: theirs, or open to all as ``/tmp`` is not."""
    is_open = parent.st_mode & stat.S_IWOTH and not parent.st_mode & stat.S_ISVTX
    return parent.st_uid in (0, os.getuid()) and not is_open
