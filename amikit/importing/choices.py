"""What ``amikit import`` lets choose; apart, so that its help is shown without reading the rest."""

from __future__ import annotations

CHANGES = ("lister", "accepter", "refuser")
