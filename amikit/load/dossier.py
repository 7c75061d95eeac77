"""Read the folder that a consortium writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from amikit.diagnostics import Diagnostic
from amikit.load import faults
from amikit.load.images import find_images
from amikit.load.reader import FolderReader
from amikit.load.validate import keys_of
from amikit.model.budget import Budget, Expense, Income, Nature
from amikit.model.decision import Decision
from amikit.model.dossier import Dossier, Member, Section, SectionFront, Settings
from amikit.model.entity import Entity
from amikit.nearby import did_you_mean, nearest, same_word
from amikit.source.markdown import Prose
from amikit.source.span import Span

_Line = TypeVar("_Line", bound=Entity)

SETTINGS_FILE = "dossier.yaml"


def load_dossier(root: Path) -> tuple[Dossier | None, list[Diagnostic]]:
    """The whole folder; None when it has no readable ``dossier.yaml`` at all.

    What cannot be read is said and left out, so that one run says everything.
    """
    reader = FolderReader(root)
    settings_path = root / SETTINGS_FILE
    if not settings_path.exists() and not settings_path.is_symlink():
        reader.say(faults.NO_DOSSIER, Span(settings_path))
        return None, reader.diagnostics
    settings = reader.read_yaml(Settings, settings_path, "dossier") or Settings()
    members, histories = _members(reader)
    decisions, motions = _decisions(reader)
    sections = _sections(reader)
    proses = [*histories.values(), *motions.values(), *(section.prose for section in sections.values())]
    images, bad_images = find_images(root, proses)
    budget = _budget(reader, settings.volunteering_rate_cents)
    unread = (found.span for found in reader.diagnostics if found.is_unreadable)
    dossier = Dossier(
        root=root,
        settings=settings,
        members=members,
        histories=histories,
        sections=sections,
        decisions=decisions,
        motions=motions,
        budget=budget,
        images=images,
        bad_images=bad_images,
        missing_files=_missing_files(reader, settings),
        unreadable=frozenset(reader.unreadable),
        unread_places=frozenset((span.path, span.line, span.column) for span in unread),
    )
    return dossier, reader.diagnostics


def _missing_files(reader: FolderReader, settings: Settings) -> frozenset[str]:
    """The files that attachments name and that are not inside the folder."""
    named = {piece.file for piece in settings.attachments if piece.file}
    return frozenset(
        name for name in named if not (reader.is_inside(reader.root / name) and (reader.root / name).is_file())
    )


def _members(reader: FolderReader) -> tuple[tuple[Member, ...], Mapping[str, Prose]]:
    members: list[Member] = []
    histories: dict[str, Prose] = {}
    for path in reader.files("membres", ".md"):
        about = f"membres/{path.stem}"
        prose = reader.read_prose(path, about)
        member = None if prose is None else reader.read_front(Member, prose, about, id=path.stem)
        if member is not None and prose is not None:
            members.append(member)
            histories[member.id] = prose
    return tuple(members), histories


def _decisions(reader: FolderReader) -> tuple[tuple[Decision, ...], Mapping[str, Prose]]:
    decisions: list[Decision] = []
    motions: dict[str, Prose] = {}
    for path in reader.files("decisions", ".md"):
        about = f"decisions/{path.stem}"
        prose = reader.read_prose(path, about)
        decision = None if prose is None else reader.read_front(Decision, prose, about, id=path.stem)
        if decision is not None and prose is not None:
            decisions.append(decision)
            motions[decision.id] = prose
    return tuple(decisions), motions


def _sections(reader: FolderReader) -> Mapping[str, Section]:
    sections: dict[str, Section] = {}
    for path in reader.files("sections", ".md"):
        about = f"sections/{path.stem}"
        prose = reader.read_prose(path, about)
        if prose is None:
            continue
        front = reader.read_front(SectionFront, prose, about) or SectionFront()
        sections[path.stem] = Section(path.stem, prose, front)
    return sections


def _budget(reader: FolderReader, volunteering_rate_cents: int | None) -> Budget:
    """Both tables; volunteering without amount nor rate takes the rate that the dossier states."""
    expenses = [
        line.model_copy(update={"rate_cents": volunteering_rate_cents})
        if line.nature is Nature.VOLUNTEERING and line.amount_cents is None and line.rate_cents is None
        else line
        for line in _lines(reader, Expense, "depenses")
    ]
    return Budget(tuple(expenses), tuple(_lines(reader, Income, "recettes")))


def _lines(reader: FolderReader, model: type[_Line], name: str) -> list[_Line]:
    """The rows of ``budget/<name>.csv``; a wrong column is said once, and read as the one that it looks like."""
    path = reader.root / "budget" / f"{name}.csv"
    if not path.exists() and not path.is_symlink():
        return []
    table = reader.read_table(path, f"budget/{name}")
    if table is None:
        return []
    known = keys_of(model)
    for place, column in enumerate(table.columns):
        same = same_word(column, known)
        if same and same not in table.columns:
            table.rename(place, same)
        elif column and column not in known:
            span = table.span_at(table.header_line, place)
            reader.say(faults.UNKNOWN_COLUMN, span, f"budget/{name}", column=column, advice=did_you_mean(column, known))
            meant = nearest(column, known)
            if meant and meant not in table.columns:
                table.rename(place, meant)
    if table.columns and "ligne" not in table.columns:
        span = Span(path, table.header_line)
        reader.say(faults.MISSING_COLUMN, span, f"budget/{name}", column="ligne", columns="; ".join(known))
        return []
    lines: list[_Line] = []
    for row in table.rows:
        for column in [column for column in row if column not in known]:
            del row[column]
        line = reader.entity(model, row, path, f"budget/{row.get('ligne') or row.line}")
        if line is not None:
            lines.append(line)
    return lines
