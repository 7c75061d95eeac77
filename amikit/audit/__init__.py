"""For a funder: every answer to a call, verified one by one, then read together; what each resource would receive."""
