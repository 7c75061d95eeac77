"""Family BUD: the budget."""
