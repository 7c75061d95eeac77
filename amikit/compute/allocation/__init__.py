"""Sharing money among resources: floors first, then by hand or by a calculation; always a proposal."""
