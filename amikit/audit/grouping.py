"""Which files are one answer: the same annex, the same consortium answering the same call, or what lies beside it.

Every file is in one answer and one only, whatever the order in which files come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from amikit.audit.summary import Summary
from amikit.spelling import fold

_MOST_BESIDE = 12
"""Files without annex that go with an answer for lying in its folder: more than that are answers, not its enclosures."""

Places = Mapping[str, set[Hashable]]


def group(summaries: Iterable[Summary]) -> list[tuple[Summary, ...]]:
    """The files of each answer, by path; the answers by their first file.

    1. Annexes of one call, one lead, one consortium and one title are one answer: a PDF, a DOCX and
       ``annexe.json`` carry the same one; when they differ, that will be said.
    2. A file without annex goes with the one of the same name beside it.
    3. Where each answer has its folder, it goes with the answer of its folder; else it is an answer of its own:
       among files that lie together, nobody knows whose it is.
    """
    read = list(summaries)
    groups: dict[Hashable, list[Summary]] = defaultdict(list)
    for one in read:
        if one.facts is not None:
            groups[_who(one)].append(one)
    by_stem: dict[str, set[Hashable]] = defaultdict(set)
    by_folder: dict[str, set[Hashable]] = defaultdict(set)
    for key, files in groups.items():
        for one in files:
            by_stem[_stem(one.path)].add(key)
            for folder in _folders(one.path):
                by_folder[folder].add(key)
    own = _own_folders(by_folder)
    keys = {one.path: _beside(one.path, by_stem, own) for one in read if one.facts is None}
    crowds = {key for key, count in Counter(keys.values()).items() if count > _MOST_BESIDE}
    for one in read:
        if one.facts is None:
            key = keys[one.path]
            groups[_stem(one.path) if key in crowds else key].append(one)
    found = [tuple(sorted(files, key=lambda one: one.path)) for files in groups.values()]
    return sorted(found, key=lambda files: files[0].path)


def _who(one: Summary) -> Hashable:
    facts = one.facts
    return facts and (facts.call_id, facts.lead, fold(facts.consortium), fold(facts.title))


def _stem(path: str) -> str:
    return str(PurePosixPath(path).with_suffix(""))


def _folders(path: str) -> Sequence[str]:
    """Its folder and those above, nearest first; not that of the call."""
    return [str(folder) for folder in PurePosixPath(path).parents][:-1]


def _own_folders(by_folder: Places) -> dict[str, Hashable]:
    """The folders that hold one answer, where a folder beside holds another one."""
    alone = {folder: next(iter(keys)) for folder, keys in by_folder.items() if len(keys) == 1}
    beside: dict[str, set[Hashable]] = defaultdict(set)
    for folder, key in alone.items():
        beside[str(PurePosixPath(folder).parent)].add(key)
    return {folder: key for folder, key in alone.items() if len(beside[str(PurePosixPath(folder).parent)]) > 1}


def _beside(path: str, by_stem: Places, own: Mapping[str, Hashable]) -> Hashable:
    near = by_stem.get(_stem(path), set())
    if len(near) == 1:
        return next(iter(near))
    return next((own[folder] for folder in _folders(path) if folder in own), _stem(path))
