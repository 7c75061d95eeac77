"""Programs that some tests need and that pip does not install."""

from __future__ import annotations

import os
import shutil

import pytest


def require(program: str) -> str:
    """The path of ``program``; without it the test is skipped, or fails where ``CI`` is set."""
    path = shutil.which(program)
    if path:
        return path
    reason = f"{program} is not installed on this machine"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
