"""What amikit raises when the machine is not ready: never for what a person wrote."""

from __future__ import annotations

from amikit.i18n import Text


class AmikitError(Exception):
    """The machine cannot do what was asked (no pandoc, a full disk); says what to do.

    A person's mistake in a file is a ``Diagnostic``; anything else is a bug.
    """

    def __init__(self, message: Text, hint: Text) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint
