"""责任部门: which department has which role in which clause, from the words that say so."""

from corpus.responsibilities.doubts import unregistered
from corpus.responsibilities.find import find_responsibilities

__all__ = ["find_responsibilities", "unregistered"]
