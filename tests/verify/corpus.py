"""Honest answers, and everything that somebody may do to one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from amikit.annex.canonical import canonical_bytes, digest_of
from amikit.render.answer import Answer
from amikit.verify.reading import Received, receive
from tests.dossiers import EXAMPLES, MINIMAL, with_keys, write_dossier
from tests.verify.kit import CARRIERS, Change, changed, reprinted, sealed, with_cover, with_text, without_row, written

EXAMPLE = "lieu-totem"
"""The answer that is tampered with: every kind of line, of expectation and of promise."""

FIGURES_OF_ALL_KINDS = (
    MINIMAL["sections/qui.md"]
    + """
Nous avons reçu 12 500 € en 2024, 12\u00a0500 € en 2025, 12\u202f500\u00a0€ en 2026, 12500€ hier, 1.500 € jadis,
1,500.00 € là, 12 500,75 euros, 3 %, 3,5%, 15 h, 15h30, 7,5 heures. Appelez le 06 12 34 56 78, le +33 6 12 34 56 78.
SIRET 123 456 789 00012 ; IBAN FR76 3000 6000 0112 3456 7890 189. Le 12/11/2026, de 2024 à 2026, 1 000 000 de fois.
-5 € ; −5 € ; +12 % ; 5 € / 6 € ; 1/2 h ; 10 000–12 000 €. Soit 500 €[^1], 600 %[^2], 12 h[^3].

### En 2024, 450 € pour la cour

- 100 € d'un côté ;
- 200\u00a0€ de l'autre.

[^1]: Soit 12 345,60 € en tout, à 5 % près.
[^2]: Sur 100.
[^3]: De 9 h à 21 h.

| Quoi | Combien | Heures |
|:--|--:|--:|
| Un | 1 234,00 € | 12 h |
| Deux 2027 | 1 000,00 | 1 200 h |
| 2028 | 500 | 10 000 |

