"""Turns a question into an Answer whose every sentence cites a clause."""
