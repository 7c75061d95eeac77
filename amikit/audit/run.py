"""From a folder to an overview: list, examine, journal, lay out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from amikit.audit.crossing import Crossing, cross
from amikit.audit.facts import Facts
from amikit.audit.files import Aside, files_of
from amikit.audit.journal import JOURNAL, Journal
from amikit.audit.overview import Overview, make_overview
from amikit.audit.pool import Pool, cluster_pool, default_jobs, local_pool, results
from amikit.audit.summary import Summary
from amikit.audit.work import Job
from amikit.verify.worker import load_reader_catalog

Progress = Callable[[int, int], None]
"""Called with the files read, and how many there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an audit is asked to do."""

    folder: Path
    out: Path | None = None
    """Where the journal is, and the reports; None writes nothing."""
    catalogs: tuple[Path, ...] = ()
    jobs: int | None = None
    scheduler: str = ""
    """The address of a Dask scheduler."""
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Audited:
    """A call that was read."""

    overview: Overview
    crossing: Crossing
    read_count: int
    """Files read now."""
    kept_count: int
    """Files that the journal knew."""


def audit_folder(asked: Asked, progress: Progress | None = None) -> Audited:
    """Verify every file of a folder, and read the answers together.

    Raises ``AmikitError`` when the cluster cannot be reached or stops on the way; what was read is in the journal.
    """
    aside = Aside()
    nowhere = asked.out if asked.out is not None else asked.folder / ".amikit-nowhere"
    paths = list(files_of(asked.folder, aside, except_in=nowhere))
    catalogs = tuple(str(folder.resolve()) for folder in asked.catalogs)
    catalog = load_reader_catalog(list(catalogs))
    with _journal(asked, catalogs) as journal:
        known = journal.open(resume=asked.resume) if journal else {}
        summaries: dict[str, Summary] = {}
        facts: dict[str, Facts] = {}
        read_count = 0
        with _pool(asked) as pool:
            for job, found in results(pool, _jobs(asked.folder, paths, catalogs, known)):
                if found is not None:
                    read_count += 1
                    if journal:
                        journal.add(found)
                summaries[job.path] = _sharing(found if found is not None else known[job.path], facts)
                if progress:
                    progress(len(summaries), len(paths))
    overview = make_overview(summaries.values(), catalog, aside)
    return Audited(overview, cross(overview, catalog), read_count, len(paths) - read_count)


def _sharing(summary: Summary, facts: dict[str, Facts]) -> Summary:
    """The same with the facts of the first file that bore this annex: a PDF, a DOCX and a JSON keep them once."""
    if summary.facts is None:
        return summary
    return replace(summary, facts=facts.setdefault(summary.digest, summary.facts))


def _jobs(root: Path, paths: Sequence[str], catalogs: tuple[str, ...], known: dict[str, Summary]) -> Iterator[Job]:
    place = str(root.resolve())
    for path in paths:
        yield Job(place, path, catalogs, known[path].stamp if path in known else None)


def _pool(asked: Asked) -> AbstractContextManager[Pool]:
    if asked.scheduler:
        return cluster_pool(asked.scheduler)
    return local_pool(asked.jobs or default_jobs())


def _journal(asked: Asked, catalogs: Sequence[str]) -> AbstractContextManager[Journal | None]:
    if asked.out is None:
        return nullcontext()
    return Journal(asked.out / JOURNAL, {"rules": _rules(), "catalogs": _digest(catalogs)})


def _rules() -> str:
    """Which amikit reads: another one may find other things."""
    from importlib.metadata import version

    return version("amikit")


def _digest(folders: Sequence[str]) -> str:
    """What the reader's own cards say; when they change, every file is read again."""
    from amikit.paths import catalog_root

    cards = []
    for folder in (catalog_root(), *map(Path, folders)):
        cards += [hashlib.sha256(card.read_bytes()).hexdigest() for card in sorted(folder.rglob("*.yaml"))]
    return hashlib.sha256(json.dumps(cards).encode()).hexdigest()
