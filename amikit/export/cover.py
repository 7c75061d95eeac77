"""The first page, the same in every format: what it says, in order, with no hole."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from amikit.export import words
from amikit.export.pandoc import without_controls
from amikit.render.answer import Answer

_MOST_LINES = 8
"""More members than this follow one another on the same lines."""
_PAGE_PT = 665
"""The height of a cover that must stay on one page, with some margin."""
_FULL_LINE_PT = 448


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The cover's texts, on one line each, cleaned; empty ones are to be left out."""

    call_kind: str
    call_title: str
    funder: str
    title: str
    """Never empty."""
    title_pt: int
    subtitle: str
    consortium: str
    members: tuple[str, ...]
    """One string per line."""
    facts: tuple[tuple[str, str], ...]
    """A label and a value: the lead, the period, the amount asked."""
    notice: str

    @property
    def has_details(self) -> bool:
        """Whether anything follows the title and its rule."""
        return bool(self.consortium or self.members or self.facts or self.notice)

    def airs_pt(self) -> tuple[int, int]:
        """The space above the title and above the facts: they share what the texts leave."""
        texts = [(self.title, self.title_pt), (self.subtitle, 17), (self.consortium, 13), (self.notice, 10)]
        texts += [(self.call_kind, 11), (self.call_title + self.funder, 11), *((line, 11) for line in self.members)]
        height = 90 + sum(_height(text, size) for text, size in texts) + (40 if self.facts else 0)
        free = int(max(_PAGE_PT - height, 60))
        return free // 3, free // 2


def read_cover(answer: Answer) -> CoverPage:
    """The cover page of an answer."""
    cover = answer.cover
    title = one_line(cover.title) or one_line(cover.call_title) or words.UNTITLED[answer.language]
    members = tuple(filter(None, map(one_line, cover.members)))
    labels = ((words.LEAD, cover.lead), (words.PERIOD, cover.period), (words.ASKED, cover.asked))
    return CoverPage(
        call_kind=one_line(cover.call_kind),
        call_title=one_line(cover.call_title),
        funder=one_line(cover.funder),
        title=title,
        title_pt=20 if len(title) > 110 else 26 if len(title) > 50 else 34,
        subtitle=one_line(cover.subtitle),
        consortium=one_line(cover.consortium),
        members=members if len(members) <= _MOST_LINES else (" · ".join(members),),
        facts=tuple((label[answer.language], one_line(text)) for label, text in labels if one_line(text)),
        notice=one_line(cover.notice),
    )


def document_title(answer: Answer) -> str:
    """The title in the file's properties: a draft says that it is one."""
    title = read_cover(answer).title
    return f"{words.DRAFT[answer.language]} – {title}" if answer.is_draft else title


def document_subject(answer: Answer) -> str:
    """What the answer answers, in the file's properties."""
    page = read_cover(answer)
    return " – ".join(filter(None, (page.call_title, page.funder)))


def one_line(text: str) -> str:
    """The text without control characters, its lines joined; no-break spaces stay."""
    return " ".join(filter(None, re.split(r"[\t\r\n\u2028\u2029]+", without_controls(text)))).strip()


def _height(text: str, size: float) -> float:
    lines = math.ceil(len(text) * size * 0.52 / _FULL_LINE_PT)
    return lines * size * 1.3
