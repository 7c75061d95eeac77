"""Every file is hostile: it is judged within bounds, and the next one is read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.annex.canonical import canonical_bytes
from amikit.i18n import LANGUAGES
from amikit.verify.apart import Verifier
from amikit.verify.reading import receive
from amikit.verify.verdict import Light, Verdict
from amikit.verify.words import say_check
from tests.verify import hostile
from tests.verify.corpus import example, other_annex
from tests.verify.kit import CARRIERS, codes, edited, parts_of, verdict_of, written, zipped


@pytest.fixture(scope="module")
def verifier() -> Iterator[Verifier]:
    with Verifier(seconds=30) as one:
        yield one


def judged(verifier: Verifier, path: Path, content: bytes) -> Verdict:
    """The verdict on a file, once the next one was read well too."""
    path.write_bytes(content)
    verdict = verifier.verify(path)
    honest = path.with_name("honnete.json")
    honest.write_bytes(example().annex)
    assert verifier.verify(honest).light is Light.AMBER, "the next file is read"
    for check in verdict.checks:
        for language in LANGUAGES:
            assert say_check(check, language)
    return verdict


def why(verdict: Verdict) -> object:
    (check,) = verdict.checks
    assert (check.code, check.light) == ("file", Light.RED)
    return check.facts["why"]


def test_a_password_is_told(verifier: Verifier, tmp_path: Path) -> None:
    odt = parts_of(written(example(), "odt"))
    locked = {
        "a.pdf": hostile.locked_pdf(written(example(), "pdf")),
        "b.docx": hostile.with_flag_of_encryption(written(example(), "docx")),
        "c.odt": zipped({**odt, "META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>"}),
        "d.docx": hostile.LOCKED_WORD,
    }

    found = {name: why(judged(verifier, tmp_path / name, content)) for name, content in locked.items()}

    assert found == dict.fromkeys(locked, "password")


@pytest.mark.parametrize("suffix", CARRIERS)
def test_a_file_cut_short_is_told(suffix: str, verifier: Verifier, tmp_path: Path) -> None:
    content = written(example(), suffix)

    for part in (3, 10, 100, len(content) // 2, len(content) - len(content) // 20):
        verdict = judged(verifier, tmp_path / f"a.{suffix}", content[:part])
        assert verdict.light is not Light.GREEN
        assert "totals" not in codes(verdict, "vert") or suffix == "html"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("objets.pdf", lambda: hostile.pdf_of_objects(310_000), {"too-big"}),
        ("gonfle.pdf", lambda: hostile.pdf_that_inflates(2_500), {"too-big", "too-much", "damaged"}),
        ("dix-gigaoctets.docx", lambda: hostile.zip_bomb(10_240, said_bytes=2**32 - 2), {"too-big"}),
        ("trois-cents-megaoctets.docx", lambda: hostile.zip_bomb(300, said_bytes=399_000_000), {"too-big"}),
        ("menteur.docx", lambda: hostile.zip_bomb(3_000, said_bytes=1_000), {"damaged", "too-big"}),
        ("dix-gigaoctets.odt", lambda: hostile.zip_bomb(10_240, "content.xml", said_bytes=2**32 - 2), {"too-big"}),
        ("rires.docx", lambda: hostile.zip_of({"word/document.xml": hostile.LAUGHS}), {"damaged"}),
        ("rires.odt", lambda: hostile.zip_of({"content.xml": hostile.LAUGHS}), {"damaged"}),
        ("dehors.docx", lambda: hostile.zip_of({"word/document.xml": hostile.OUTSIDE}), {"damaged"}),
        ("parties.docx", lambda: hostile.zip_of({f"{place}.xml": "" for place in range(5_001)}), {"too-big"}),
        ("profond.json", lambda: hostile.DEEP_JSON, {"not-an-annex"}),
        ("liste.json", lambda: b'{"a": [1, 2]}', {"not-an-annex"}),
        ("vide.pdf", lambda: b"", {"empty"}),
        ("ancien.doc", lambda: hostile.OLD_WORD, {"unknown"}),
        ("image.pdf", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\0", {"unknown"}),
        ("tableur.docx", lambda: hostile.zip_of({"xl/workbook.xml": "<a/>"}), {"unknown"}),
        ("seul-en-tete.pdf", lambda: b"%PDF-1.7\n", {"damaged"}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(
    name: str, content: Any, expected: set[str], verifier: Verifier, tmp_path: Path
) -> None:
    assert why(judged(verifier, tmp_path / name, content())) in expected


def test_a_text_without_end_or_depth_is_read_as_far_as_it_goes(verifier: Verifier, tmp_path: Path) -> None:
    for name, content in {
        "profond.docx": hostile.zip_of({"word/document.xml": hostile.DEEP_XML}),
        "jamais-ferme.html": hostile.DEEP_HTML.encode(),
        "entites.html": hostile.LAUGHS.encode(),
    }.items():
        verdict = judged(verifier, tmp_path / name, content)
        assert codes(verdict) == [], name
        assert set(codes(verdict, "orange")) <= {"no-annex", "no-text", "no-mention"}, name


def test_a_file_is_what_it_holds_not_what_its_name_says(verifier: Verifier, tmp_path: Path) -> None:
    for suffix in CARRIERS:
        verdict = judged(verifier, tmp_path / "reponse.xyz", written(example(), suffix))
        assert (verdict.kind, codes(verdict)) == (suffix, [])


def test_what_takes_too_long_is_stopped_and_the_next_file_is_read(tmp_path: Path) -> None:
    slow = tmp_path / "lent.html"
    slow.write_bytes(b"<html>" + b"<!--" * 2_000_000)
    other = tmp_path / "annexe.json"
    other.write_bytes(example().annex)

    with Verifier(seconds=8) as verifier:
        assert why(verifier.verify(slow)) == "too-slow"
        assert codes(verifier.verify(other)) == []


def test_a_pipe_a_device_a_folder_and_nothing_are_not_waited_for(verifier: Verifier, tmp_path: Path) -> None:
    pipe, loop, broken = tmp_path / "tube.pdf", tmp_path / "boucle.pdf", tmp_path / "rompu.pdf"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    broken.symlink_to(tmp_path / "nulle-part.pdf")

    assert why(verifier.verify(pipe)) == "not-a-file"
    assert why(verifier.verify(Path("/dev/zero"))) == "not-a-file"
    assert why(verifier.verify(tmp_path)) == "no-file"
    assert why(verifier.verify(loop)) == "no-file"
    assert why(verifier.verify(broken)) == "no-file"
    assert why(verifier.verify(tmp_path / "absent.pdf")) == "no-file"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_closed_to_us_is_told(verifier: Verifier, tmp_path: Path) -> None:
    (tmp_path / "ferme.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "ferme.pdf").chmod(0)

    assert why(verifier.verify(tmp_path / "ferme.pdf")) == "no-file"


@pytest.mark.parametrize("suffix", ["docx", "html", "odt"])
def test_a_damaged_annex_is_not_an_absent_one(suffix: str) -> None:
    content = written(example(), suffix)
    part = {"docx": "customXml/item1.xml", "odt": "meta.xml"}.get(suffix)
    head = "eyJidWRnZXQi"  # how any annex begins, in base64
    if part:
        parts = parts_of(content)
        assert head.encode() in parts[part]
        damaged = zipped({**parts, part: parts[part].replace(head.encode(), b"!!!!")})
    else:
        damaged = content.replace(head.encode(), b"!!!!")

    assert codes(verdict_of(damaged)) == ["schema"]
    assert codes(verdict_of(edited("html", written(example(), "html"), "640,00", "640,00"))) == []


_KEYS = st.sampled_from(["cents", "id", "name", "kind", "rows", "figure", "hours", "status", "fingerprint", "members"])
_VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.just(10**15), st.just(-(10**15)), st.text(max_size=5),
    st.sampled_from(["1/3", "99999999999999999999", "-1", "a/b", "argent", "porteur", "2027-01-01", "\x1b[2J", "\u202e"]),
    st.just([]), st.just({}),
)  # fmt: skip


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a tree where a value stands."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield node, key
        yield from _places(value)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_annex_however_wrong_stops_a_verification(data: st.DataObject) -> None:
    said = json.loads(other_annex())
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(_places(said))
        node, key = places[data.draw(st.integers(0, len(places) - 1))]
        node[key] = data.draw(_VALUES)
    try:
        content = canonical_bytes(said)
    except ValueError:  # beyond what canonical JSON can say
        content = json.dumps(said).encode()

    verdict = verdict_of(content)

    assert [say_check(check, language) for check in verdict.checks for language in LANGUAGES]
    assert Verdict.from_plain(json.loads(json.dumps(verdict.as_plain()))).light is verdict.light


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b'{"format":"amikit-annex"', b"\xef\xbb\xbf"]),
)
def test_no_bytes_stop_a_reading(noise: bytes, head: bytes) -> None:
    assert receive(head + noise).kind is not None
