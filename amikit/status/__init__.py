"""Where an answer stands: what is thin, what is promised, what the call still wants, what to do next."""
