"""The verifier as one page of HTML: opened from a disk, it reads files where they are and sends nothing.

The page is put together from the modules of ``page/``, from what it shares with this amikit (the schema,
the sentences, the reader's catalog), and from pdf.js. A Content-Security-Policy forbids it every connection.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable

from amikit.i18n import Language
from amikit.model.catalog import Catalog
from amikit.verify.apart import SECONDS
from amikit.verify.page_data import page_data
from amikit.verify.page_words import PAGE

_EXACT = ("data", "spelling", "exact")
_SPEAKING = ("say",)
_READING = ("unreadable", "json", "sha256", "annexes", "xml", "zip", "package", "html", "pdf", "reading")
_COUNTING = ("schema", "licences", "figures", "proposal", "periods", "shares", "views", "ledger", "claims")
_CHECKING = (
    "mentions",
    "identifiers",
    "parts",
    "fingerprint",
    "verdict",
    "sums",
    "reciprocity",
    "printing",
    "text_checks",
    "checks",
)
WORKER: Sequence[str] = (*_EXACT, *_SPEAKING, *_READING, *_COUNTING, *_CHECKING, "worker")
"""What opens the files, in the order in which each module needs those before it."""
VIEW: Sequence[str] = (*_EXACT, *_SPEAKING, "report", "elements", "cards", "queue", "view")
"""What shows the verdicts."""
_IMPORT = re.compile(r'^import \{([^{}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:const|class|(?:async )?function) (\w+)", re.MULTILINE)
_EXPORTED = re.compile(r"export\{([^{}]*)\};?\s*$")
_TOKEN = re.compile(r"\{\{(\w+)\}\}")
_KEEPS_SPACES = ("keepWhiteSpace:u=!1", "keepWhiteSpace:u=!0")
"""pdf.js gives every space as an ordinary one, unless it is asked: narrow ones group the thousands of an amount."""
_CHANGED = (
    "/* pdf.js, of Mozilla (Apache-2.0), changed by amikit: it exports nothing, and keeps the spaces of a text. */"
)
_ENDS = re.compile(r"</script|<!--", re.IGNORECASE)


def verification_page(catalog: Catalog, version: str, *, seconds: float = SECONDS) -> str:
    """The page, for a reader of that catalog; a file that takes more seconds is left aside."""
    view = _bundle(VIEW)
    style = _own("page.css")
    fields = {
        "policy": _policy(view, style),
        "version": escape(version),
        "style": style,
        "data": _as_data(json.dumps(page_data(catalog, version, seconds), ensure_ascii=False, separators=(",", ":"))),
        "worker": _checked("\n".join((_pdf_js(), _bundle(WORKER)))),
        "view": _checked(view),
        **{f"{name}_{language}": escape(text[language]) for name, text in PAGE.items() for language in _LANGUAGES},
    }
    return _TOKEN.sub(lambda found: fields[found[1]], _own("page.html"))


_LANGUAGES: Sequence[Language] = ("fr", "en")


def _policy(script: str, style: str) -> str:
    """Nothing is fetched, nothing is sent; our own script and style alone, and the worker that they make."""
    rules = (
        "default-src 'none'",
        f"script-src {_hash(script)}",
        f"style-src {_hash(style)}",
        "worker-src blob:",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _bundle(names: Sequence[str]) -> str:
    """Modules one after the other, each in a scope of its own that returns what it exports."""
    body = "".join(f"const ${name} = (() => {{\n{_module(_own(f'{name}.js'))}}})();\n" for name in names)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def _module(source: str) -> str:
    names = ", ".join(found[1] for found in _EXPORT.finditer(source))
    body = _IMPORT.sub(r"const {\1} = $\2;\n", source)
    return f"{_EXPORT.sub(lambda found: found[0].removeprefix('export '), body)}return {{ {names} }};\n"


def _pdf_js() -> str:
    """pdf.js without its ``export``: it is kept in a scope of its own, and runs where it is called."""
    parts = (_own("vendor/pdf.worker.min.mjs"), _own("vendor/pdf.min.mjs"))
    worker, library = (_wrapped(part) for part in parts)
    before, after = _KEEPS_SPACES
    if worker.count(before) != 1:
        raise AssertionError("pdf.js changed: see where it leaves out spaces")
    return f"{_CHANGED}\n{worker.replace(before, after)}\nglobalThis.pdfjs = {library}"


def _wrapped(module: str) -> str:
    """Without ``self``, which pdf.js would listen to instead of us; a page on a disk may start no module."""
    found = _EXPORTED.search(module)
    if found is None:
        raise AssertionError("pdf.js changed: it exports nothing")
    names = [one.partition(" as ")[::2] for one in found[1].split(",")]
    exported = ",".join(f"{outside or inside}:{inside}" for inside, outside in names)
    body = module[: found.start()].replace("import.meta.url", '"about:blank"')
    return f"((self) => {{{body}return {{{exported}}};}})(undefined);"


def _as_data(said: str) -> str:
    """JSON that no reader of HTML takes for an end."""
    return said.replace("<", "\\u003c")


def _checked(script: str) -> str:
    if _ENDS.search(script):
        raise AssertionError("a script may not hold what ends a script")
    return script


def _own(name: str) -> str:
    """A file of ours."""
    path: Traversable = files("amikit.verify") / "page"
    for part in name.split("/"):
        path /= part
    return path.read_text(encoding="utf-8")
