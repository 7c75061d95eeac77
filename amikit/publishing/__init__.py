"""What an answer tells others: a note of intention before it is sent, open data once it is granted."""
