"""The people whom a question is about: a rule for others answers it only for want of one."""

from __future__ import annotations

from assistant.context import Context
from assistant.lexicon import names, pattern
from assistant.steps.understand import standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold


def asked_groups(context: Context) -> tuple[str, ...]:
    """Names of the groups of people in a question, as the lexicon calls them."""
    folded = standard_words(fold(context.search_text or context.question.text))
    return tuple(
        group
        for group in names("understanding", "groups")
        if pattern("understanding", "groups", group).search(folded)
    )


def is_for(document: PolicyDocument, clause: Clause, group: str) -> bool:
    """Whether a clause, what stands over it, or the title of its document speaks of the group."""
    words = [document.title, clause.heading, clause.span.of(document.text)]
    above = clause
    while above.parent_id:
        above = document.clause_by_id(above.parent_id)
        words += [above.heading, above.body.of(document.text)]
    return bool(pattern("references", "groups", group).search(fold("\n".join(words))))
