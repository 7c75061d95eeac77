"""Compiled templates, kept in memory and between runs as Python keeps its own modules.

Compiling is nine tenths of filling in. Only for the templates that ship with amikit:
reading compiled code is running it.
"""

from __future__ import annotations

import os
import stat
import sys
from functools import cache
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from amikit.i18n import Language


class TemplateCache(BytecodeCache):
    """Bytecode by template; on the disk too when there is a ``folder``.

    A folder that cannot be read or written means a slower run, never an error. Jinja
    compares each entry with its source and with the version of Python.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if bucket.code is not None or self._folder is None:
            return
        try:
            with (self._folder / bucket.key).open("rb") as file:
                bucket.load_bytecode(file)
        except (OSError, EOFError, ValueError, TypeError):
            bucket.reset()
        self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._remember(bucket)
        if self._folder is None:
            return
        beside = self._folder / f".{bucket.key}.{os.getpid()}"
        try:
            with beside.open("wb") as file:
                bucket.write_bytecode(file)
            beside.replace(self._folder / bucket.key)
        except OSError:
            return  # a full or read-only disk: the next run compiles again

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


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
        folder = base / "amikit" / f"templates-{sys.implementation.cache_tag}-{language}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    is_private = found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return folder if is_private and stat.S_ISDIR(found.st_mode) else None
