"""Whatever a person does to the files of a dossier, ``check`` answers with findings, never with a crash."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import amikit
from amikit.i18n import LANGUAGES
from amikit.source.span import NOWHERE
from tests.dossiers import write_dossier
from tests.load.mutations import mutate

BASES = ("minimal", "premiers-pas", "monscobar")
BATCHES = 20
SEEDS_OF_A_BATCH = 15


@pytest.mark.parametrize("batch", range(BATCHES))
def test_damaged_files_give_findings_at_a_place(batch: int, tmp_path: Path) -> None:
    for seed in range(batch * SEEDS_OF_A_BATCH, (batch + 1) * SEEDS_OF_A_BATCH):
        chance = random.Random(seed)  # noqa: S311 - a test that repeats itself
        root = write_dossier(tmp_path / str(seed), base=BASES[seed % len(BASES)])
        done = [mutate(root, chance) for _ in range(chance.randint(1, 3))]

        report = amikit.check(root).report

        for found in report.diagnostics:
            assert found.span.path != NOWHERE, (seed, done, found)
            assert found.span.line >= 1
            assert found.span.column >= 1
            for language in LANGUAGES:
                assert found.message(language).strip()
                found.hint(language)
