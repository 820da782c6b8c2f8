"""Challenges as people read them: words, states, dates, tables, and the files to and from providers."""
