"""Characters that no file may hold, and those that are set aside for our own marks."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Neither YAML nor XML takes them: controls (but tab and ends of line), half characters, U+FFFE, U+FFFF."""
PLACEHOLDERS = re.compile("[\ufdd0-\ufdef]")
"""Unicode gives them to programs and to no text: ours stand for what waits aside while a text is read."""
