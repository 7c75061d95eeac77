"""Run the pandoc that came with amikit: blocks in, one file's bytes out."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from amikit.errors import AmikitError
from amikit.i18n import Text
from amikit.render.answer import Block
from amikit.source.characters import FORBIDDEN

API_VERSION = (1, 23, 1)
_TIMEOUT_SECONDS = 120
# An answer of 20 pages peaks at 120 MB; a hostile reference document must not take the machine down.
# Large areas of allocation leave little garbage to copy: less time, and less memory, than by default.
_HEAP = ("-M1500m", "-A32m")
# A lone surrogate stops pandoc, a control character makes Word refuse the whole file; in JSON controls are escaped.
_SUSPECT = re.compile(rf"{FORBIDDEN.pattern}|\\u00")


def without_controls(text: str) -> str:
    """The text without the characters that no file format can carry.

    >>> without_controls("avant\\x00après")
    'avantaprès'
    """
    return FORBIDDEN.sub("", text)


def run_pandoc(
    blocks: Sequence[Block], *, to: str, meta: Mapping[str, Any] | None = None, args: Sequence[str] = ()
) -> bytes:
    """Write blocks in a pandoc format, from pandoc's own bundled binary, in its sandbox.

    ``meta`` holds pandoc ``MetaValue``s. No network, no file but those that ``args`` name,
    no data folder of the person's own; dates inside are pandoc's (1980), to be replaced.
    Raises ``AmikitError`` when pandoc is missing, too long, or stops.
    """
    document = {"pandoc-api-version": API_VERSION, "meta": dict(meta or {}), "blocks": list(blocks)}
    command = [
        str(pandoc_path()),
        *("+RTS", *_HEAP, "-RTS"),
        *("--sandbox", "--wrap=none", "--data-dir", str(Path(__file__).parent)),
        *("--from=json", f"--to={to}", "--output=-", *args),
    ]
    source = json.dumps(document, ensure_ascii=False)
    if _SUSPECT.search(source):  # rare, and cleaning every string takes as long as all the rest
        source = json.dumps(_cleaned(document), ensure_ascii=False)
    try:
        done = subprocess.run(
            command, input=source.encode(), capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _stopped(to, f"> {_TIMEOUT_SECONDS} s") from None
    except OSError as error:
        raise _stopped(to, error.strerror or "OSError") from error
    if done.returncode != 0:
        raise _stopped(to, _last_line(done.stderr) or f"status {done.returncode}")
    return done.stdout


@cache
def pandoc_path() -> Path:
    """The pandoc binary inside the ``pypandoc_binary`` wheel; importing it would cost 0.1 s."""
    spec = importlib.util.find_spec("pypandoc")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / "files" / ("pandoc.exe" if sys.platform == "win32" else "pandoc")
        if path.is_file():
            return path
    raise AmikitError(
        Text("Pandoc, qui écrit les documents, est introuvable.", "Pandoc, which writes the documents, is missing."),
        Text(
            "Réinstaller : pip install --force-reinstall pypandoc_binary",
            "Reinstall it: pip install --force-reinstall pypandoc_binary",
        ),
    )


def _cleaned(node: Any) -> Any:
    if isinstance(node, str):
        return without_controls(node)
    if isinstance(node, Mapping):
        return {key: _cleaned(value) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [_cleaned(item) for item in node]
    return node


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def _stopped(to: str, reason: str) -> AmikitError:
    return AmikitError(
        Text(f"Pandoc s'est arrêté en écrivant le format {to} ({reason}).", f"Pandoc stopped writing {to} ({reason})."),
        Text(
            "Libérer de la mémoire et de la place sur le disque, puis recommencer.",
            "Free some memory and disk space, then try again.",
        ),
    )
