"""A document brought into a dossier: its parts, where each would go, and the changes that would be written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amikit.diagnostics import Diagnostic
from amikit.export.markdown import blocks_to_markdown
from amikit.importing.aside import Aside, hidden
from amikit.importing.blocks import Flattener
from amikit.importing.opening import open_document, refused
from amikit.importing.pictures import FOLDER, PictureTaker
from amikit.importing.reading import Unread, read_tree
from amikit.importing.splitting import ASIDE, Part, split, with_even_levels
from amikit.mend.files import Change, decode, is_ours
from amikit.model.call import SectionSpec
from amikit.render.walk import plain_text
from amikit.rules.cal.sections import TO_SORT
from amikit.source.markdown import parse_markdown

_LABEL = re.compile(r"(?<!\\)\[\^([0-9]{1,6})\](?!\()")


@dataclass
class Brought:
    """What a document gives."""

    path: Path
    parts: list[Part] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    aside: Aside = field(default_factory=Aside)

    @property
    def proposed(self) -> list[Part]:
        """The parts that somebody has to place, and where they could go."""
        return [part for part in self.parts if part.proposed_id and not part.section_id]

    @property
    def unknown(self) -> list[Part]:
        """The parts that look like no section."""
        return [part for part in self.parts if not part.proposed_id and not part.section_id]


def bring(
    path: Path, root: Path, sections: Sequence[SectionSpec], *, chosen: Mapping[str, str], changes: str
) -> Brought | Diagnostic:
    """Read a document; ``chosen`` are titles, and the sections that somebody gives them (``-``: none)."""
    opened = open_document(path, changes)
    if isinstance(opened, Diagnostic):
        return opened
    aside = Aside(boxes=list(opened.boxes), headers=list(opened.headers))
    kinds = (
        ("object", opened.objects_count),
        ("contents", opened.has_contents),
        ("macros", opened.has_macros),
        ("front-matter", opened.has_front_matter),
        ("inner-table", opened.inner_tables_count),
    )
    aside.counts.update({kind: int(count) for kind, count in kinds if count})
    taker = PictureTaker(root, path.stem, opened.read_picture)
    try:
        tree = read_tree(opened.content, opened.format)
        aside.title = _title_of(tree.get("meta", {}))
        flattener = Flattener(changes, opened.comments, taker.take, aside, opened.alts)
        parts, aside.bold_titles = split(flattener.document(tree["blocks"]), sections, chosen)
    except Unread as unread:
        return refused(path, unread.why)
    except RecursionError:
        return refused(path, "too-big")
    return Brought(path, parts, taker.files, aside)


def _title_of(meta: Mapping[str, object]) -> str:
    title = meta.get("title")
    return " ".join(plain_text(title.get("c", [])).split()) if isinstance(title, dict) else ""


def plan(brought: Brought, root: Path, sections: Sequence[SectionSpec]) -> list[Change]:
    """The files that would change: prose is added below what is there, never in its place.

    What is already in a file, word for word, is not added again. Raises ``OSError`` for a file that
    cannot be read or is not ours to write.
    """
    titles = {spec.id: spec.title for spec in sections}
    by_section: dict[str, list[Part]] = {section_id: [] for section_id in (*titles, TO_SORT)}
    for part in brought.parts:
        by_section[TO_SORT if part.section_id in ("", ASIDE) else part.section_id].append(part)
    changes = []
    for section_id, parts in by_section.items():
        if parts:
            text = section_text(parts, titles.get(section_id, ""))
            change = _added(root, section_id, text, brought.path.name)
            changes += [change] if change else []
    used = "".join(change.after.decode(errors="replace") for change in changes)
    for name, content in brought.pictures.items():
        place = root / FOLDER / name
        if not is_ours(place, root):
            raise PermissionError(1, "outside", str(place))
        if f"({FOLDER}/{name}" in used and not place.exists():
            changes.append(Change(place, b"", content, is_new=True))
    return changes


def section_text(parts: Sequence[Part], title: str) -> str:
    """The Markdown of a section: the first part's own title is the section's, the others keep theirs."""
    blocks = []
    for number, part in enumerate(parts):
        is_headed = bool(part.title) and (number > 0 or not title)
        if is_headed:
            words = [{"t": "Str", "c": word} for word in part.title.split()]
            spaced = [one for word in words for one in ({"t": "Space"}, word)][1:]
            blocks.append({"t": "Header", "c": [1, ["", [], []], spaced]})
        blocks += with_even_levels(part.blocks, below=int(is_headed))
    return blocks_to_markdown(blocks).strip()


def _unlabelled(text: str) -> str:
    return _LABEL.sub("[^]", text)


def _with_free_labels(text: str, there: str) -> str:
    """The text with notes numbered after those that the file has: of two notes of one name, one would be lost."""
    last = max((int(number) for number in _LABEL.findall(there)), default=0)
    return _LABEL.sub(lambda label: f"[^{int(label[1]) + last}]", text) if last else text


def _added(root: Path, section_id: str, text: str, name: str) -> Change | None:
    """The change of one section; None when the file says all of it already, or there is nothing to say."""
    path = root / "sections" / f"{section_id}.md"
    if not is_ours(path, root):
        raise PermissionError(1, "outside", str(path))
    is_new = not path.exists()
    before = b"" if is_new else path.read_bytes()
    there, mark, encoding = decode(before)
    plain = there.replace("\r\n", "\n")
    if not text or _unlabelled(text) in _unlabelled(plain):
        return None
    text = _with_free_labels(text, plain)
    pieces = [plain.rstrip("\n")] if plain.strip() else []
    if not parse_markdown(plain, path).is_empty:
        pieces.append(hidden(f"Repris de {name}, à relier à ce qui précède"))
    after = "\n\n".join([*pieces, text]) + "\n"
    after = after.replace("\n", "\r\n") if "\r\n" in there else after
    try:
        content = mark + after.encode(encoding)
    except UnicodeEncodeError:  # Windows-1252 lacks a letter that the document has
        content = after.encode()
    return Change(path, before, content, is_new=is_new)
