"""The files of an audit: one page, one workbook, and a CSV for each table."""

from __future__ import annotations

from amikit.audit import words
from amikit.audit.mixed import mixed_of
from amikit.audit.run import Audited
from amikit.audit.table import visible
from amikit.audit.tables import all_tables
from amikit.audit.to_csv import to_csv
from amikit.audit.to_html import to_html
from amikit.audit.to_xlsx import to_xlsx
from amikit.i18n import Language, say
from amikit.verify.verdict import Light


def title_of(audited: Audited, language: Language) -> str:
    """What the audit is called."""
    overview = audited.overview
    if not overview.only:
        return words.TITLE[language]
    name = overview.totals[0].name if overview.totals else overview.only
    return say(words.STATEMENT, {"resource": visible(name)}, language)


def counts_of(audited: Audited, language: Language) -> list[str]:
    """How many answers and files, and what was not read."""
    overview, aside = audited.overview, audited.overview.aside
    facts = {
        "answers_count": len(overview.answers),
        "files_count": sum(len(answer.files) for answer in overview.answers),
        "red_count": overview.lights[Light.RED],
        "amber_count": overview.lights[Light.AMBER],
        "green_count": overview.lights[Light.GREEN],
    }
    left = {
        "others_count": aside.others_count,
        "links_count": aside.links_count,
        "closed_count": len(aside.closed),
    }
    said = [say(words.ASIDE[name], {name: count}, language) for name, count in left.items() if count]
    return [say(words.COUNTS, facts, language), *(["; ".join(said) + "."] if said else [])]


def report_files(audited: Audited, language: Language) -> dict[str, bytes]:
    """The bytes of each file, by name; the same answers give the same bytes."""
    overview = audited.overview
    title, counts = title_of(audited, language), counts_of(audited, language)
    tables = all_tables(audited, language)
    notice, mixed = words.COHERENT[language], mixed_of(overview, language)
    name, prefix = (f"releve-{overview.only}", f"releve-{overview.only}-") if overview.only else ("audit", "")
    return {
        f"{name}.html": to_html(overview, title, (mixed, [*counts, notice]), tables, language),
        f"{name}.xlsx": to_xlsx(title, " ".join([*mixed, notice]), tables, language),
        **{f"{prefix}{table.id}.csv": to_csv(table, language) for table in tables},
    }
