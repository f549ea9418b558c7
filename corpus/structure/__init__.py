"""Structure of a policy text: its named parts and its citable clauses."""

from corpus.structure.split import split_clauses

__all__ = ["split_clauses"]
