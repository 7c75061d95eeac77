"""Every tampering is found, no honest answer is accused. ``pytest -s`` prints the table of both."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from amikit.annex.figures import figures_in
from amikit.verify.reading import receive
from amikit.verify.verdict import Light, Verdict
from amikit.verify.words import conclusion, say_check
from tests.verify.corpus import EXAMPLE, TAMPERINGS, Tampering, example, honest_answers, other_annex
from tests.verify.kit import CARRIERS, Office, carrying, changed, codes, edited, verdict_of, written

HONEST = honest_answers()
ODDITIES = {"un brouillon qui ne tombe pas juste": {"balance-differs"}, "un budget vide": {"empty-budget"}}
"""What an honest answer says of itself, and that a reader has to look at."""
EXPECTED_AMBER = {"agreements", "draft", "exceptions", "member-agreements", "unfunded"}
_SAVED_AGAIN = (
    "lieu-totem",
    "monscobar",
    "des chiffres de toutes sortes",
    "des chiffres partout sur la couverture",
    "en anglais",
)
_TABLE: list[str] = []


@pytest.fixture(scope="module", autouse=True)
def _print_the_table() -> Iterator[None]:
    yield
    sys.stdout.write("\n".join(["", *sorted(_TABLE), ""]))


def noted(kind: str, name: str, suffix: str, verdict: Verdict) -> Verdict:
    """The verdict, written in the table."""
    said = [f"{check.light.value} {check.code}" for check in verdict.checks if check.light is not Light.GREEN]
    _TABLE.append(f"{kind:<10} {name:<62} {suffix:<5} {verdict.light.value:<7} {', '.join(dict.fromkeys(said))}")
    return verdict


@pytest.mark.parametrize("name", HONEST)
def test_no_honest_answer_is_accused_in_any_format(name: str) -> None:
    answer = HONEST[name]()
    allowed = EXPECTED_AMBER | ODDITIES.get(name, set())

    for suffix in CARRIERS:
        verdict = noted("honnête", name, suffix, verdict_of(written(answer, suffix)))
        assert verdict.light is not Light.RED, [say_check(check, "en") for check in verdict.checks]
        assert set(codes(verdict, "orange")) <= allowed, (suffix, verdict.checks)
        assert {"digest", "text", "totals"} <= set(codes(verdict, "vert")), suffix


def test_the_annex_beside_is_honest_too() -> None:
    assert codes(noted("honnête", EXAMPLE, "json", verdict_of(example().annex))) == []


def test_a_word_processor_that_saves_again_accuses_nobody(tmp_path: Path) -> None:
    answers = {name: HONEST[name]() for name in _SAVED_AGAIN}
    for suffix in ("docx", "odt"):
        files = {f"{place}.{suffix}": written(answer, suffix) for place, answer in enumerate(answers.values())}
        again = Office(tmp_path / suffix).save_again(files, suffix)
        for name, content in zip(answers, again.values(), strict=True):
            verdict = noted("honnête", f"{name}, LibreOffice", suffix, verdict_of(content))
            assert codes(verdict) == [], (suffix, name, [say_check(check, "en") for check in verdict.checks])
            assert set(codes(verdict, "orange")) <= EXPECTED_AMBER
            assert {"digest", "text", "totals"} <= set(codes(verdict, "vert"))


def test_one_figure_changed_in_libreoffice_is_named(tmp_path: Path) -> None:
    answer = example()
    for suffix in ("docx", "odt"):
        (again,) = Office(tmp_path / suffix).save_again({f"reponse.{suffix}": written(answer, suffix)}, suffix).values()
        verdict = noted(
            "retouché", "un chiffre, dans LibreOffice", suffix, verdict_of(edited(suffix, again, "640,00", "460,00"))
        )

        said = [say_check(check, "fr") for check in verdict.checks if check.light is Light.RED]
        assert [one for one in said if "640,00\u00a0€ (D25" in one], said
        assert [one for one in said if "460,00\u00a0€" in one], said


def test_converting_to_another_format_loses_the_annex_and_accuses_nobody(tmp_path: Path) -> None:
    files = {"reponse.docx": written(example(), "docx")}
    (converted,) = Office(tmp_path).save_again(files, "odt").values()
    verdict = noted("honnête", "DOCX devenu ODT", "odt", verdict_of(converted))

    assert codes(verdict) == []
    assert {"no-annex", "annex-lost"} <= set(codes(verdict, "orange"))


def test_markdown_has_no_annex_and_accuses_nobody() -> None:
    verdict = noted("honnête", EXAMPLE, "md", verdict_of(written(example(), "md")))

    assert codes(verdict, "orange") == ["annex-lost", "mentions-read", "no-annex"]
    assert conclusion(verdict, "fr").startswith("sans annexe")


@pytest.mark.parametrize("name", ["lieu-totem", "monscobar", "premiers-pas", "des chiffres partout sur la couverture"])
def test_each_figure_is_counted_as_often_as_every_format_prints_it(name: str) -> None:
    """Pictures aside, which some formats write as words: one occurrence changed is one that is missing."""
    answer = HONEST[name]()
    texts = {suffix: figures_in(receive(written(answer, suffix)).text) for suffix in CARRIERS}
    printed = json.loads(answer.annex)["printed"]

    for one in printed:
        counts = {suffix: found[one["figure"]] for suffix, found in texts.items()}
        assert min(counts.values()) == counts["docx"] == counts["odt"] >= one["least"], one
        if " " not in name:  # such a cover has figures that the end of a line may cut
            assert counts["docx"] == one["least"], (one, counts)


def test_every_place_of_the_amount_asked_and_of_the_total_is_watched() -> None:
    content = written(HONEST["monscobar"](), "docx")
    received = receive(content)
    for old, new in (("150\u202f000,00", "140\u202f000,00"), ("166\u202f200", "156\u202f200")):
        parts = received.text.split(old)
        assert len(parts) > 5
        for place in range(1, len(parts)):
            text = old.join(parts[:place]) + new + old.join(parts[place:])
            assert {"figure-missing", "figure-unknown"} <= set(codes(verdict_of(replace(received, text=text)))), place


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.name)
def test_every_tampering_is_found(tampering: Tampering) -> None:
    for suffix in tampering.suffixes:
        verdict = noted("retouché", tampering.name, suffix, verdict_of(tampering.do(suffix)))

        assert verdict.light.value == tampering.light, (suffix, verdict.checks)
        assert tampering.code in codes(verdict, tampering.light), (suffix, verdict.checks)


@pytest.mark.parametrize("suffix", CARRIERS)
def test_an_annex_replaced_in_the_file_itself_is_found(suffix: str) -> None:
    content = written(example(), suffix)

    replaced = verdict_of(carrying(suffix, content, other_annex()))
    doubled = verdict_of(carrying(suffix, content, example().annex, also=other_annex()))
    twice_the_same = verdict_of(carrying(suffix, content, example().annex, also=example().annex))

    assert "digest-differs" in codes(noted("retouché", "annexe remplacée dans le fichier", suffix, replaced))
    assert codes(noted("retouché", "deux annexes dans le fichier", suffix, doubled)) == ["annexes"]
    assert codes(twice_the_same) == []


@pytest.mark.parametrize("suffix", ["docx", "html", "odt"])
def test_a_figure_changed_with_a_text_editor_is_found(suffix: str) -> None:
    verdict = verdict_of(edited(suffix, written(example(), suffix), "640,00", "640,01"))

    assert "figure-missing" in codes(noted("retouché", "un centime, éditeur de texte", suffix, verdict))


def test_what_is_made_again_as_a_whole_is_coherent_and_proves_no_more() -> None:
    """An annex whose agreements were changed, alone in its JSON file: nothing contradicts it, and nothing says who wrote it."""

    def accepted(annex: dict[str, object]) -> None:
        for resource in annex["resources"]:  # type: ignore[attr-defined]
            if resource["agreement"]:
                resource["agreement"]["status"] = "accepte"

    verdict = noted("refait", "les accords, fichier JSON", "json", verdict_of(changed(example().annex, accepted)))

    assert codes(verdict) == []
    assert conclusion(verdict, "fr").startswith("cohérent")
    assert "authenti" not in " ".join(say_check(check, "fr") for check in verdict.checks)
