"""amikit: answer a call together, and fund the commons that everyone relies on.

The public API: ``load_folder``, ``check``, ``build`` and ``allocate`` take a folder and return values; they
never raise for what a person wrote. Loaded when first used, so that ``amikit --help``
stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amikit.compute.allocation.proposed import ProposedAllocation
    from amikit.diagnostics import Diagnostic, Report, Severity
    from amikit.errors import AmikitError
    from amikit.model.decision import AllocationMode
    from amikit.pipeline import Built, Checked, Loaded, build, check, load_folder
    from amikit.sharing import Allocated, allocate

__version__ = "0.1.0"
__all__ = [
    "Allocated",
    "AllocationMode",
    "AmikitError",
    "Built",
    "Checked",
    "Diagnostic",
    "Loaded",
    "ProposedAllocation",
    "Report",
    "Severity",
    "allocate",
    "build",
    "check",
    "load_folder",
]

_HOMES = {
    "AmikitError": "amikit.errors",
    "Allocated": "amikit.sharing",
    "AllocationMode": "amikit.model.decision",
    "ProposedAllocation": "amikit.compute.allocation.proposed",
    "allocate": "amikit.sharing",
    "Diagnostic": "amikit.diagnostics",
    "Report": "amikit.diagnostics",
    "Severity": "amikit.diagnostics",
    "Built": "amikit.pipeline",
    "Checked": "amikit.pipeline",
    "Loaded": "amikit.pipeline",
    "build": "amikit.pipeline",
    "check": "amikit.pipeline",
    "load_folder": "amikit.pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'amikit' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
