"""A benefit that is asked for by its name (高龄津贴) must be named where the answer stands."""

from __future__ import annotations

from assistant.context import Context
from assistant.lexicon import pattern
from assistant.steps.understand import is_empty_word, standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form
from corpus.places import find_places
from index.lay_terms import expand
from index.tokenizer import content_words, cut


def named_benefit(context: Context) -> str | None:
    """The word that tells which benefit is asked for, or None when none is named.

    「高龄津贴」 names one; 「有什么补贴」 and 「搬迁户的补贴」, which say who gets it, do not.
    """
    form = search_form(standard_words(fold(context.search_text or context.question.text)))
    for match in pattern("understanding", "benefit").finditer(form):
        words = cut(form[: match.start()])
        word = words[-1] if words and form[: match.start()].endswith(words[-1]) else ""
        if len(word) > 1 and _tells_which(word):
            return word
    return None


def _tells_which(word: str) -> bool:
    if is_empty_word(word) or not content_words(word) or find_places(word):
        return False
    return not pattern("understanding", "no_benefit").fullmatch(word)


def names_benefit(document: PolicyDocument, clause: Clause, benefit: str) -> bool:
    """Whether a clause, its headings or what announces it name the benefit and a payment."""
    form = form_with_headings(document, clause)
    named = any(word in form for word in (benefit, *expand(benefit)))
    return named and bool(pattern("references", "payment").search(form))


def form_with_headings(document: PolicyDocument, clause: Clause) -> str:
    """Search form of the title, the clause, its heading, and what stands over it."""
    words = [document.title, clause.heading, clause.span.of(document.text)]
    above = clause
    while above.parent_id:
        above = document.clause_by_id(above.parent_id)
        words += [above.heading, above.body.of(document.text)]
    return search_form("\n".join(words))
