"""Characters that stand, between our two readings of a document, for what pandoc's first one would lose.

They are of the private use area, and those that a document brings are taken out before.
"""

from __future__ import annotations

import re

BOX_OPENS, BOX_CLOSES = "\ue000", "\ue001"
"""Alone in a paragraph, before and after what a text box holds."""
COMMENT = "\ue002"
"""Around the number of a comment, in the text where it was made."""
BOLD = "\ue003"
"""First in a paragraph that its style prints in bold."""
TITLE = "\ue004"
"""First in the paragraph that is the title of the document."""
ANY = re.compile("[\ue000-\ue00f]")
COMMENT_CALL = re.compile(f"{COMMENT}([0-9]+){COMMENT}")
