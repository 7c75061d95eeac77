"""What a hostile dossier, template or reference document tried, and may not do again."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.errors import AmikitError
from amikit.export import pandoc, reference
from amikit.export.reference import check_reference
from amikit.export.write import REGISTER, write_outputs
from amikit.i18n import Text
from amikit.paths import shared_path
from amikit.render.templates import Filler
from tests.dossiers import MINIMAL, codes, write_dossier


def test_outputs_stay_in_the_dossier_unless_asked_elsewhere(tmp_path: Path) -> None:
    root, victim = write_dossier(tmp_path / "dossier", MINIMAL), tmp_path / "ailleurs"
    victim.mkdir()
    (root / "sortie").symlink_to(victim)

    built = amikit.build(root, ("md",), draft=True)

    assert built.is_refused
    assert "LOA018" in codes(built.checked.report)
    assert list(victim.iterdir()) == []


def test_a_register_that_is_not_ours_is_not_read(tmp_path: Path) -> None:
    for name, content in (("profond", "[" * 200_000), ("gros", " " * 200_000)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / REGISTER).write_text(content)

        assert write_outputs(folder, {"a.md": b"a"}) == ([folder / "a.md"], [])


@pytest.mark.parametrize(
    "body",
    [
        '{% for i in range(9999) %}{{ todo("dossier.yaml", "x" * 1000) }}{% endfor %}',
        "{% for i in range(999) %}{{ prose }}{% endfor %}",
    ],
)
def test_what_slots_would_print_is_weighed_too(tmp_path: Path, body: str) -> None:
    from amikit.render.slots import ProseSlot

    (tmp_path / "sections").mkdir()
    (tmp_path / "sections/a.md.j2").write_text(body)
    [filled] = Filler([tmp_path], {}).fill_all({"a": {"prose": ProseSlot("sections/a")}})

    assert filled.failure is not None
    assert filled.failure.stopped


def test_a_template_cannot_type_the_mark_of_a_slot(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections/a.md.j2").write_text("{{ v }}\ufdd00\ufdd1\ufdd00\ufdd1", encoding="utf-8")
    [filled] = Filler([tmp_path], {"v": "valeur"}).fill_all({"a": {}})

    assert filled.markdown.count("\ufdd0") == 1


def test_a_machine_without_pandoc_does_not_blame_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise AmikitError(Text("absent", "missing"), Text("installer", "install"))

    monkeypatch.setattr(pandoc, "pandoc_path", missing)
    monkeypatch.setattr(reference, "pandoc_path", missing)

    with pytest.raises(AmikitError):
        check_reference(shared_path("reference.docx"))


@pytest.mark.parametrize("name", ["a" * 300, "../../etc/passwd", "x\x00y"])
def test_a_name_that_no_file_can_have_is_only_missing(tmp_path: Path, name: str) -> None:
    settings = MINIMAL["dossier.yaml"] + f'pieces:\n  - id: statuts\n    jointe: oui\n    fichier: "{name}"\n'.replace(
        "\x00", "\\0"
    )
    root = write_dossier(tmp_path, {**MINIMAL, "dossier.yaml": settings})

    assert "CAL012" in codes(amikit.check(root).report)
