"""The whole answer as a page that others read and reuse: an answer is a common too.

For Movilab, wikitext, with its own ``{{Commun}}`` for each resource and its fields for each place; for a forum, a
post. Lists of people stay out of what is public: names of persons are in the sections that the consortium wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from amikit.compute.proposal import Proposal
from amikit.export.markdown import blocks_to_markdown
from amikit.export.pandoc import run_pandoc
from amikit.export.tree import recaptioned
from amikit.i18n import Text, format_list
from amikit.model.needs import need_words
from amikit.publishing.plain_words import escaped, one_line, public_page
from amikit.render.answer import ANNEX_DIGEST, Answer, Block, Inline
from amikit.render.inlines import text_inlines
from amikit.render.walk import Node, plain_text, replaced

_LEFT_OUT = frozenset({"personnes", "pieces"})
"""The sections that are for the funder alone: who does what by name, and papers to join."""
_DIV_CAPTION = "caption"
_OPENED, _CLOSED, _LINKED, _UNLINKED = "\ue010", "\ue011", "\ue012", "\ue013"
"""Stand for what wikitext would run, ``{{ }}`` and ``[[ ]]``, until pandoc is done."""
_MARKUP = {"{{": _OPENED, "}}": _CLOSED, "[[": _LINKED, "]]": _UNLINKED}
_AS_TYPED = {_OPENED: "&#123;&#123;", _CLOSED: "&#125;&#125;", _LINKED: "&#91;&#91;", _UNLINKED: "&#93;&#93;"}
_FIELD = re.compile(r"[{}|\[\]<>=]")
_PLACES, _COMMONS, _CREDITS = (
    Text("Les lieux", "The places"),
    Text("Les ressources communes", "The shared resources"),
    Text("Licence, crédits et mercis", "Licence, credits and thanks"),
)
_LICENCE = Text(
    "Cette réponse est elle-même un commun : elle peut être reprise, modifiée et partagée sous licence CC BY-SA 4.0, en citant {members}.",
    "This answer is a common itself: it may be reused, changed and shared under CC BY-SA 4.0, naming {members}.",
)
_THANKS = Text("Merci à qui prend soin de {resources}.", "Thanks to those who look after {resources}.")
_SUPPORTERS = Text("Merci aussi à {names}.", "Thanks to {names} too.")
_PICTURE = Text("[image : {alt}]", "[picture: {alt}]")


def to_forum(proposal: Proposal, answer: Answer) -> str:
    """A post in Markdown: the sections, who the places are, credits and thanks."""
    body = blocks_to_markdown(_blocks(answer))
    lines = [f"# {escaped(answer.cover.title)}", body.strip(), f"## {_PLACES[answer.language]}"]
    lines += ["\n".join(_place_lines(proposal, answer, "- **{}**\n{}", "  - {} : {}", escaped))]
    lines += [f"## {_CREDITS[answer.language]}", *map(escaped, _credits(proposal, answer))]
    return "\n\n".join(lines) + "\n"


def to_movilab(proposal: Proposal, answer: Answer) -> str:
    """Wikitext: the sections, each place with the fields of the wiki, each resource as a ``{{Commun}}``."""
    written = run_pandoc(_without_wikitext(_blocks(answer, deeper=1)), to="mediawiki").decode().strip()
    for mark, typed in _AS_TYPED.items():
        written = written.replace(mark, typed)
    parts = [written, f"== {_PLACES[answer.language]} =="]
    parts += ["\n".join(_place_lines(proposal, answer, "=== {} ===\n{}", "* {} : {}", _field))]
    parts += [f"== {_COMMONS[answer.language]} ==", *_commons(proposal, answer)]
    parts += [f"== {_CREDITS[answer.language]} ==", *map(_field, _credits(proposal, answer))]
    return "\n\n".join(parts) + "\n"


def _blocks(answer: Answer, *, deeper: int = 0) -> list[Block]:
    """What is published: without the sections for the funder alone, the annex's digest, nor pictures of a disk."""
    kept: list[Block] = []
    is_kept = True
    for block in answer.blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            is_kept = block["c"][1][0] not in _LEFT_OUT
        if is_kept and not (block["t"] == "Div" and ANNEX_DIGEST in block["c"][0][1]):
            kept.append(block)

    def instead(node: Node) -> Sequence[Node] | None:
        match node:
            case {"t": "Image", "c": [_, alt, _]}:
                return [{"t": "Emph", "c": text_inlines(_PICTURE[answer.language].format(alt=plain_text(alt)))}]
            case {"t": "Div", "c": [[_, classes, attributes], content]} if {"chart", "flows"}.intersection(classes):
                return replaced(recaptioned(content, dict(attributes).get(_DIV_CAPTION, "")), instead)
            case {"t": "Div", "c": [_, content]}:
                return replaced(content, instead)
            case {"t": "Link", "c": [_, content, [target, _]]} if target.startswith("#"):
                return replaced(content, instead)
            case {"t": "Span", "c": [_, content]}:
                return replaced(content, instead)
            case {"t": "Header", "c": [level, _, content]}:
                return [{"t": "Header", "c": [level + deeper, ["", [], []], replaced(content, instead)]}]
        return None

    return replaced(kept, instead)


