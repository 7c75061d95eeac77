"""The example to share: its files are those of its script, its facts hold, and it says what is made up."""

from __future__ import annotations

import csv
import json

from tests.cli.running import amikit, words
from tests.dossiers import EXAMPLES
from tools.make_cobudget_example import EACH, LEAST, MOST, MOST_FUNDERS, PLACES, make_files

ROOT = EXAMPLES / "cobudget-2018"
COMMAND = ("allocate", ROOT, "--envelope", "17500")


def test_its_files_are_those_of_its_script() -> None:
    written = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in ROOT.rglob("*")
        if path.is_file() and path.name != "README.md"
    }

    assert written == make_files(), "run “python -m tools.make_cobudget_example”"


def test_it_keeps_to_what_is_known_of_the_test() -> None:
    with (ROOT / "allocation/bulletins.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    steps = [name for name in rows[0] if name != "membre"]
    supporters = [sum(bool(row[step]) for row in rows) for step in steps]
    made = json.loads(amikit(*COMMAND, "--format", "json").stdout)["allocation"]
    costs = [step["cost_cents"] for one in made["resources"] for step in one["steps"]]

    assert len(rows) == PLACES
    assert {sum(int(row[step] or 0) for step in steps) for row in rows} == {EACH}
    assert (min(supporters), max(supporters)) == (1, MOST_FUNDERS)
    assert (min(costs), max(costs)) == (LEAST * 100, MOST * 100)


def test_every_member_has_the_use_of_its_five_hundred_euros() -> None:
    made = json.loads(amikit(*COMMAND, "--format", "json").stdout)["allocation"]

    assert {receipt["share_cents"] for receipt in made["receipts"]} == {EACH * 100}
    assert sum(one["proposed_cents"] for one in made["resources"]) + made["left_cents"] == PLACES * EACH * 100


def test_what_is_made_up_is_said_on_the_screen_and_in_every_file_that_can_hold_words() -> None:
    assert "bulletins inventés" in words(amikit(*COMMAND))
    for path in ROOT.rglob("*"):
        if path.suffix in (".md", ".yaml"):
            assert "inventé" in path.read_text(encoding="utf-8").lower(), path
