"""What is published about the annex is true of every annex: its schema, its page."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from amikit.annex.canonical import canonical_bytes, digest_of, grouped, is_printed, printed_digests
from amikit.annex.schema import Annex
from amikit.verify.words import SENTENCES
from tests.verify.corpus import honest_answers
from tests.verify.kit import sealed
from tools.annex_schema import NAME, annex_schema
from tools.make_schemas import FOLDER, ROOT

PAGE = (ROOT / "docs" / "annexe.md").read_text(encoding="utf-8")
HONEST = honest_answers()


@cache
def annex(name: str) -> bytes:
    return HONEST[name]().annex


def faults(said: Any) -> list[str]:
    schema = json.loads((FOLDER / NAME).read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message[:120]}" for error in validator.iter_errors(said)]


@pytest.mark.parametrize("name", HONEST)
def test_an_annex_follows_its_published_schema_in_canonical_form(name: str) -> None:
    content = annex(name)
    read = Annex.model_validate_json(content)

    assert faults(json.loads(content)) == []
    assert canonical_bytes(read.as_json()) == content
    assert (
        json.dumps(json.loads(content), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() == content
    )


def test_the_same_folder_gives_the_same_bytes() -> None:
    name = "lieu-totem"

    assert sealed(ROOT / "examples" / name).annex == annex(name)


@pytest.mark.parametrize("wrong", [1.5, "12800000", -(10**16), True, None])
def test_the_published_schema_refuses_what_amikit_refuses(wrong: object) -> None:
    said = json.loads(annex("lieu-totem"))
    said["totals"]["charges_cents"] = wrong

    assert faults(said) != []
    with pytest.raises(ValueError, match="charges_cents"):
        Annex.model_validate_json(json.dumps(said))


def test_the_schema_is_valid_closed_and_explains_every_field_in_french() -> None:
    schema = annex_schema()
    Draft202012Validator.check_schema(schema)
    parts = [schema, *(one for one in schema["$defs"].values() if "properties" in one)]

    assert [one for one in parts if one["additionalProperties"] is not False] == []
    assert [one for one in parts if sorted(one["required"]) != sorted(one["properties"])] == []
    fields = {name: value for one in parts for name, value in one["properties"].items()}
    assert [name for name, value in fields.items() if not value["description"].endswith(".")] == []
    assert re.findall(r"\b(?:the|which|whether|what|of)\b", json.dumps(schema)) == []


def test_the_page_names_every_key_and_every_check() -> None:
    assert [key for key in annex_schema()["properties"] if f"`{key}`" not in PAGE] == []
    assert [code for code in SENTENCES if f"`{code}`" not in PAGE] == []


@pytest.mark.parametrize("name", ["lieu-totem", "monscobar", "premiers-pas"])
def test_the_sums_of_the_page_can_be_made_without_amikit(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "annexe.json").write_bytes(annex(name))
    monkeypatch.chdir(tmp_path)
    (program,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

    exec(compile(program, "annexe.md", "exec"), {})  # noqa: S102


def test_a_digest_is_sha_256_and_is_recognised_in_a_text() -> None:
    content = annex("premiers-pas")
    digest = hashlib.sha256(content).hexdigest()
    words = grouped(digest).split()

    assert digest_of(content) == digest
    assert printed_digests(f"Empreinte : {grouped(digest)}.") == (digest,)
    assert is_printed(digest, "\r\n".join(words))
    for cut in range(1, 16):
        page = f"{' '.join(words[:cut])} \r\nUn titre 12 / 31\r\n{' '.join(words[cut:])}"
        assert is_printed(digest, page), "the end of a page may cut it"
    assert not is_printed(digest, " ".join(words[1:]))
    assert not is_printed(digest, " ".join([*words[:8], "0000", *words[9:]]))
