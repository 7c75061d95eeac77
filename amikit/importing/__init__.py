"""What people wrote elsewhere comes in: their text to sections, a card from a standard file, a corrected table."""
