"""A note of intention: what it says, what it never says, and how it is read back."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import amikit
from amikit.i18n import format_euros
from amikit.model.budget import Budget
from amikit.model.catalog import Usage
from amikit.model.dossier import Choice, Choices, ResourceUse
from amikit.publishing.intention import Intention, as_data, make_intention
from amikit.publishing.note import to_note
from amikit.publishing.reading import LARGEST, read_intentions
from tests.dossiers import EXAMPLES
from tests.publishing.worlds import CONTRACT, changed, expense, income, minimal

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: Any = json.loads((ROOT / "schemas/sorties/intention.schema.json").read_text(encoding="utf-8"))
USE = ResourceUse(resource_id="carnet", usages=(Usage.USE,), purpose="Ce que nous en ferons.")


def valid(said: Any) -> bool:
    """Whether the published schema accepts it."""
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    return bool(checker.is_valid(said))


def test_what_is_meant_of_a_resource_without_a_word_of_purpose_is_a_sentence() -> None:
    use = ResourceUse(resource_id="carnet", usages=(Usage.USE, Usage.DEPLOYMENT))

    note = to_note(make_intention(changed({"uses": (use,)}))).replace("\u00a0", " ")

    assert " : nous voulons l’utiliser et la déployer dans nos lieux." in note


def test_the_note_says_who_where_which_call_which_needs_which_resources_and_where_to_write() -> None:
    proposal = changed(
        {"needs": ("entraide",), "choices": Choices(method=Choice(resource_id="carnet"), tools=Choice())},
        consortium={"page": "https://exemple.fr/les-deux-lieux"},
    )

    note = to_note(make_intention(proposal)).replace("\u00a0", " ").replace("\u202f", " ")
    text, _, data = note.partition("\n## La même chose")

    assert text == (
        "# Un carnet pour deux lieux\n\n"
        "*Note d’intention : pour se parler avant de répondre. Elle ne donne aucun prix, n’engage personne, et peut "
        "changer.*\n\n"
        "**Qui.** Les Deux Lieux : L’Atelier (tiers-lieu, Bourg-Essai, porte la réponse) et La Cour (tiers-lieu, "
        "Bourg-Essai).\n\n"
        "**Où.** La commune de Bourg-Essai.\n\n"
        "**Quel appel.** Tiers-lieu totem (Appel à manifestation d’intérêt). Financeur : La ville qui lance "
        "l’appel.\n\n"
        "**Quand.** Réponse à déposer le 11 décembre 2026 au plus tard ; projet du 1er janvier 2027 au 31 décembre "
        "2027.\n\n"
        "## Ce dont nous avons besoin\n\n"
        "- entraide\n\n"
        "## Sur quoi nous nous appuyons\n\n"
        "- **Carnet des voisinages** (porteur : Les Plumes voisines) : Ce que nous en ferons.\n\n"
        "## Ce que nous reprenons, ce que nous faisons à part\n\n"
        "- Méthode : Carnet des voisinages.\n"
        "- Outils : les nôtres ; nous pouvons en parler.\n\n"
        "## En parler\n\n"
        "Vous répondez à ce même appel, ou vous vous appuyez sur les mêmes ressources ? Écrivez-nous : "
        "<https://exemple.fr/les-deux-lieux>.\n"
    )
    assert "```json\n" in data


def test_a_note_in_english_is_in_english() -> None:
    note = to_note(make_intention(changed({"language": "en"})))

    assert "**Who.**" in note
    assert "by 11 December 2026" in note
    assert not re.search(r"\b(?:Qui|Quand|pour se parler)\b", note.partition("```")[0])


@pytest.mark.parametrize("name", ["monscobar", "premiers-pas", "lieu-totem"])
def test_a_note_is_read_back_as_it_was_made_and_follows_its_schema(name: str) -> None:
    proposal = amikit.check(EXAMPLES / name).proposal
    assert proposal is not None
    intention = make_intention(proposal)

    read = read_intentions(to_note(intention).encode())

    assert read.intentions == (intention,)
    assert read.why == ""
    assert valid(intention.as_json())


def test_an_example_says_in_its_note_that_it_is_one() -> None:
    proposal = amikit.check(EXAMPLES / "monscobar").proposal
    assert proposal is not None

    assert "\n> Exemple pédagogique." in to_note(make_intention(proposal))


@pytest.mark.parametrize("name", ["monscobar", "premiers-pas", "lieu-totem"])
def test_no_amount_of_an_example_is_in_its_note(name: str) -> None:
    proposal = amikit.check(EXAMPLES / name).proposal
    assert proposal is not None

    note = to_note(make_intention(proposal))

    assert "€" not in note
    for line in (*proposal.dossier.budget.expenses, *proposal.dossier.budget.incomes):
        assert not re.search(rf"(?<!\d){line.cents // 100}(?!\d)", note) or 1900 <= line.cents // 100 <= 2100


def test_a_note_names_nobody_no_mailbox_and_no_telephone() -> None:
    proposal = changed(
        {
            "title": "Le carnet d'Ana Préface, ana@exemple.fr",
            "notice": "Appelez le 06 12 34 56 78 ou ANA PREFACE",
            "uses": (USE.model_copy(update={"purpose": "Écrire à luc.marge@exemple.fr"}),),
        },
        consortium={"page": "mailto:ana@exemple.fr"},
    )

    note = to_note(make_intention(proposal))

    assert not re.search(r"pr[ée]face|@|06 ?12|luc|mailto", note, re.IGNORECASE)


AMOUNTS = st.integers(10_000, 10**9).filter(lambda cents: not 1900 <= cents // 100 <= 2100)
FORMS = st.sampled_from(["{fr}", "{en}", "{euros} €", "{euros}€", "€{euros}", "{euros} euros", "{euros} k€", "{euros}"])
PLACES = st.sampled_from(["title", "notice", "needs", "uses", "call", "territory", "name", "member"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(AMOUNTS, FORMS, PLACES)
def test_no_amount_appears_in_an_intention(cents: int, form: str, place: str) -> None:
    euros = cents // 100
    written = form.format(fr=format_euros(cents, "fr"), en=format_euros(cents, "en"), euros=euros)
    said = f"Pour {written}, tout compris"
    budget = Budget(
        (expense(destination="ressource:carnet", amount_cents=euros * 100, label=said),),
        (income(funder="Ville", amount_cents=cents, label=said),),
    )
    values: dict[str, Any] = {
        "needs": (said,), "uses": (USE.model_copy(update={"purpose": said}),), "title": said, "notice": said
    }  # fmt: skip
    proposal = changed(
        {place: values[place]} if place in values else {},
        {"title": said, "kind": said} if place == "call" else {},
        budget,
        {"territory": said} if place == "territory" else {"name": said} if place == "name" else {},
    )

    note = to_note(make_intention(proposal))

    assert written not in note
    assert not re.search(rf"(?<!\d){euros}(?!\d)", note)


def test_a_contract_says_in_plain_words_why_it_gives_no_amount() -> None:
    note = to_note(make_intention(changed(call={"kind": CONTRACT})))

    assert "droit de la concurrence" in note
    assert not re.search(r"L\.? ?420|article", note)
    assert "droit de la concurrence" not in to_note(make_intention(minimal()))


def test_hostile_words_of_a_dossier_stay_words() -> None:
    hostile = "</script><img src=x onerror=alert(1)>\n# Titre\n```\n[ici](javascript:alert(1))"

    note = to_note(make_intention(changed({"title": hostile}, consortium={"name": hostile})))

    text, _, data = note.partition("```json\n")
    assert not re.search(r"(?<!\\)[<`\[](?!https)", text.replace("`amikit pool`", ""))
    assert "\n# Titre" not in text
    assert "<" not in data
    [read] = read_intentions(note.encode()).intentions
    assert read.title == one(hostile)


def one(text: str) -> str:
    return " ".join(text.split())


def test_a_page_that_is_no_page_is_left_out() -> None:
    intention = make_intention(changed(consortium={"page": "javascript:alert(1)"}))

    assert intention.consortium.page == ""
    assert "javascript" not in to_note(intention)


def test_an_empty_dossier_still_makes_a_note() -> None:
    proposal = changed({"title": "", "uses": (), "deadline_on": None}, {"title": "", "kind": "", "funder_name": ""})

    assert to_note(make_intention(proposal)).startswith("# Nous pensons répondre ensemble\n")


def test_a_long_dossier_makes_a_bounded_note() -> None:
    long = ResourceUse(resource_id="carnet", purpose="mot " * 10_000)
    proposal = changed({"title": "t" * 10_000, "needs": ("n" * 5_000,) * 500, "uses": (long,) * 500})

    intention = make_intention(proposal)

    assert valid(intention.as_json())
    assert len(to_note(intention)) < 400_000


# --- read back, from hostile hands


def data() -> dict[str, Any]:
    return make_intention(minimal()).as_json()


def test_a_note_copied_from_a_page_of_the_forum_is_read() -> None:
    intention = make_intention(minimal())
    shown = as_data(intention).replace('"', "&quot;").replace("deadline", '<span class="k">deadline</span>')
    page = f"<!doctype html><p>Bonjour</p><pre><code class='lang-json'>{shown}</code></pre>"

    assert read_intentions(page.encode()).intentions == (intention,)


def test_the_same_note_quoted_twice_is_one() -> None:
    note = to_note(make_intention(minimal()))

    assert len(read_intentions((note + note).encode()).intentions) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"version": 2}, "newer"),
        ({"version": 0}, "faulty"),
        ({"version": "1"}, "faulty"),
        ({"version": 10**9}, "faulty"),
        ({"title": 3}, "faulty"),
        ({"title": "t" * 601}, "faulty"),
        ({"needs": ["n"] * 201}, "faulty"),
        ({"deadline_on": "demain"}, "faulty"),
        ({"resources": None}, "faulty"),
        ({"resources": [{"id": "dokos"}]}, "faulty"),
        ({"call": []}, "faulty"),
    ],
)
def test_what_does_not_follow_the_schema_is_said(change: dict[str, Any], why: str) -> None:
    said = {**data(), **change}

    read = read_intentions(json.dumps(said).encode())

    assert (read.intentions, read.why) == ((), why)
    assert not valid(said)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"format": "amikit-intention"',
        b'{"format": "amikit-intention", "version": ' + b"9" * 5_000 + b"}",
        b'{"format": "amikit-intention", "x": ' + b"[" * 100_000,
        b'{"format": "amikit-intention"}' * 10_000,
        b'{"format": "amikit-intention", ' * 10_000,
        b"<" * 500_000 + b"amikit-intention",
        b"{" * 500_000 + b'"format": "amikit-intention"',
        b"\xff\xfe\x00amikit-intention\x00",
        b'{"format": "amikit-intention"}' + b" " * LARGEST,
    ],
)
def test_hostile_bytes_are_a_reason_and_never_a_crash(content: bytes) -> None:
    read = read_intentions(content)

    assert read.intentions == ()
    assert read.why in {"faulty", "too-big"}


def test_a_key_of_a_later_version_is_left_aside() -> None:
    said = data()
    said["consortium"]["logo"] = "https://exemple.fr/logo.png"

    [read] = read_intentions(json.dumps({**said, "autre": 1}).encode()).intentions

    assert read == make_intention(minimal())


def test_controls_and_pages_of_a_note_are_cleaned_when_it_is_read() -> None:
    said = data()
    said["title"] = "Un\x1b[31m titre\u202e\u0000"
    said["consortium"]["page"] = "javascript:alert(1)"

    [read] = read_intentions(json.dumps(said).encode()).intentions

    assert read.title == "Un [31m titre"
    assert read.consortium.page == ""


def test_an_intention_is_frozen_and_its_days_are_days() -> None:
    intention = make_intention(minimal())

    assert intention.deadline_on == date(2026, 12, 11)
    with pytest.raises(ValidationError):
        intention.title = "autre"
    assert Intention.model_validate_json(as_data(intention)) == intention
