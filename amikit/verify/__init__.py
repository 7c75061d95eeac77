"""For a funder: what a file says of itself, recomputed and compared. It is coherent or not; who wrote it is another matter."""
