"""Read the folder that a consortium writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from amikit.diagnostics import Diagnostic
from amikit.i18n import Text
from amikit.load import faults
from amikit.load.cut import say_cut_texts
from amikit.load.images import load_images
from amikit.load.reader import FolderReader
from amikit.load.tables import read_lines, say_unread_tables
from amikit.model.budget import Budget, Expense, Income, Nature
from amikit.model.consortium import Member
from amikit.model.decision import Decision
from amikit.model.dossier import Dossier, Section, SectionFront, Settings
from amikit.source.markdown import Prose
from amikit.source.span import Span
from amikit.spelling import fold, nearest

SETTINGS_FILE = "dossier.yaml"
_FOLDERS = ("membres", "sections", "budget", "decisions", "ressources", "images", "suivi", "allocation")


def load_dossier(root: Path) -> tuple[Dossier | None, list[Diagnostic]]:
    """The whole folder; None when it has no readable ``dossier.yaml`` at all.

    What cannot be read is said and left out, so that one run says everything.
    """
    reader = FolderReader(root)
    settings_path = root / SETTINGS_FILE
    if not settings_path.exists() and not settings_path.is_symlink():
        what, hint = _why_no_dossier(root)
        reader.report(faults.NO_DOSSIER, Span(settings_path if root.is_dir() else root), what=what, hint=hint)
        return None, reader.diagnostics
    _say_misnamed_folders(reader)
    settings = _settings(reader, settings_path)
    members, histories = _members(reader)
    decisions, motions = _decisions(reader)
    sections = _sections(reader)
    budget = _budget(reader, settings.volunteering_rate_cents)
    unread = [found.span for found in reader.diagnostics if found.is_unreadable]
    dossier = Dossier(
        root=root,
        settings=settings,
        members=members,
        histories=histories,
        sections=sections,
        decisions=decisions,
        motions=motions,
        budget=budget,
        missing_files=_missing_files(reader, settings),
        unreadable=frozenset(reader.unreadable | _unread_keys(settings, unread)),
        unread_places=frozenset((span.path, span.line, span.column) for span in unread),
    )
    images, bad_images, turned_images = load_images(root, (prose for _, prose in dossier.proses))
    dossier = replace(dossier, images=images, bad_images=bad_images, turned_images=turned_images)
    return dossier, reader.diagnostics


def _settings(reader: FolderReader, path: Path) -> Settings:
    text = reader.read_text(path, "dossier")
    settings = None if text is None else reader.read_settings(Settings, text, path, "dossier")
    if text is None or settings is None:
        return Settings()
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        reader.unreadable.add("dossier")
        reader.report(faults.EMPTY_SETTINGS, Span(path), "dossier")
        return Settings()
    say_cut_texts(reader, settings, text, "dossier")
    return settings


def _say_misnamed_folders(reader: FolderReader) -> None:
    """A folder written with an accent, a capital or without its « s »: all that it holds would be lost without a word."""
    try:
        found = sorted(path for path in reader.root.iterdir() if path.is_dir())
    except OSError:
        return  # what is inside says so
    for path in found:
        known = next((name for name in _FOLDERS if fold(path.name).rstrip("s") == name.rstrip("s")), path.name)
        if path.name != known and not (reader.root / known).exists():
            reader.unreadable.add(known)
            reader.report(faults.FOLDER_NAME, Span(path), known, name=path.name, known=known)


def _unread_keys(settings: Settings, unread: Iterable[Span]) -> set[str]:
    """The top-level keys of ``dossier.yaml`` below which something could not be read: ``dossier/calendrier``.

    What is missing from their lists may be what was left out.
    """
    begins = sorted((settings.at(name), str(field.alias)) for name, field in Settings.model_fields.items())
    inside = [span for span in unread if span.path == settings.at().path]
    holders = ([key for place, key in begins if settings.at() < place <= span] for span in inside)
    return {f"dossier/{keys[-1]}" for keys in holders if keys}


def _missing_files(reader: FolderReader, settings: Settings) -> frozenset[str]:
    """The files that attachments name and that are not inside the folder."""
    named = {piece.file for piece in settings.attachments if piece.file}
    return frozenset(name for name in named if not reader.holds(name))


def _why_no_dossier(root: Path) -> tuple[Text, Text]:
    """What was named in place of a dossier, and what to name."""
    if root.is_file():
        folder = root.parent.name or "."
        return Text(f"« {root.name} » est un fichier", f"“{root.name}” is a file"), Text(
            f"Donnez le dossier qui le contient : « {folder} ».", f"Name the folder that holds it: “{folder}”."
        )
    what = Text("Ce dossier n'a pas de fichier « dossier.yaml »", "This folder has no “dossier.yaml” file")
    if not root.exists():
        what = Text(f"Le dossier « {root.name} » n'existe pas", f"The folder “{root.name}” does not exist")
        if meant := nearest(root.name, _dossiers_beside(root)):
            return what, Text(f"Vouliez-vous écrire « {meant} » ?", f"Did you mean “{meant}”?")
    return what, Text(
        "Commencez par « amikit new mon-dossier --call lieu-totem », ou donnez le bon dossier.",
        "Start with “amikit new my-folder --call lieu-totem”, or name the right folder.",
    )


def _dossiers_beside(root: Path) -> list[str]:
    """The names of the dossiers that stand where this one was looked for."""
    try:
        return sorted(path.parent.name for path in root.parent.glob(f"*/{SETTINGS_FILE}"))
    except OSError:
        return []


def _members(reader: FolderReader) -> tuple[tuple[Member, ...], Mapping[str, Prose]]:
    members: list[Member] = []
    histories: dict[str, Prose] = {}
    for path in reader.files("membres", ".md"):
        about = f"membres/{path.stem}"
        prose = reader.read_prose(path, about)
        member = None if prose is None else reader.read_front(Member, prose, about, id=path.stem)
        if member is not None and prose is not None and member.id:
            say_cut_texts(reader, member, prose.text, about)
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
        if decision is not None and prose is not None and decision.id:
            say_cut_texts(reader, decision, prose.text, about)
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
        say_cut_texts(reader, front, prose.text, about)
        sections[path.stem] = Section(path.stem, prose, front)
    return sections


def _budget(reader: FolderReader, volunteering_rate_cents: int | None) -> Budget:
    """Both tables; volunteering without amount nor rate takes the rate that the dossier states."""
    expenses = [
        line.model_copy(update={"rate_cents": volunteering_rate_cents})
        if line.nature is Nature.VOLUNTEERING and line.amount_cents is None and line.rate_cents is None
        else line
        for line in read_lines(reader, Expense, "depenses")
    ]
    incomes = read_lines(reader, Income, "recettes")
    say_unread_tables(reader, [name for name, lines in (("depenses", expenses), ("recettes", incomes)) if lines])
    return Budget(tuple(expenses), tuple(incomes))
