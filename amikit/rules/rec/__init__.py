"""Family REC: reciprocity."""
