"""Words that somebody wrote, made fit to stand in a page that others read: on one line, never markup."""

from __future__ import annotations

import re

_SPACES = re.compile(" {2,}")
_FINE_SPACES = "\u00a0\u202f"
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#$@{}!]")
_BLOCK_MARK = re.compile(r"^(?:([-+=:])|(\d{1,9})([.)]))")
_PAGE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!#$%&*+,/0-9:;=?@A-Z_a-z~.-]*)?", re.IGNORECASE)
_MAILBOX = re.compile(r"[^/?&=@:]+(?:@|%40)[\w-]+\.\w", re.IGNORECASE)
_LONGEST_PAGE = 300


def one_line(text: str) -> str:
    """A text on one line, without controls, direction marks nor half characters.

    >>> one_line("Deux" + chr(10) + " lieux" + chr(0x202E))
    'Deux lieux'
    """
    kept = "".join(
        letter if letter.isprintable() or letter in _FINE_SPACES else " " if letter.isspace() or letter < " " else ""
        for letter in text
    )
    return _SPACES.sub(" ", kept).strip()


def escaped(text: str) -> str:
    """The text as Markdown that reads as it was written, wherever it stands in a line.

    >>> escaped("<b>2. *Lieux*</b>")
    '\\\\<b\\\\>2. \\\\*Lieux\\\\*\\\\</b\\\\>'
    """
    safe = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _BLOCK_MARK.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2]}\\{mark[3]}", safe)


def public_page(address: str) -> str:
    """The address when it is a page that anyone may open; empty for a mailbox, a telephone, anything else.

    >>> public_page("https://exemple.fr/nous"), public_page("mailto:ana@exemple.fr")
    ('https://exemple.fr/nous', '')
    """
    written = address.strip()
    is_page = len(written) <= _LONGEST_PAGE and _PAGE.fullmatch(written) is not None
    return written if is_page and not _MAILBOX.search(written) else ""
