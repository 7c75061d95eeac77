"""Resources: those that ship, those of another catalog, those of the dossier; never two with one id."""

from __future__ import annotations

from pathlib import Path

from amikit.load.catalog import load_catalog
from amikit.paths import catalog_root
from tests.dossiers import write


def card(resource_id: str, name: str = "") -> str:
    return f"id: {resource_id}\nnom: {name or resource_id}\ngenre: logiciel\n"


def test_the_shipped_catalog_is_read_without_a_word() -> None:
    catalog, found = load_catalog(catalog_root())

    assert found == []
    assert "forum-tiers-lieux" in catalog.by_id
    assert not catalog.own_ids


def test_cards_are_found_by_genre_or_at_the_root(tmp_path: Path) -> None:
    write(tmp_path / "logiciel/b.yaml", card("b"))
    write(tmp_path / "a.yaml", card("a"))

    catalog, found = load_catalog(tmp_path)

    assert (sorted(catalog.by_id), found) == (["a", "b"], [])


def test_a_dossier_adds_its_own(tmp_path: Path) -> None:
    write(tmp_path / "catalogue/a.yaml", card("a"))
    write(tmp_path / "dossier/ressources/logiciel/b.yaml", card("b"))

    catalog, found = load_catalog(tmp_path / "catalogue", own_root=tmp_path / "dossier")

    assert (sorted(catalog.by_id), sorted(catalog.own_ids), found) == (["a", "b"], ["b"], [])


def test_an_identifier_belongs_to_the_first_card(tmp_path: Path) -> None:
    write(tmp_path / "un/a.yaml", card("a", "Premier"))
    write(tmp_path / "deux/a.yaml", card("a", "Second"))

    catalog, [found] = load_catalog(tmp_path / "un", others=[tmp_path / "deux"])

    assert catalog.by_id["a"].name == "Premier"
    assert (found.code, found.span.path, found.span.line) == ("LOA029", tmp_path / "deux/a.yaml", 1)


def test_a_card_that_cannot_be_read_is_not_unknown(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "id: [a\n")

    catalog, found = load_catalog(tmp_path)

    assert [one.code for one in found] == ["LOA001"]
    assert catalog.get("a") is None
    assert catalog.knows("a")
    assert not catalog.knows("b")


def test_a_link_out_of_a_catalog_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "secret.yaml", card("a"))
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue/a.yaml").symlink_to("../secret.yaml")

    catalog, found = load_catalog(tmp_path / "catalogue")

    assert ([one.code for one in found], dict(catalog.by_id)) == (["LOA018"], {})
