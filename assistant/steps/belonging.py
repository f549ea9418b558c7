"""What searches of the last document and of all of them say of where a question belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.context import Context, Follow
from assistant.lexicon import pattern
from assistant.quantities import Quantity, find_quantities
from assistant.selection.companions import announcing
from assistant.sought import Sought
from assistant.steps.leaning import names_nothing
from assistant.steps.understand import is_empty_word
from corpus.normalize import fold, search_form
from corpus.places import find_places
from index.lay_terms import expand
from index.model import Hit, ResultSet
from index.tokenizer import content_words

BY_ITSELF = 0.6
"""Answerability from which a question needs no help from the talk before."""
LIKELY = 0.3
"""Answerability from which a follow-up's own words find their clause in the last document."""

FULL, ELLIPTIC = (0.1, 0.8), (0.3, 0.4)
"""For a sentence and for a mere matter (充电桩呢): how much surer the whole corpus must be than the
last document before the talk leaves that document, and what share of the words that the corpus's
first clause has the document's must have."""

NEAR = 0.1
"""Cosine that the right clause of a whole question has: more in 92 of 95 development questions."""

NEARER = 0.035
"""How much nearer in meaning than anything in the last document another document's clause must be
before a question that names no document is taken to be about that other one: so are 135 of 136
development questions put after one on another document, and 3 of 17 that went on with the last
document while the whole corpus had another document's clause first."""
BARE = 0.9
"""Share of the best cover of a question's words in any document that the last one must have."""
OF_TITLE = 0.5
"""Share of the last matter's words in the title from which a document is on that very matter."""
OWN_MATTER = 0.6
"""Share of the last matter's own words that a clause on that very matter prints."""
SURELY, CLEAR = 0.8, 0.15
"""Answerability from which another document's clause is what is asked for, where the last document
has nothing nearly as likely; cosine from which it is where it has more of the question's words."""


def is_doubtful(context: Context, results: ResultSet) -> bool:
    """Whether what the whole corpus has rests on chance words.

    A sentence that names nothing (中途能改吗) shares a rare word with some clause or other; its
    meaning then lies far from that clause.
    """
    far = bool(results.hits) and results.hits[0].dense < NEAR
    return far and names_nothing(fold(context.question.text))


def is_bare(context: Context, own: ResultSet, results: ResultSet) -> bool:
    """Whether a question names nothing and the last document has its words as well as any other.

    「要纳入考核吗」 asks of what was spoken of; other documents have the same few words.
    """
    if context.understanding.follow is Follow.MATTER:
        return False  # 驾照呢 names one, whatever part of speech it has
    said = covered(own)
    return said >= BARE * covered(results) > 0 and names_nothing(fold(context.question.text))


def is_at_home(own: ResultSet, results: ResultSet, *, elliptic: bool) -> bool:
    """Whether the last document has what a question asks, about as well as the whole corpus.

    Args:
        own: What the last document has.
        results: What the whole corpus has.
        elliptic: Whether the question is a mere matter and no sentence.
    """
    margin, share = ELLIPTIC if elliptic else FULL
    if not own.hits or own.answerability < max(LIKELY, results.answerability - margin):
        return False
    return 0 < own.hits[0].coverage >= share * _first(results.hits)


def belongs_elsewhere(own: ResultSet, results: ResultSet) -> bool:
    """Whether the whole corpus has a clause of another document that is nearer in meaning.

    Args:
        own: What the last document has.
        results: What the whole corpus has, another document's clause first.
    """
    dense = results.hits[0].dense
    surer = results.answerability - own.answerability
    said = _first(results.hits) > _first(own.hits) and surer >= 0
    if (results.answerability >= SURELY and surer >= LIKELY) or (dense >= CLEAR and said):
        return True
    nearest = max((hit.dense for hit in own.hits), default=0.0)
    return dense >= max(NEAR, nearest + NEARER)


def of_document(document: str, results: ResultSet, own: ResultSet) -> ResultSet:
    """The hits of one document, in the order that they have among all."""
    hits = tuple(hit for hit in results.hits if hit.document_id == document)
    return replace(results, hits=hits, answerability=max(results.answerability, own.answerability))


def _first(hits: tuple[Hit, ...]) -> float:
    return hits[0].coverage if hits else 0.0


