"""Embeds, stores and searches clauses."""