`100 €` et **20 €**, et un lien [à 30 €](https://exemple.fr/40%20€?x=12%).
"""
)
"""How people write figures: none of it may accuse them."""


@cache
def example() -> Answer:
    return sealed(EXAMPLES / EXAMPLE)


@cache
def other_annex() -> bytes:
    """The annex of another answer."""
    return sealed(EXAMPLES / "premiers-pas").annex


@cache
def read_example(suffix: str) -> Received:
    """What is read in the example's file."""
    return receive(written(example(), suffix))


def honest_answers() -> Mapping[str, Callable[[], Answer]]:
    """Answers that nobody touched, by name."""
    files: Mapping[str, Mapping[str, str]] = {
        "le plus petit dossier": {},
        "des chiffres de toutes sortes": {"sections/qui.md": FIGURES_OF_ALL_KINDS},
        "en anglais": {
            "dossier.yaml": with_keys("langue: en\n"),
            "sections/qui.md": FIGURES_OF_ALL_KINDS,
        },
        "des chiffres dans le titre": {"dossier.yaml": with_keys("titre: En 2027, 1 500 € pour 12 h et 3 %\n")},
        "des chiffres partout sur la couverture": {
            "dossier.yaml": with_keys(
                "titre: En 2027, 1 500 € pour 12 h et 3 % des longues et patientes journées que demande la cour, "
                "soit 12 345 € et 67 % de 89 h, de quoi passer à la ligne plus d'une fois\n"
                "sous_titre: 77 % de communs, 33 333 € et 44 h\n"
            )
        },
        "un budget vide": {
            "budget/depenses.csv": MINIMAL["budget/depenses.csv"].splitlines()[0] + "\n",
            "budget/recettes.csv": MINIMAL["budget/recettes.csv"].splitlines()[0] + "\n",
        },
        "une ligne sans montant imprimé ailleurs": {
            "budget/depenses.csv": MINIMAL["budget/depenses.csv"].replace("500,00;615", "499,99;615")
            + "D3;Vis;lieu:cour;2027;0,01;606;tiers:quincaillerie\n"
        },
    }

    def made(given: Mapping[str, str], draft: bool) -> Answer:
        with tempfile.TemporaryDirectory() as folder:
            return sealed(write_dossier(Path(folder), given), draft=draft)

    answers: dict[str, Callable[[], Answer]] = {
        name: lambda name=name: sealed(EXAMPLES / name)  # type: ignore[misc]
        for name in ("lieu-totem", "monscobar", "premiers-pas")
    }
    answers |= {name: lambda given=given: made(given, draft=True) for name, given in files.items()}  # type: ignore[misc]
    answers["un brouillon qui ne tombe pas juste"] = lambda: made(
        {"budget/recettes.csv": MINIMAL["budget/recettes.csv"].replace("1500,00", "1400,00")}, draft=True
    )
    return answers


@dataclass(frozen=True)
class Tampering:
    """Something done to the example, and what has to be said of it."""

    name: str
    do: Callable[[str], Received]
    """What is then read, for a format."""
    light: str
    code: str
    """One of the checks of that light."""
    suffixes: tuple[str, ...] = CARRIERS


def _annex(change: Change) -> Callable[[str], Received]:
    """The annex alone is changed: the digest that the document prints tells."""
    return lambda suffix: _carrying(suffix, changed(example().annex, change))


def _resealed(change: Change) -> Callable[[str], Received]:
    """The annex is changed, and its digest printed again in the document."""

    def do(suffix: str) -> Received:
        annex = changed(example().annex, change)
        received = read_example(suffix)
        return Received(received.kind, (annex,), reprinted(received.text, example().annex, annex))

    return do


def _alone(change: Change) -> Callable[[str], Received]:
    """The JSON file, without a document to compare it with."""
    return lambda _: receive(changed(example().annex, change))


def _carrying(suffix: str, *annexes: bytes) -> Received:
    received = read_example(suffix)
    return Received(received.kind, annexes, received.text)


def _bytes(replace: Callable[[bytes], bytes]) -> Callable[[str], Received]:
    return lambda suffix: _carrying(suffix, replace(example().annex))


def _printing(change: Callable[[Answer], Answer]) -> Callable[[str], Received]:
    return lambda suffix: receive(written(change(example()), suffix))


def _said(change: Callable[[str], str]) -> Callable[[str], Received]:
    def do(suffix: str) -> Received:
        received = read_example(suffix)
        text = change(received.text)
        assert text != received.text
        return Received(received.kind, received.annexes, text)

    return do


def _at(place: int, old: str, new: str) -> Callable[[str], str]:
    """One of the places of a text that print the same figure."""

    def change(text: str) -> str:
        parts = text.split(old)
        return old.join(parts[: place + 1]) + new + old.join(parts[place + 1 :])

    return change


# The changes.


def a_cent_more(annex: dict[str, Any]) -> None:
    _cash(annex)[0]["cents"] += 1


def a_cent_more_and_totals(annex: dict[str, Any]) -> None:
    """Somebody who knows which totals follow: a cent from one place to another line of the same kind."""
    lines = _cash(annex)
    lines[0]["cents"] += 1
    lines[1]["cents"] -= 1


def a_total(name: str) -> Change:
    def change(annex: dict[str, Any]) -> None:
        annex["totals"][name] += 100

    return change


def totals_that_follow(annex: dict[str, Any]) -> None:
    """A line and everything that is computed from it, made again with amikit itself."""
    from amikit.annex.claims import claims_of
    from amikit.annex.revive import revive
    from amikit.annex.schema import Annex

    line = next(one for one in annex["budget"]["expenses"] if one["kind"] == "lieu" and one["nature"] == "argent")
    line["cents"] += 100
    if line["rate_cents"] is not None:
        line["hours"] = line["rate_cents"] = None
    annex["budget"]["incomes"][0]["cents"] += 100
    claims = claims_of(revive(Annex.model_validate_json(canonical_bytes(annex))))
    annex["totals"] = claims.totals.model_dump(mode="json")
    for resource in annex["resources"]:
        resource["rows"] = [row.model_dump(mode="json") for row in claims.rows.get(resource["id"], ())]


def _cash(annex: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in annex["budget"]["expenses"] if one["nature"] == "argent" and one["rate_cents"] is None]


def _promised(annex: dict[str, Any]) -> dict[str, Any]:
    """A resource of which a promise names a line."""
    return next(one for one in annex["resources"] if any(each["lines"] for each in one["commitments"]))


def another_line(annex: dict[str, Any]) -> None:
    promise = next(one for one in _promised(annex)["commitments"] if one["lines"])
    promise["lines"][0]["line_id"] = "D999"


def another_fingerprint(annex: dict[str, Any]) -> None:
    _promised(annex)["fingerprint"] = "0" * 64


def another_answer_of_a_steward(annex: dict[str, Any]) -> None:
    asked = next(one for one in annex["resources"] if one["agreement"])
    asked["agreement"]["status"] = "accepte" if asked["agreement"]["status"] != "accepte" else "refuse"


def an_expectation_less(annex: dict[str, Any]) -> None:
    expected = next(one for one in annex["resources"] if one["expectations"] and one["rows"])
    expected["expectations"].pop()


def another_kind_of_member(annex: dict[str, Any]) -> None:
    member = next(one for one in annex["consortium"]["members"] if one["kind"] == "tiers-lieu")
    member["kind"] = "association"


def a_row(name: str, value: object) -> Change:
    def change(annex: dict[str, Any]) -> None:
        row = next(row for one in annex["resources"] for row in one["rows"] if row["expected_cents"])
        row[name] = value

    return change


def setting(*path: str | int, value: object) -> Change:
    def change(annex: dict[str, Any]) -> None:
        place: Any = annex
        for step in path[:-1]:
            place = place[step]
        assert place[path[-1]] != value
        place[path[-1]] = value

    return change


def _spaced(annex: bytes) -> bytes:
    return json.dumps(json.loads(annex), ensure_ascii=False, indent=2).encode()


def _with_key_twice(annex: bytes) -> bytes:
    return annex.replace(b'{"budget":', b'{"title":"Un autre titre","budget":', 1)


def _with_value(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def replace(annex: bytes) -> bytes:
        assert old in annex
        return annex.replace(old, new, 1)

    return replace


def _first_charge(annex: bytes) -> bytes:
    return b'"charges_cents":%d' % json.loads(annex)["totals"]["charges_cents"]


def _charge(spelling: bytes) -> Callable[[str], Received]:
    return _bytes(lambda annex: annex.replace(_first_charge(annex), b'"charges_cents":' + spelling, 1))


def _swapped_digest(text: str) -> str:
    groups = digest_of(example().annex)[:4], digest_of(other_annex())[:4]
    assert groups[0] != groups[1]
    return text.replace(groups[0], groups[1])


def _without_digest(text: str) -> str:
    """The eight last groups are taken out."""
    digest = digest_of(example().annex)
    return text.replace(digest[-4:], "").replace(digest[4:8], "")


def _text_without_annex(suffix: str) -> Received:
    received = read_example(suffix)
    return Received(received.kind, (), received.text)


_HTML = ("html",)

TAMPERINGS: tuple[Tampering, ...] = (
    Tampering("un montant du texte, d'un euro", _printing(lambda one: with_text(one, "640,00", "641,00")),
              "rouge", "figure-missing"),
    Tampering("un montant du texte, d'un centime", _printing(lambda one: with_text(one, "640,00", "640,01")),
              "rouge", "figure-missing"),
    Tampering("un montant que montre aussi un graphique", _printing(lambda one: with_text(one, "9\u202f500,00", "9\u202f501,00")),
              "rouge", "figure-missing", ("docx", "odt")),
    # There the picture is text too, and prints it as well: only what is new can be told.
    Tampering("un montant que montre aussi un graphique, fait de texte",
              _printing(lambda one: with_text(one, "9\u202f500,00", "9\u202f501,00")),
              "rouge", "figure-unknown", ("html", "pdf")),
    Tampering("un pourcentage du texte", _printing(lambda one: with_text(one, "62,1", "72,1")), "rouge", "figure-missing"),
    Tampering("une rangée d'un tableau en moins", _printing(lambda one: without_row(one, "D7")), "rouge", "figure-missing"),
    Tampering("un montant ajouté au texte", _said(lambda text: f"{text}\nEt 77\u202f777,00 € de plus."),
              "rouge", "figure-unknown"),
    *(
        Tampering(f"{what}, à sa {place + 1}e place", _said(_at(place, old, new)), "rouge", "figure-missing", ("docx", "odt"))
        for what, old, new in (
            ("le montant demandé", "110\u202f000,00", "115\u202f000,00"), ("le total", "128\u202f000,00", "138\u202f000,00"),
        )
        for place in range(3)
    ),
    Tampering("le montant demandé de la couverture", _printing(lambda one: with_cover(one, "110\u202f000,00", "115\u202f000,00")),
              "rouge", "figure-missing", ("docx", "odt")),
    Tampering("le montant demandé de la couverture, là où le graphique le redit",
              _printing(lambda one: with_cover(one, "110\u202f000,00", "115\u202f000,00")),
              "rouge", "figure-unknown", ("html", "pdf")),
    Tampering("une ressource ajoutée au texte", _said(lambda text: f"{text}\nAvec Loot."), "orange", "mentions"),
    Tampering("l'empreinte imprimée, retouchée", _said(_swapped_digest), "rouge", "digest-differs"),
    Tampering("l'empreinte imprimée, amputée", _said(_without_digest), "orange", "digest-missing"),
    Tampering("l'annexe retirée", _text_without_annex, "orange", "no-annex"),
    Tampering("l'annexe retirée d'un texte qui l'annonce", _text_without_annex, "orange", "annex-lost"),
    Tampering("l'annexe d'une autre réponse", lambda suffix: _carrying(suffix, other_annex()), "rouge", "digest-differs"),
    Tampering("deux annexes", lambda suffix: _carrying(suffix, example().annex, other_annex()), "rouge", "annexes"),
    Tampering("une ligne, d'un centime", _annex(a_cent_more), "rouge", "total"),
    Tampering("une ligne, d'un centime, empreinte refaite", _resealed(a_cent_more), "rouge", "total"),
    Tampering("un centime d'une ligne à l'autre", _annex(a_cent_more_and_totals), "rouge", "digest-differs"),
    Tampering("un centime d'une ligne à l'autre, empreinte refaite", _resealed(a_cent_more_and_totals),
              "rouge", "line-unprinted"),
    Tampering("un centime d'une ligne à l'autre, dans le fichier JSON", _alone(a_cent_more_and_totals),
              "rouge", "line-unprinted", _HTML),
    Tampering("une ligne et tous ses totaux, empreinte refaite", _resealed(totals_that_follow), "rouge", "total-unprinted"),
    Tampering("une ligne et tous ses totaux, dans le fichier JSON", _alone(totals_that_follow),
              "rouge", "total-unprinted", _HTML),
    *(
        Tampering(f"un total ({name})", _resealed(a_total(name)), "rouge", "total", _HTML)
        for name in ("charges_cents", "incomes_cents", "asked_cents", "public_cents", "resources_cents", "places_cents",
                     "to_stewards_cents", "reached_cents", "expected_cents", "committed_cents", "covered_cents",
                     "passed_on_cents", "in_kind_charges_cents")
    ),
    Tampering("un total, en fichier JSON", _alone(a_total("resources_cents")), "rouge", "total", _HTML),
    Tampering("une rangée du registre : l'attendu", _resealed(a_row("expected_cents", 1)), "rouge", "row"),
    Tampering("une rangée du registre : l'engagé", _resealed(a_row("committed_cents", 1)), "rouge", "row"),
    Tampering("une rangée du registre : l'état", _resealed(a_row("status", "au-dela")), "rouge", "row"),
    Tampering("un engagement nomme une autre ligne", _resealed(another_line), "rouge", "fingerprint"),
    Tampering("l'empreinte d'un accord", _resealed(another_fingerprint), "rouge", "fingerprint"),
    Tampering("l'état d'un accord", _annex(another_answer_of_a_steward), "rouge", "digest-differs"),
    Tampering("une attente en moins", _resealed(an_expectation_less), "rouge", "fingerprint"),
    Tampering("le genre d'un membre", _annex(another_kind_of_member), "rouge", "digest-differs"),
    Tampering("le titre de l'annexe", _annex(setting("title", value="Un autre projet")), "rouge", "digest-differs"),
    Tampering("le plafond de l'appel", _annex(setting("call", "amount_max_cents", value=1)), "rouge", "over-ceiling"),
    Tampering("le minimum demandé", _resealed(setting("commons_min_rate", value="99/100")), "rouge", "floor-missed"),
    Tampering("une ligne dite deux fois",
              _resealed(lambda annex: annex["budget"]["expenses"].append(annex["budget"]["expenses"][0])),
              "rouge", "line-twice"),
    Tampering("une ligne en moins", _resealed(lambda annex: annex["budget"]["expenses"].pop()), "rouge", "total"),
    Tampering("heures et taux qui ne font plus le montant",
              _resealed(lambda annex: annex["budget"]["expenses"][0].update(hours="1", rate_cents=1)), "rouge", "line"),
    Tampering("une ressource dite deux fois", _resealed(lambda annex: annex["resources"].append(annex["resources"][0])),
              "rouge", "schema"),
    Tampering("un chiffre imprimé dit deux fois", _resealed(lambda annex: annex["printed"].append(annex["printed"][0])),
              "rouge", "schema"),
    Tampering("une clé de trop", _resealed(lambda annex: annex.update(remarque="…")), "rouge", "schema"),
    Tampering("une clé en moins", _resealed(lambda annex: annex.pop("needs")), "rouge", "schema"),
    Tampering("une clé écrite deux fois", _bytes(_with_key_twice), "rouge", "canonical"),
    Tampering("des espaces ajoutés", _bytes(_spaced), "rouge", "canonical"),
    Tampering("un retour à la ligne ajouté", _bytes(lambda annex: annex + b"\n"), "rouge", "canonical"),
    Tampering("un montant à virgule", _charge(b"12800000.0"), "rouge", "schema"),
    Tampering("un montant à virgule, d'un demi-centime", _charge(b"12800000.5"), "rouge", "schema"),
    Tampering("un montant en texte", _charge(b'"12800000"'), "rouge", "schema"),
    Tampering("un montant immense", _charge(b"1" + b"0" * 400), "rouge", "schema"),
    Tampering("un montant démesuré", _charge(b"9" * 17), "rouge", "schema"),
    Tampering("pas un nombre", _charge(b"NaN"), "rouge", "schema"),
    Tampering("l'infini", _charge(b"Infinity"), "rouge", "schema"),
    Tampering("vrai pour un nombre", _charge(b"true"), "rouge", "schema"),
    Tampering("une fraction par zéro",
              _bytes(_with_value(b'"expected_hours":"', b'"expected_hours":"1/0","_":"')), "rouge", "schema"),
    Tampering("une version à venir", _bytes(lambda annex: annex.replace(b'"version":1}', b'"version":2}')),
              "rouge", "digest-differs"),
    Tampering("une version à venir, empreinte refaite", _resealed(setting("version", value=2)), "orange", "version"),
    Tampering("une version à venir, en fichier JSON", _alone(setting("version", value=2)), "orange", "version", _HTML),
    Tampering("une version zéro", _resealed(setting("version", value=0)), "rouge", "schema"),
    Tampering("du HTML dans un nom",
              _annex(setting("consortium", "members", 0, "name", value="<script>alert(1)</script>")),
              "rouge", "digest-differs"),
    Tampering("un caractère de commande dans un nom",
              _annex(setting("consortium", "members", 0, "name", value="\x1b[2J\u202eLieu")), "rouge", "digest-differs"),
)  # fmt: skip