def _without_wikitext(blocks: Sequence[Block]) -> list[Block]:
    """What people typed is text: braces and brackets must not call a template nor a page."""

    def instead(node: Node) -> Sequence[Inline] | None:
        if node["t"] not in ("Str", "Code"):
            return None
        text = node["c"] if node["t"] == "Str" else node["c"][1]
        for typed, mark in _MARKUP.items():
            text = text.replace(typed, mark)
        return [{"t": "Str", "c": text}] if node["t"] == "Str" else [{"t": "Code", "c": [node["c"][0], text]}]

    return replaced(blocks, instead)


def _place_lines(
    proposal: Proposal, answer: Answer, head: str, line: str, write: Callable[[str], str]
) -> Iterator[str]:
    """Each place: its networks, its needs, the commons it contributes to; what is not known is left out."""
    language = answer.language
    for member in proposal.dossier.members:
        name = f"{member.name or member.id} ({member.city})" if member.city else member.name or member.id
        facts = (
            (Text("Réseaux", "Networks"), list(member.networks)),
            (Text("Besoins", "Needs"), [need_words(need)[language] for need in member.needs]),
            (Text("Communs auxquels il contribue", "Commons it contributes to"), list(member.contributed_commons)),
        )
        known = [line.format(title[language], write(", ".join(words))) for title, words in facts if words]
        yield head.format(write(name), "\n".join(known)).rstrip("\n")


def _commons(proposal: Proposal, answer: Answer) -> Iterator[str]:
    """``{{Commun}}`` with the fields that Movilab gives it; nobody's name is put as ``referent``."""
    language = answer.language
    members = format_list([one.name or one.id for one in proposal.dossier.members], language)
    for use, resource, _ in proposal.declared:
        page = public_page(next(iter(resource.links.values()), ""))
        fields = {
            "description": use.purpose or resource.interest or resource.summary,
            "shortdescription": resource.summary,
            "Main_Picture": "",
            "provides": ", ".join(need_words(need)[language] for need in resource.needs),
            "contributors": members,
            "referent": "",
            "contributiveorganisation": resource.steward.name if resource.steward else "",
        }
        lines = "\n".join(f"|{name}={_field(value)}" for name, value in fields.items())
        yield f"=== {_field(resource.name)} ===\n\n{{{{Commun\n{lines}\n}}}}" + (f"\n\n{page}" if page else "")


def _credits(proposal: Proposal, answer: Answer) -> Iterator[str]:
    language = answer.language
    names = [one.name or one.id for one in proposal.dossier.members]
    yield _LICENCE[language].format(members=format_list(names, language))
    resources = [resource.name for _, resource, _ in proposal.declared]
    if resources:
        yield _THANKS[language].format(resources=format_list(resources, language))
    supporters = [one.name for one in proposal.dossier.settings.supporters if one.name and not one.is_person]
    if supporters:
        yield _SUPPORTERS[language].format(names=format_list(supporters, language))


def _field(text: str) -> str:
    """Words on one line, which no wiki runs."""
    return _FIELD.sub(lambda found: f"&#{ord(found[0])};", one_line(text))
