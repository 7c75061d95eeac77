"""What pandoc read of a document, made of what amikit's own Markdown can say; the rest is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from amikit.importing.aside import Aside, as_comment, hidden
from amikit.importing.emphasis import SPACES, readable, trimmed
from amikit.importing.marks import ANY, BOLD, BOX_CLOSES, BOX_OPENS, COMMENT_CALL, TITLE
from amikit.importing.tables import TableFlattener
from amikit.render.walk import plain_text
from amikit.source.markdown import is_safe_link

FAKE_LEVEL = 9
"""Of a line in bold that may be a title."""
_LONGEST_TITLE = 15
"""Words of a line in bold that may be a title."""
_DEEPEST = 8
"""Levels of lists and quotations that are kept."""
_ATTR: Any = ["", [], []]
_CODE: Any = ["", ["text"], []]
"""Between fences: set off by spaces alone, code after a list would be of that list."""
_SUPERSCRIPTS = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_GAP: Any = {"t": "Gap"}
"""Where a change took words out."""
_AFTER_WORDS = ".,)…"
"""What stands against the word before it."""
TakePicture = Callable[[str, str], tuple[str, str]]
"""From the address and the description of a picture: its new address, else empty and why it is not taken."""


class Flattener:
    """Reads the blocks of one document, in order. ``changes`` is accepter, refuser or lister."""

    def __init__(
        self,
        changes: str,
        comments: Sequence[Mapping[str, str]],
        take_picture: TakePicture,
        aside: Aside,
        alts: Mapping[str, str] | None = None,
    ) -> None:
        self._alts = alts
        self._changes = changes
        self._comments = comments
        self._take_picture = take_picture
        self._aside = aside
        self._hidden: list[str] = []
        """Comments to write after the block at hand."""
        self._depth = 0
        self._tables = TableFlattener(aside, self._blocks)

    def document(self, blocks: Sequence[Any]) -> list[Any]:
        """The blocks of a document; comments follow the block where they were made."""
        made: list[Any] = []
        for block in self._boxed(blocks):
            made += self._block(block)
            made += [{"t": "RawBlock", "c": ["commonmark", comment]} for comment in self._hidden]
            self._hidden.clear()
        return _joined(made)

    # --- blocks ----------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Any]) -> list[Any]:
        return _joined([made for block in self._boxed(blocks) for made in self._block(block)])

    def _boxed(self, blocks: Sequence[Any]) -> list[Any]:
        """What stands between two marks, as a quotation."""
        made: list[Any] = []
        inside: list[Any] | None = None
        for block in blocks:
            alone = plain_text(block).strip() if block["t"] in ("Para", "Plain") else ""
            if alone == BOX_OPENS:
                inside = []
            elif alone == BOX_CLOSES:
                made += [{"t": "BlockQuote", "c": inside}] if inside else []
                inside = None
            elif inside is None:
                made.append(block)
            else:
                inside.append(block)
        return [*made, *(inside or [])]

    def _block(self, block: Any) -> list[Any]:
        match block:
            case {"t": "Para" | "Plain" as kind, "c": content}:
                return self._paragraph(kind, content)
            case {"t": "Header", "c": [level, _, content]}:
                words = trimmed(_without_breaks(self._inlines(content)))
                return [{"t": "Header", "c": [level, _ATTR, words]}] if plain_text(words).strip() else []
            case {"t": "CodeBlock", "c": [_, text]}:
                return [{"t": "CodeBlock", "c": [_CODE, ANY.sub("", text)]}] if text.strip() else []
            case {"t": "HorizontalRule"}:
                return [block]
            case {"t": "RawBlock", "c": [_, text]}:
                self._raw(text)
                return []
        return self._container(block)

    def _container(self, block: Any) -> list[Any]:
        match block:
            case {"t": "BlockQuote", "c": content}:
                return self._nested(
                    lambda: _unmarked(self._blocks(content)), lambda inside: {"t": "BlockQuote", "c": inside}
                )
            case {"t": "BulletList", "c": items}:
                return self._list(items, lambda made: {"t": "BulletList", "c": made})
            case {"t": "OrderedList", "c": [[start, _, _], items]}:
                numbers = [start, {"t": "Decimal"}, {"t": "Period"}]
                return self._list(items, lambda made: {"t": "OrderedList", "c": [numbers, made]})
            case {"t": "DefinitionList", "c": entries}:
                return [made for term, meanings in entries for made in self._definition(term, meanings)]
            case {"t": "LineBlock", "c": lines}:
                joined = [inline for line in lines for inline in (*line, {"t": "LineBreak"})]
                return self._paragraph("Para", joined)
            case {"t": "Div", "c": [_, content]}:
                return self._blocks(content)
            case {"t": "Figure", "c": [_, [_, caption], content]}:
                return self._figure(caption, content)
            case {"t": "Table"}:
                return self._tables.flatten(block)
        return []

    def _paragraph(self, kind: str, content: Sequence[Any]) -> list[Any]:
        first = next((one["c"] for one in content if one["t"] == "Str"), "")
        words = trimmed(self._inlines(content))
        said = plain_text(words).strip()
        if not said and not any(_holds(one, ("Image", "Note")) for one in words):
            return []
        if first.startswith(TITLE) and not self._aside.title:
            self._aside.title = " ".join(said.split())
            return []
        if first.startswith(BOLD) and not _is_all_bold(words):
            words = [{"t": "Strong", "c": words}]
        if kind == "Para" and _may_be_title(words, said):
            return [{"t": "Header", "c": [FAKE_LEVEL, _ATTR, _without_breaks(words)]}]
        return [{"t": kind, "c": words}]

    def _list(self, items: Sequence[Sequence[Any]], make: Callable[[list[Any]], Any]) -> list[Any]:
        is_alone = len(items) == 1 and [one["t"] for one in items[0]] in (["Para"], ["Plain"])
        if is_alone and not self._depth:  # a numbered line in bold: a title in its author's mind
            only = self._blocks(items[0])
            if len(only) == 1 and only[0]["t"] == "Header":
                return only
            return [make(_tight([_unmarked(only)]))] if only else []
        return self._nested(
            lambda: _tight([made for item in items if (made := _unmarked(self._blocks(item)))]),
            make,
            flat=lambda made: [block for item in made for block in item],
        )

    def _nested(
        self,
        read: Callable[[], list[Any]],
        make: Callable[[list[Any]], Any],
        flat: Callable[[list[Any]], list[Any]] = lambda made: made,
    ) -> list[Any]:
        """What is inside a list or a quotation; too deep, it is kept without them."""
        self._depth += 1
        inside = read()
        self._depth -= 1
        if not inside:
            return []
        if self._depth >= _DEEPEST:
            self._aside.counts["deep"] += 1
            return flat(inside)
        return [make(inside)]

    def _definition(self, term: Sequence[Any], meanings: Sequence[Sequence[Any]]) -> Iterator[Any]:
        words = trimmed(self._inlines(term))
        if words:
            yield {"t": "Para", "c": [{"t": "Strong", "c": words}]}
        for meaning in meanings:
            yield from self._blocks(meaning)

    def _figure(self, caption: Sequence[Any], content: Sequence[Any]) -> list[Any]:
        blocks = self._blocks(content)
        words = " ".join(plain_text(self._blocks(caption)).split())
        match blocks:
            case [{"t": "Para" | "Plain", "c": [{"t": "Image", "c": [_, alt, [target, _]]}]}]:
                title = "" if words == " ".join(plain_text(alt).split()) else words
                return [{"t": "Para", "c": [{"t": "Image", "c": [_ATTR, alt, [target, title]]}]}]
        return [*blocks, *([{"t": "Para", "c": _words(words)}] if words else [])]

    # --- inlines ---------------------------------------------------------------------------

    def _inlines(self, content: Sequence[Any]) -> list[Any]:
        return readable(_closed([made for inline in content for made in self._inline(inline)]))

    def _inline(self, inline: Any) -> list[Any]:
        match inline:
            case {"t": "Str", "c": text}:
                return self._text(text)
            case {"t": "Space" | "SoftBreak" | "LineBreak"}:
                return [inline]
            case {"t": "Emph" | "Strong" | "Strikeout" as kind, "c": content}:
                return _around(self._inlines(content), lambda inside: {"t": kind, "c": inside})
            case {"t": "Underline" | "SmallCaps", "c": content} | {"t": "Cite", "c": [_, content]}:
                return self._inlines(content)
            case {"t": "Quoted", "c": [_, content]}:
                return [{"t": "Str", "c": "“"}, *self._inlines(content), {"t": "Str", "c": "”"}]
            case {"t": "Superscript" | "Subscript" as kind, "c": content}:
                table = _SUPERSCRIPTS if kind == "Superscript" else _SUBSCRIPTS
                return [_raised(one, table) for one in self._inlines(content)]
            case {"t": "Span", "c": [[_, classes, attributes], content]}:
                return self._span(classes, dict(attributes), content)
            case {"t": "Link", "c": [_, content, [target, _]]}:
                return self._link(self._inlines(content), target)
        return self._object(inline)

    def _object(self, inline: Any) -> list[Any]:
        match inline:
            case {"t": "Code", "c": [_, text]}:
                words = " ".join(ANY.sub("", text).split())
                return [{"t": "Code", "c": [_ATTR, words]}] if words else []
            case {"t": "Math", "c": [_, text]}:
                self._aside.counts["formula"] += 1
                return [{"t": "Code", "c": [_ATTR, " ".join(text.split()) or "?"]}]
            case {"t": "Image", "c": [_, alt, [target, title]]}:
                return self._picture(self._inlines(alt), target, title)
            case {"t": "Note", "c": blocks}:
                return self._note(blocks)
            case {"t": "RawInline", "c": [_, text]}:
                self._raw(text)
        return []

    def _text(self, text: str) -> list[Any]:
        for number in COMMENT_CALL.findall(text):
            if int(number) < len(self._comments):
                self._note_down(self._comments[int(number)])
        words = ANY.sub("", COMMENT_CALL.sub("", text))
        return [{"t": "Str", "c": words}] if words else []

    def _note_down(self, note: Mapping[str, str]) -> None:
        self._aside.notes.append(note)
        if note["quoi"] == "commentaire" or self._changes == "lister":
            self._hidden.append(as_comment(note))

    def _span(self, classes: Sequence[str], attributes: Mapping[str, str], content: Sequence[Any]) -> list[Any]:
        kind = next((one for one in classes if one in _CHANGES), "")
        if not kind:
            return [] if "comment-end" in classes else self._inlines(content)
        said = " ".join(plain_text(content).split())
        if said:
            who = {"par": attributes.get("author", ""), "le": attributes.get("date", "")[:10]}
            self._note_down({"quoi": _CHANGES[kind], **who, "texte": ANY.sub("", said)})
        is_kept = kind == ("deletion" if self._changes == "refuser" else "insertion")
        return self._inlines(content) if is_kept else [_GAP]

    def _link(self, words: list[Any], target: str) -> list[Any]:
        if target.startswith("#") or not target.strip():
            return words  # headings have no names here
        if not is_safe_link(target):
            self._aside.links.append(target)
            return words
        return [{"t": "Link", "c": [_ATTR, words, [target, ""]]}] if plain_text(words).strip() else words

    def _picture(self, alt: list[Any], target: str, title: str) -> list[Any]:
        said = " ".join(plain_text(alt).split()) or " ".join(title.split())
        words = said if self._alts is None else self._alts.get(target, "")
        address, why = self._take_picture(target, words)
        if not address:
            shown = "data:…" if target.startswith("data:") else target
            self._aside.pictures.append((shown, why))
            self._hidden.append(hidden(f"Image non reprise : {shown}{f' ({words})' if words else ''}"))
            return []
        if not words:
            self._aside.no_alt.append(address)
        return [{"t": "Image", "c": [_ATTR, _words(words), [address, "" if title in ("fig:", said, words) else title]]}]

    def _note(self, blocks: Sequence[Any]) -> list[Any]:
        inside = _unmarked(self._blocks(blocks))
        if len(inside) == 1 and inside[0]["t"] == "BlockQuote":  # what ODT's notes are to pandoc
            inside = inside[0]["c"]
        return [{"t": "Note", "c": inside}] if inside else []

    def _raw(self, text: str) -> None:
        """HTML inside Markdown: a comment stays one, a tag goes; what it held is read apart."""
        comment = text.strip()
        if comment.startswith("<!--") and comment.endswith("-->"):
            self._hidden.append(hidden(comment[4:-3]))
        elif comment:
            self._aside.counts["html"] += 1


_CHANGES = {"insertion": "ajout", "deletion": "retrait", "comment-start": "commentaire"}


def _closed(inlines: Sequence[Any]) -> list[Any]:
    """Without the gaps of what was taken out, nor the space that it leaves: pandoc put that outside of the change."""
    made: list[Any] = []
    is_open = False
    for inline in inlines:
        if inline is _GAP:
            is_open = True
            continue
        if is_open and made and made[-1]["t"] == "Space":
            if inline["t"] == "Space":
                continue
            if inline["t"] == "Str" and inline["c"][:1] in _AFTER_WORDS:
                made.pop()
        is_open = False
        made.append(inline)
    return made


def _around(inside: Sequence[Any], make: Callable[[list[Any]], Any]) -> list[Any]:
    """Emphasis around words, its spaces outside: Markdown wants it to touch them."""
    content = trimmed(inside)
    if not content:
        return list(inside)
    start = next(place for place, one in enumerate(inside) if one["t"] not in SPACES)
    return [*inside[:start], make(content), *inside[start + len(content) :]]


def _words(text: str) -> list[Any]:
    made: list[Any] = []
    for word in text.split():
        made += [{"t": "Space"}, {"t": "Str", "c": word}] if made else [{"t": "Str", "c": word}]
    return made


def _raised(inline: Any, table: Mapping[int, int]) -> Any:
    """Figures above or below the line; letters (1er, M.) stay on it."""
    if inline["t"] == "Str" and all(ord(letter) in table for letter in inline["c"]):
        return {"t": "Str", "c": inline["c"].translate(table)}
    return inline


def _without_breaks(inlines: Sequence[Any]) -> list[Any]:
    return [{"t": "Space"} if one["t"] in ("LineBreak", "SoftBreak") else one for one in inlines]


def _holds(inline: Any, kinds: Sequence[str]) -> bool:
    if inline["t"] in kinds:
        return True
    content = inline.get("c")
    inside = content if isinstance(content, list) else []
    return any(
        _holds(one, kinds)
        for part in (inside, *(part for part in inside if isinstance(part, list)))
        for one in part
        if isinstance(one, dict) and "t" in one
    )


def _is_all_bold(words: Sequence[Any]) -> bool:
    return bool(words) and all(one["t"] in (*SPACES, "Strong") for one in words)


def _may_be_title(words: Sequence[Any], said: str) -> bool:
    """Whether a paragraph is what people write when they do not use the styles of titles."""
    is_strong = _is_all_bold(words) or (said.isupper() and len(said) > 3)
    is_short = len(said.split()) <= _LONGEST_TITLE and "\n" not in said and said[-1:] not in ".,;:"
    return is_strong and is_short and not any(_holds(one, ("Image", "Note")) for one in words)


def _joined(blocks: Sequence[Any]) -> list[Any]:
    """Two lists of one kind, one right after the other, are one: Markdown reads them so."""
    made: list[Any] = []
    for block in blocks:
        match block, made[-1:]:
            case {"t": "BulletList", "c": items}, [{"t": "BulletList", "c": before}]:
                made[-1] = {"t": "BulletList", "c": [*before, *items]}
            case {"t": "OrderedList", "c": [_, items]}, [{"t": "OrderedList", "c": [numbers, before]}]:
                made[-1] = {"t": "OrderedList", "c": [numbers, [*before, *items]]}
            case _:
                made.append(block)
    return made


def _tight(items: list[list[Any]]) -> list[list[Any]]:
    """Items of one paragraph each, perhaps with a list below, stand close together."""
    lists = ("BulletList", "OrderedList")
    is_short = all(item[0]["t"] in ("Para", "Plain") and all(one["t"] in lists for one in item[1:]) for item in items)
    if not is_short:
        return items
    return [[{"t": "Plain", "c": item[0]["c"]}, *item[1:]] for item in items]


def unmarked(block: Any) -> Any:
    """A line in bold that is no title after all."""
    match block:
        case {"t": "Header", "c": [level, _, words]} if level == FAKE_LEVEL:
            return {"t": "Para", "c": words}
    return block


def _unmarked(blocks: Sequence[Any]) -> list[Any]:
    """Inside a list, a quotation or a note no line is a title: a real one becomes a line in bold."""
    made = []
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] != FAKE_LEVEL:
            made.append({"t": "Para", "c": [{"t": "Strong", "c": block["c"][2]}]})
        else:
            made.append(unmarked(block))
    return made
