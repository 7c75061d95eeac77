"""What amikit raises when the machine is not ready: never for what a person wrote."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from amikit.i18n import Text


class AmikitError(Exception):
    """The machine cannot do what was asked (no pandoc, a full disk); says what to do.

    A person's mistake in a file is a ``Diagnostic``; anything else is a bug.
    """

    def __init__(self, message: Text, hint: Text) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


_REFUSALS: Mapping[int, Text] = {
    errno.EACCES: Text("l'accès est refusé", "access is denied"),
    errno.EPERM: Text("l'accès est refusé", "access is denied"),
    errno.EROFS: Text("le disque est en lecture seule", "the disk is read-only"),
    errno.ENOSPC: Text("le disque est plein", "the disk is full"),
    errno.EIO: Text("le disque ne répond pas", "the disk does not answer"),
    errno.ENOENT: Text("le dossier qui le contient n'existe pas", "the folder that holds it does not exist"),
    errno.EEXIST: Text("un fichier est à la place d'un dossier", "a file stands in the place of a folder"),
    errno.ENOTDIR: Text("un fichier est à la place d'un dossier", "a file stands in the place of a folder"),
    errno.EISDIR: Text("un dossier est à la place d'un fichier", "a folder stands in the place of a file"),
    errno.ENAMETOOLONG: Text("le nom est trop long", "the name is too long"),
    errno.EBUSY: Text("un autre programme s'en sert", "another program uses it"),
}


def refusal(error: OSError) -> Text:
    """Why the system refuses, after “impossible: …”; its own words, which are English, are the last resort."""
    said = error.strerror or str(error)
    unknown = Text(f"le système répond « {said} »", f"the system says “{said}”")
    return _REFUSALS.get(error.errno or 0, unknown)
