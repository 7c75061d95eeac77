"""The workshop: pages served on this machine alone, where an answer is read while it is written."""
