"""Which licences are known, and which are open."""

from __future__ import annotations

from functools import cache

# Families whose every version lets anyone use, study, share and change the work
# (Open Definition 2.1, Open Source Definition); the SPDX list itself carries no such
# mark in the library used here.
_OPEN_PREFIXES = (
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


def is_open(licence: str) -> bool:
    """Whether ``licence`` lets anyone use, share and change the work; unknown ones do not."""
    return licence.startswith(_OPEN_PREFIXES) and is_known(licence)
