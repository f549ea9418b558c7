"""Reads policy files: text, clauses, metadata, responsibilities."""
