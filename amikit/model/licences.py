"""Which licences are known, and which are open."""

from __future__ import annotations

import re
from functools import cache

# Families whose every version lets anyone use, study, share and change the work
# (Open Definition 2.1, Open Source Definition); the SPDX list itself carries no such
# mark in the library used here.
OPEN_PREFIXES = (
    "AGPL-", "GPL-", "LGPL-", "MPL-", "EPL-", "EUPL-", "CECILL-", "Apache-", "BSD-", "MIT", "ISC", "0BSD", "Unlicense",
    "Zlib", "OFL-", "CC0-", "CC-BY-1", "CC-BY-2", "CC-BY-3", "CC-BY-4", "CC-BY-SA-", "ODbL-", "ODC-By-", "PDDL-",
    "etalab-", "LAL-", "Artistic-2", "PostgreSQL", "CERN-OHL-", "GFDL-",
)  # fmt: skip


@cache
def is_known(licence: str) -> bool:
    """Whether ``licence`` is an SPDX expression, ``LicenseRef-…`` included."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        canonicalize_license_expression(licence)
    except InvalidLicenseExpression:
        return False
    return True


@cache
def is_open(licence: str) -> bool:
    """Whether ``licence`` lets anyone use, share and change the work; unknown ones do not.

    Of an expression, one side of each ``OR`` is enough, every side of an ``AND`` is wanted; a bracket
    within is too much to be sure of.
    """
    if not is_known(licence):
        return False
    choices = re.split(r"\s+OR\s+", licence, flags=re.IGNORECASE)
    return any(
        all(one.startswith(OPEN_PREFIXES) for one in re.split(r"\s+AND\s+", choice, flags=re.IGNORECASE))
        for choice in choices
    )


_NAMES = {"cc0": "CC0-1.0", "odbl": "ODbL-1.0", "licence-ouverte-2.0": "etalab-2.0", "apache": "Apache-2.0"}
"""Names that one version only bears, or that the list writes otherwise."""


@cache
def read_licence(text: str) -> str:
    """The SPDX identifier of what was typed, when there is no doubt; else what was typed.

    >>> read_licence("CC BY-SA 4.0"), read_licence("agpl v3"), read_licence("la nôtre")
    ('CC-BY-SA-4.0', 'AGPL-3.0', 'la nôtre')
    """
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    typed = text.strip()
    joined = re.sub(r"[\s_-]+", "-", re.sub(r"^licence\s+(?!ouverte)", "", typed, flags=re.IGNORECASE))
    joined = re.sub(r"-?v(?=[0-9])", "-", joined, flags=re.IGNORECASE)
    for name in (typed, joined, f"{joined}.0", _NAMES.get(joined.casefold(), "")):
        try:
            return str(canonicalize_license_expression(name))
        except InvalidLicenseExpression:
            continue
    return typed


def nearest_licence(text: str) -> str:
    """The open licence that was probably meant by a name without its version; empty when none is near."""
    joined = re.sub(r"[\s_]+", "-", text.strip())
    for version in ("4.0", "3.0-or-later", "2.0", "1.0"):
        name = read_licence(f"{joined}-{version}") if joined else ""
        if name and is_open(name):
            return name
    return ""
