"""From what a file holds to a verdict: make its annex again from its own lines, and compare; then read its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from amikit.annex.canonical import canonical_bytes, digest_of, is_printed, printed_digests
from amikit.annex.revive import revive
from amikit.annex.schema import VERSION, Annex
from amikit.compute.mentions import find_names
from amikit.model.catalog import Catalog, Resource
from amikit.verify.identifiers import odd_identifier
from amikit.verify.reading import Kind, Received
from amikit.verify.reciprocity import check_catalog, check_reciprocity
from amikit.verify.sums import check_sums
from amikit.verify.text import check_printed, check_text
from amikit.verify.verdict import Check, Light, Verdict

_HIGHEST_VERSION = 10**6
_MOST_OWN = 1_000
"""Resources of an annex alone that are looked for in its text."""
_NEVER_TEXT = (".pdf", ".docx", ".odt")
"""What is named so and holds plain words is none of them: it was damaged on its way, or renamed."""
_ANNOUNCED = ("annexe.json", "annexe-brouillon.json", "annexe (SHA-256)", "annex (SHA-256)")
"""What a document built here says of its annex; its digest may be cut by the end of a page."""


def verify_received(name: str, received: Received, catalog: Catalog) -> Verdict:
    """Everything that can be said of one file; ``catalog`` is the reader's own."""
    kind = received.kind.value
    if received.why:
        return Verdict(name, kind, (Check("file", Light.RED, {"why": received.why}),))
    if received.kind is Kind.TEXT and name.lower().endswith(_NEVER_TEXT):
        named = name.rpartition(".")[2].lower()
        return Verdict(name, kind, (Check("file", Light.RED, {"why": "misnamed", "named": named}),))
    if not received.annexes:
        mentioned = _mentioned(received.text, catalog, frozenset())
        return Verdict(name, kind, tuple(_without_annex(received, mentioned)), mentioned=tuple(mentioned))
    if len(received.annexes) > 1:
        several = Check("annexes", Light.RED, {"annexes_count": len(received.annexes)})
        return Verdict(name, kind, (several,))
    content = received.annexes[0]
    annex, fault = read_annex(content)
    if fault is not None and fault.code == "version":
        mentioned = _mentioned(received.text, catalog, frozenset())
        checks = tuple(_unknown_version(fault, content, received, mentioned))
        return Verdict(name, kind, checks, digest=digest_of(content), mentioned=tuple(mentioned))
    if annex is None:
        return Verdict(name, kind, (fault or Check("schema", Light.RED),))
    mentioned = _mentioned(received.text, catalog, frozenset(one.id for one in annex.resources))
    return Verdict(
        name,
        kind,
        tuple(_all_checks(annex, content, received, catalog, mentioned)),
        annex=annex.as_json(),
        digest=digest_of(content),
        mentioned=tuple(mentioned),
        own_mentioned=_own_mentioned(received.text, annex, catalog),
    )


def read_annex(content: bytes) -> tuple[Annex | None, Check | None]:
    """The annex, exact in every type; or why it is not one."""
    try:
        annex = Annex.model_validate_json(content)
    except ValidationError as error:
        version = _version_of(content)
        if version is not None and version > VERSION:
            return None, Check("version", Light.AMBER, {"version": version, "known": VERSION})
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])[:200]
        return None, Check("schema", Light.RED, {"where": where or "annexe"})
    except RecursionError:
        return None, Check("schema", Light.RED, {"where": "annexe"})
    if canonical_bytes(annex.as_json()) != content:
        return None, Check("canonical", Light.RED)
    if where := odd_identifier(annex):
        return None, Check("schema", Light.RED, {"where": where})
    return annex, None


def _version_of(content: bytes) -> int | None:
    import json

    try:
        version = json.loads(content).get("version")
    except (AttributeError, ValueError, RecursionError):
        return None
    return version if type(version) is int and 0 < version < _HIGHEST_VERSION else None


def _all_checks(
    annex: Annex, content: bytes, received: Received, catalog: Catalog, mentioned: Mapping[str, str]
) -> Iterator[Check]:
    yield Check("annex", Light.GREEN)
    if annex.is_draft:
        yield Check("draft", Light.AMBER)
    has_text = received.kind is not Kind.JSON
    if has_text:
        yield _digest_check(digest_of(content), received.text)
    proposal = revive(annex)
    excused = frozenset(one.code for one in annex.exceptions)
    yield from check_sums(annex, proposal, excused)
    yield from check_reciprocity(annex, proposal)
    if has_text:
        yield from check_text(annex, received.text)
        yield _mentions_check(annex, mentioned)
    else:
        yield from check_printed(annex)
    yield from check_catalog(annex, catalog)
    if annex.exceptions:
        yield Check("exceptions", Light.AMBER, {"exceptions_count": len(annex.exceptions), "codes": sorted(excused)})


def _digest_check(digest: str, text: str) -> Check:
    if is_printed(digest, text):
        return Check("digest", Light.GREEN)
    printed = printed_digests(text)
    if not printed:
        return Check("digest-missing", Light.AMBER)
    return Check("digest-differs", Light.RED, {"printed": printed[0][:8], "computed": digest[:8]})


def _mentioned(text: str, catalog: Catalog, declared: frozenset[str]) -> dict[str, str]:
    """The resources that the text names, with the name that was recognised."""
    return dict(find_names(text, catalog, declared)) if text else {}


def _own_mentioned(text: str, annex: Annex, catalog: Catalog) -> tuple[str, ...]:
    """Looked for apart: the names that an annex gives must hide none of those that the reader knows."""
    if not text:
        return ()
    unknown = [one for one in annex.resources if one.is_own or not catalog.knows(one.id)][:_MOST_OWN]
    own = Catalog({one.id: Resource(id=one.id, name=one.name, kind=one.kind) for one in unknown if one.name})
    return tuple(resource_id for resource_id, _ in find_names(text, own, frozenset(own.by_id)))


def _mentions_check(annex: Annex, mentioned: Mapping[str, str]) -> Check:
    known = {one.id for one in annex.resources} | {*annex.mentions_only, *annex.named_by_call}
    unknown = [name for resource_id, name in mentioned.items() if resource_id not in known]
    if unknown:
        return Check("mentions", Light.AMBER, {"names": unknown, "names_count": len(unknown)})
    return Check("mentions-said", Light.GREEN)


def _unknown_version(
    version: Check, content: bytes, received: Received, mentioned: Mapping[str, str]
) -> Iterator[Check]:
    """What can be said of an annex whose fields are not known yet: its digest, and the text beside it."""
    yield version
    if received.kind is not Kind.JSON:
        yield _digest_check(digest_of(content), received.text)
        yield _mentions_read(mentioned)


def _without_annex(received: Received, mentioned: Mapping[str, str]) -> Iterator[Check]:
    if not received.text.strip():
        yield Check("no-text", Light.AMBER)
        return
    yield Check("no-annex", Light.AMBER)
    if printed_digests(received.text) or any(name in received.text for name in _ANNOUNCED):
        yield Check("annex-lost", Light.AMBER)
    yield _mentions_read(mentioned)


def _mentions_read(mentioned: Mapping[str, str]) -> Check:
    if mentioned:
        return Check("mentions-read", Light.AMBER, {"names": list(mentioned.values()), "names_count": len(mentioned)})
    return Check("no-mention", Light.AMBER)
