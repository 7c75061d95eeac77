"""The annex of an answer: its figures as data, inside the document, for a machine to recheck."""
