"""Family CAL: the answer fits the call."""
