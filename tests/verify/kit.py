"""Answers to verify: made, saved again by a word processor, changed by somebody."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf

import amikit
from amikit.annex.canonical import canonical_bytes, digest_of, grouped
from amikit.export.annexed import as_base64, seal
from amikit.export.formats import EXPORTERS
from amikit.model.catalog import Catalog
from amikit.pipeline import document_day
from amikit.render.answer import Answer
from amikit.render.compose import compose_answer
from amikit.render.walk import Node, plain_text, replaced
from amikit.verify.checks import verify_received
from amikit.verify.reading import Received, receive
from amikit.verify.verdict import Verdict
from amikit.verify.worker import load_reader_catalog
from tests.programs import require

CARRIERS = ("docx", "html", "odt", "pdf")
"""The formats that carry the annex inside."""


_SHAPED = frozenset({"chart", "flows", "key-figures"})


def sealed(root: Path, *, draft: bool = False) -> Answer:
    """The answer of a dossier, its annex inside, before any format."""
    checked = amikit.check(root)
    assert checked.proposal is not None, checked.report.diagnostics
    assert draft or checked.report.is_ready, checked.report.diagnostics
    day = document_day(checked.proposal.dossier)
    answer = compose_answer(checked.proposal, checked.rendered, is_draft=draft, on=day)
    return seal(answer, checked.proposal, checked.report.excused)


def written(answer: Answer, suffix: str) -> bytes:
    """The file of an answer in one format."""
    return EXPORTERS[suffix](answer)


@cache
def reader_catalog() -> Catalog:
    return load_reader_catalog([])


def verdict_of(content: bytes | Received, name: str = "") -> Verdict:
    """What is said of a file, or of what was read in it."""
    received = receive(content) if isinstance(content, bytes) else content
    return verify_received(name, received, reader_catalog())


def codes(verdict: Verdict, light: str = "rouge") -> list[str]:
    """The codes of the checks of one light, each once."""
    return sorted({check.code for check in verdict.checks if check.light.value == light})


# Changing the text of an answer, its annex left alone.


def with_text(answer: Answer, old: str, new: str) -> Answer:
    """The first place that prints ``old`` prints ``new``."""
    is_done = False

    def instead(node: Node) -> list[Node] | None:
        nonlocal is_done
        if node["t"] == "Div" and _SHAPED.intersection(node["c"][0][1]):
            return [node]  # each format draws it in its own way
        if is_done or node["t"] != "Str" or old not in node["c"]:
            return None
        is_done = True
        return [{"t": "Str", "c": node["c"].replace(old, new, 1)}]

    made = replace(answer, blocks=tuple(replaced(answer.blocks, instead)))
    assert is_done, f"{old} is not printed"
    return made


def with_cover(answer: Answer, old: str, new: str) -> Answer:
    """The amount asked that the cover prints is another."""
    assert old in answer.cover.asked
    return replace(answer, cover=replace(answer.cover, asked=answer.cover.asked.replace(old, new)))


def without_row(answer: Answer, words: str) -> Answer:
    """The first row of a table that holds these words is taken out."""
    is_done = False

    def rows(found: list[Any]) -> list[Any]:
        nonlocal is_done
        kept = []
        for row in found:
            if not is_done and words in plain_text([cell[4] for cell in row[1]]):
                is_done = True
            else:
                kept.append(row)
        return kept

    def instead(node: Node) -> list[Node] | None:
        if node["t"] != "Table" or is_done:
            return None
        content = list(node["c"])
        content[4] = [[body[0], body[1], body[2], rows(body[3])] for body in content[4]]
        return [{"t": "Table", "c": content}] if is_done else None

    made = replace(answer, blocks=tuple(replaced(answer.blocks, instead)))
    assert is_done, f"no row says {words}"
    return made


# Changing an annex.

Change = Callable[[dict[str, Any]], None]


def changed(annex: bytes, change: Change) -> bytes:
    """The annex with some of its values changed, in canonical form."""
    said = json.loads(annex)
    change(said)
    return canonical_bytes(said)


def reprinted(text: str, before: bytes, after: bytes) -> str:
    """The text with the digest of another annex."""
    old, new = (grouped(digest_of(one)).split() for one in (before, after))
    found = re.search(r"\s+".join(old), text)
    assert found, "the digest is not printed"
    return text[: found.start()] + " ".join(new) + text[found.end() :]


# The same in a file that was already written.


def carrying(suffix: str, content: bytes, annex: bytes, *, also: bytes | None = None) -> bytes:
    """The file with another annex instead of its own, and perhaps a second one."""
    if suffix == "pdf":
        return _pdf_carrying(content, annex, also)
    letters = as_base64(annex)
    second = as_base64(also) if also is not None else None
    if suffix == "html":
        pattern = r'(<script type="application/octet-stream" id="amikit-annex">)([^<]*)(</script>)'
        return _with_letters(content.decode(), pattern, letters, second).encode()
    part, pattern = {
        "docx": ("customXml/item1.xml", r"(<annex [^>]*>)([^<]*)(</annex>)"),
        "odt": ("meta.xml", r'(<meta:user-defined meta:name="amikit-annex"[^>]*>)([^<]*)(</meta:user-defined>)'),
    }[suffix]
    parts = parts_of(content)
    if suffix == "docx":
        part = next(name for name, text in parts.items() if b"urn:amikit:annex:1" in text and b"<annex" in text)
        if second is not None:  # one root element a part: the second annex is in a part of its own
            parts["customXml/item99.xml"] = parts[part].replace(_letters_of(parts[part], pattern), second.encode())
            second = None
    parts[part] = _with_letters(parts[part].decode(), pattern, letters, second).encode()
    return zipped(parts)


def _letters_of(part: bytes, pattern: str) -> bytes:
    found = re.search(pattern, part.decode())
    assert found
    return found[2].encode()


def _with_letters(text: str, pattern: str, letters: str, second: str | None) -> str:
    found = re.search(pattern, text)
    assert found, "no annex there"
    made = f"{found[1]}{letters}{found[3]}" + (f"{found[1]}{second}{found[3]}" if second is not None else "")
    return text[: found.start()] + made + text[found.end() :]


def _pdf_carrying(content: bytes, annex: bytes, also: bytes | None) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        name = next(iter(pdf.attachments))
        pdf.attachments[name] = annex
        if also is not None:
            pdf.attachments["autre.json"] = also
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a DOCX or an ODT."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Parts in an archive, the type of an ODT first and as it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return made.getvalue()


def edited(suffix: str, content: bytes, old: str, new: str) -> bytes:
    """The file with the first ``old`` of its text written ``new``, as somebody would with a text editor."""
    if suffix == "html":
        head, mark, body = content.decode().partition("<body")
        assert old in body
        return (head + mark + body.replace(old, new, 1)).encode()
    part = {"docx": "word/document.xml", "odt": "content.xml"}[suffix]
    parts = parts_of(content)
    assert old.encode() in parts[part]
    return zipped({**parts, part: parts[part].replace(old.encode(), new.encode(), 1)})


@dataclass(frozen=True)
class Office:
    """LibreOffice, which opens files and saves them again."""

    folder: Path

    def save_again(self, files: Mapping[str, bytes], into: str) -> dict[str, bytes]:
        """Files of one format, by name, as LibreOffice writes them in the format ``into``."""
        before, after = self.folder / "before", self.folder / f"after-{into}"
        before.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (before / name).write_bytes(content)
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = [require("soffice"), profile, "--headless", "--convert-to", into, "--outdir", after]
        paths = [str(before / name) for name in files]
        subprocess.run([*map(str, command), *paths], check=True, capture_output=True, timeout=180)
        return {name: (after / f"{Path(name).stem}.{into}").read_bytes() for name in files}
