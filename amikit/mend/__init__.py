"""What amikit can put right by itself, without guessing, and never without being asked."""
