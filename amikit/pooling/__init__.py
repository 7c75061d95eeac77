"""Before sending, between consortia: what several answers could share. Proposals, never orders."""
