"""The clause just cited, for a short question whose words it prints: 「要不要写协议」.

Such a question names a thing that the asker has just read of. Over all documents its one word finds
some other clause as well, or a sister of the cited one (another holiday, another benefit).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.context import Context, Follow, Want
from assistant.selection.amounts import asked_figures, gives_figure
from assistant.sentences import states
from assistant.sought import sought_in
from assistant.steps.belonging import BY_ITSELF
from assistant.steps.contextualise import as_detail
from assistant.steps.leaning import is_new_subject
from assistant.steps.staying import PARTED
from assistant.steps.understand import is_empty_word, standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold, search_form
from index.lay_terms import expand
from index.model import Hit, ResultSet
from index.tokenizer import content_words

LONGEST_TOPIC = 6
"""Most characters of a matter that is only a thing in the last answer."""
_WITH_VERB = 3
NEARLY = 0.9
"""Share of the best score from which the cited clause goes first, however sure the best one is."""


def from_cited(context: Context, results: ResultSet) -> Context | None:
    """The context with the cited clause in front; None where the question is not about it.

    Args:
        context: A question that names no document.
        results: What the whole corpus has for it.
    """
    cited = _cited(context)
    if cited is None or not _is_short(context):
        return None
    document, clause = cited
    if not _prints(context, document, clause):
        return None
    best = results.hits[0].score if results.hits else 0.0
    own = next((hit for hit in results.hits if hit.clause_id == clause.id), None)
    near = own is not None and own.score >= NEARLY * best
    if not near and results.answerability >= BY_ITSELF:
        return None
    first = replace(own, score=best) if own else _as_hit(document, clause, best or 1.0)
    others = tuple(hit for hit in results.hits if hit.clause_id != clause.id)
    sure = max(BY_ITSELF, results.answerability)
    settled = replace(results, hits=(first, *others), answerability=sure)
    return replace(as_detail(context), results=(settled,))


def _cited(context: Context) -> tuple[PolicyDocument, Clause] | None:
    """The clause that the last answer cited first, with its document."""
    slot, home = context.conversation.clause, context.conversation.document
    if slot is None or home is None or slot.source != "answer":
        return None
    for document in context.documents:
        if document.id == home.value:
            for clause in document.clauses:
                if clause.id == slot.value:
                    return document, clause
    return None


def _is_short(context: Context) -> bool:
    """Whether a question is a whole one of few words, on no document, place or new subject."""
    found = context.understanding
    named = found.documents or found.missing_document or found.markers or found.departments
    if named or found.places or found.national or found.follow is not Follow.NONE:
        return False
    folded = fold(context.question.text)
    short = bool(found.wants) and 0 < len(found.topic) <= LONGEST_TOPIC
    if not short or found.kind not in PARTED or is_new_subject(folded):
        return False
    return sought_in(standard_words(folded)) is None  # 不整改会怎样: another clause may tell


def _prints(context: Context, document: PolicyDocument, clause: Clause) -> bool:
    """Whether a clause prints each word of the question's matter, or an official one for it."""
    topic = search_form(context.understanding.topic)
    words = [word for word in content_words(topic) if len(word) > 1 and not is_empty_word(word)]
    printed = search_form(clause.heading + clause.span.of(document.text))
    if not _states_figure(context, printed):
        return False
    return bool(words) and all(
        any(name in printed for name in (word, *expand(word), *_object(word))) for word in words
    )


def _states_figure(context: Context, printed: str) -> bool:
    """Whether words state the figure or the time that is asked for; True where none is."""
    kinds = asked_figures(context)
    untimed = Want.WHEN in context.understanding.wants and not states(printed, Want.WHEN)
    return not untimed and (not kinds or any(gives_figure(printed, kind) for kind in kinds))


def _object(word: str) -> tuple[str, ...]:
    """What is left of a word of three characters without its verb: 合同 of 签合同."""
    return (word[1:],) if len(word) == _WITH_VERB else ()


def _as_hit(document: PolicyDocument, clause: Clause, score: float) -> Hit:
    return Hit(
        document_id=document.id,
        clause_id=clause.id,
        score=score,
        dense=0.0,
        lexical=0.0,
        coverage=1.0,
        span=clause.span,
    )
