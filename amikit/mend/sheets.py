"""From the lines of a spreadsheet to the two files of the budget: what would change."""

from __future__ import annotations

from pathlib import Path

from amikit.mend.files import Change, decode
from amikit.workbook.bring import BroughtBook
from amikit.workbook.merging import merge_lines


def plan_import(book: BroughtBook, root: Path) -> list[Change]:
    """The changes of ``budget/depenses.csv`` and ``budget/recettes.csv``; a table that the book lacks stays.

    A file that a link brings from elsewhere is not ours to write: ``OSError`` then, as when it cannot be read.
    """
    changes = []
    for table in book.tables:
        path = root / "budget" / f"{table.match.table_name}.csv"
        if not path.resolve().is_relative_to(root.resolve()):
            raise PermissionError(1, "outside", str(path))
        is_new = not path.exists()
        before = b"" if is_new else path.read_bytes()
        text, mark, encoding = decode(before)
        after = merge_lines(text, path, table.match.model, table.lines)
        try:
            content = mark + after.encode(encoding)
        except UnicodeEncodeError:  # Windows-1252 lacks a letter that the sheet has
            content = after.encode()
        if content != before:
            changes.append(Change(path, before, content, is_new=is_new))
    return changes
