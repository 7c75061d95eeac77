"""One annex, the same bytes in every file, whoever opens and saves it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pikepdf
import pytest

from amikit.verify.reading import receive
from tests.export.pdf_reading import standards_faults
from tests.verify.corpus import example
from tests.verify.kit import CARRIERS, Office, written


@pytest.mark.parametrize("suffix", CARRIERS)
def test_every_format_carries_the_same_bytes(suffix: str) -> None:
    assert receive(written(example(), suffix)).annexes == (example().annex,)


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_the_bytes_survive_libreoffice_twice(suffix: str, tmp_path: Path) -> None:
    (once,) = Office(tmp_path / "1").save_again({f"a.{suffix}": written(example(), suffix)}, suffix).values()
    (twice,) = Office(tmp_path / "2").save_again({f"a.{suffix}": once}, suffix).values()

    assert receive(once).annexes == receive(twice).annexes == (example().annex,)


def test_the_pdf_stays_compliant_and_says_that_the_annex_is_data(tmp_path: Path) -> None:
    content = written(example(), "pdf")

    assert standards_faults(content, tmp_path) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (name,) = pdf.attachments
        said = pdf.attachments[name]
        assert name == "annexe.json"
        assert said.relationship == "/Data"
        assert said.get_file().mime_type == "application/json"
        assert [str(one.UF) for one in pdf.Root.AF] == ["annexe.json"]


def test_no_browser_runs_the_annex_and_json_ld_is_apart() -> None:
    page = written(example(), "html").decode()
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)

    assert [re.search(r'type="([^"]*)"', tag)[1] for tag, _ in scripts] == [  # type: ignore[index]
        "application/octet-stream",
        "application/ld+json",
    ]
    linked = json.loads(scripts[1][1])
    assert linked["@context"] == "https://schema.org"
    assert linked["@type"] == "MonetaryGrant"
    assert linked["amount"] == {"@type": "MonetaryAmount", "currency": "EUR", "value": "110000.00"}
    assert {one["@type"] for one in linked["hasPart"]} == {"MonetaryGrant"}