def covered(results: ResultSet) -> float:
    """The largest share of the words searched for that a hit has; 0 for no hits."""
    return max((hit.coverage for hit in results.hits), default=0.0)


def states_sought(context: Context, sought: Sought, clause_id: str | None) -> bool:
    """Whether a clause states what is sought, or the line over it does (「…处以罚款：」)."""
    return bool(sought.stated.search(fold(_words(context, clause_id, announced=True))))


def holds_throughout(context: Context, sought: Sought, hit: Hit) -> bool:
    """Whether what a clause states of what is sought need not stand beside the last matter.

    A question may name a matter of its own; who pays or takes complaints is told once for a whole
    document; and in rules on one matter (条例, 办法) papers and penalties hold for all of them.
    """
    if len(sought.rest) > 1 or sought.throughout:
        return True
    document = next((d for d in context.documents if d.id == hit.document_id), None)
    on_one_matter = document and pattern("references", "rules").search(fold(document.title))
    return bool(on_one_matter) and not sought.bound


def is_of_the_matter(context: Context, hit: Hit, *, bound: bool) -> bool:
    """Whether a clause prints most of the last matter's words that not all of its document has.

    Every clause of a plan on relocation may speak of people who moved; an exception in the one on
    land is none for the schooling of their children. True where the matter has no such words.

    Args:
        context: The question with its talk.
        hit: The clause.
        bound: Whether words of the title tell nothing: each clause has exceptions of its own.
    """
    topic = context.conversation.topic
    document = next((d for d in context.documents if d.id == hit.document_id), None)
    if topic is None or document is None:
        return True
    title = search_form(document.title)
    asked = [
        (word, *expand(word))
        for word in content_words(search_form(topic.value))
        if len(word) > 1 and not is_empty_word(word) and not find_places(word)
    ]
    own = [names for names in asked if not any(name in title for name in names)]
    if not bound and len(asked) - len(own) >= OF_TITLE * len(asked):
        return True
    asked = own
    printed = search_form(_words(context, hit.clause_id))
    said = sum(any(name in printed for name in names) for names in asked)
    return said >= OWN_MATTER * len(asked)


def in_same_chapter(context: Context, hit: Hit, last: str) -> bool:
    """Whether a hit stands in the chapter of the last answer's clause and apart from it."""
    paths = {
        clause.id: clause.path
        for document in context.documents
        if document.id == hit.document_id
        for clause in document.clauses
    }
    own, before = paths.get(hit.clause_id or "", ()), paths.get(last, ())
    within = own[: len(before)] == before or before[: len(own)] == own
    return not within and len(before) > 1 and own[:1] == before[:1]


def organising_clauses(context: Context, document: str) -> set[str]:
    """Ids of the clauses that say who is to carry a document out.

    They name a body under a heading on that, or say whose charge the matter is in the whole
    country, province or city. A body of any other clause answers for that clause's task alone.
    """
    organising, competent = (pattern("follow_ups", name) for name in ("organising", "competent"))
    return {
        clause.id
        for one in context.documents
        if one.id == document
        for clause in one.clauses
        if competent.search(fold(clause.body.of(one.text)))
        or (
            organising.search(fold(clause.heading))
            and any(e.clause_id == clause.id and not e.inherited_from for e in one.responsibilities)
        )
    }


def names_body(context: Context, document: str, clause: str) -> bool:
    """Whether a clause has a body that answers for it, its own or inherited."""
    found = [one for one in context.documents if one.id == document]
    return any(edge.clause_id == clause for one in found for edge in one.responsibilities)


def has_size(context: Context, clause_id: str | None, asked: Sequence[Quantity]) -> bool:
    """Whether a clause prints a size that is asked for."""
    printed = find_quantities(search_form(_words(context, clause_id)))
    return any(one.agrees(other) for one in asked for other in printed)


def _words(context: Context, clause_id: str | None, *, announced: bool = False) -> str:
    """What a clause says, with what announces it where wanted; nothing for no clause."""
    for document in context.documents:
        for clause in document.clauses:
            if clause_id and clause.id == clause_id:
                above = announcing(document, clause) if announced else None
                over = above.body.of(document.text) if above else ""
                return over + clause.span.of(document.text)
    return ""
