"""Whether a talk stays in the document of its last answer.

People leave out what they have just spoken of (「拆了有补偿吗」, 「充电桩呢」), and some other
document may have the same few words. So the last document is searched besides all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.context import Context, Follow, Kind, Want
from assistant.lexicon import load_lexicon
from assistant.quantities import find_quantities
from assistant.sought import Sought, sought_in
from assistant.steps.belonging import (
    BY_ITSELF,
    FULL,
    LIKELY,
    belongs_elsewhere,
    covered,
    has_size,
    holds_throughout,
    in_same_chapter,
    is_at_home,
    is_bare,
    is_doubtful,
    is_of_the_matter,
    names_body,
    of_document,
    organising_clauses,
    states_sought,
)
from assistant.steps.contextualise import as_detail
from assistant.steps.figured import figured
from assistant.steps.leaning import goes_further, is_elliptic, is_new_subject, is_size
from assistant.steps.understand import standard_words
from corpus.normalize import fold, search_form
from index.model import ResultSet

PARTED = frozenset({Kind.CONTENT, Kind.RESPONSIBILITY, Kind.DEFINITION})
"""Kinds of questions that are about a matter and are searched for."""

SURE, AGREED = 0.8, 0.5
"""The same, and what the last document must reach, where a question's own words find the clause
there that they find together with the last matter."""

SAID = 0.4
"""Share of a question's own words that a clause of the last document must have, where the whole
corpus has another document first."""

BESIDE = 0.6
"""The same for a clause of the chapter that was last spoken of."""
STATES = 0.8
"""Share of the best score from which a clause that states what is sought goes first."""

Search = Callable[[Context, str], ResultSet]
Fuse = Callable[[ResultSet, ResultSet], ResultSet]


@dataclass(frozen=True, slots=True)
class Staying:
    """Searches the document of the talk; see the module."""

    search: Search
    """Searches for words, in the one document that the context's understanding names."""
    fuse: Fuse
    """Joins what a new matter finds with what it finds together with the matter before."""

    def __call__(self, context: Context, results: ResultSet) -> Context | None:
        """The context with what the last document has; None to leave with `results`.

        Args:
            context: A question that names no document.
            results: What the whole corpus has for it.
        """
        found, talk = context.understanding, context.conversation
        if talk.document is None:
            return None
        if found.follow in (Follow.ASPECT, Follow.DETAIL):
            return (
                figured(context, self.search)
                or self._body_elsewhere(context)
                or self._sought_elsewhere(context, results)
                or self._of_size(context, results)
                or self._further(context, results)
            )
        named = found.documents or found.missing_document or found.markers or found.places
        if found.follow not in (Follow.NONE, Follow.MATTER):
            return None
        asks = found.kind in PARTED and not is_new_subject(fold(context.question.text))
        if not asks or (named and found.places != (talk.jurisdiction,)):
            return None
        return self._of_the_talk(context, results, talk.document.value)

    def _of_the_talk(self, context: Context, results: ResultSet, document: str) -> Context | None:
        there = replace(
            context,
            understanding=replace(context.understanding, documents=(document,)),
            wider_text="",
        )
        own = self.search(there, context.search_text or context.question.text)
        doubted = is_doubtful(context, results) or is_bare(context, own, results)
        if doubted:
            results = replace(results, hits=(), answerability=0.0)
        sought = self._sought(context, there, results)
        if sought is not None:
            return sought
        if context.wider_text and context.understanding.follow is Follow.MATTER:
            own = self.fuse(own, self.search(there, context.wider_text))
        if is_at_home(own, results, elliptic=is_elliptic(context)):
            first = results.hits[0].document_id if results.hits else None
            return replace(
                context,
                results=(of_document(document, results, own) if first == document else own,),
            )
        detail = self._as_detail(context, results, own)
        if detail is not None:
            return detail
        if doubted:
            return replace(context, results=(own,))
        return self._for_want_of_another(context, results, own)

    def _for_want_of_another(
        self, context: Context, results: ResultSet, own: ResultSet
    ) -> Context | None:
        """The last document's clauses where no other document is about the question either.

        A matter (地铁呢) may be another document's; a condition (如果没驾照呢) is not.
        """
        talk, follow = context.conversation, context.understanding.follow
        last = talk.document.value if talk.document else ""
        if not results.hits or results.hits[0].document_id == last:
            return None  # the whole corpus leads home by itself
        further = goes_further(fold(context.question.text))
        if follow is Follow.MATTER and not further:
            return None
        if not further and (belongs_elsewhere(own, results) or not own.hits):
            return None
        leaning = as_detail(context)
        both = self.fuse(own, self.search(leaning, leaning.search_text))
        if not further and not covered(own):  # the matter before alone answers nothing new
            both = replace(both, answerability=own.answerability)
        return replace(context, standalone=leaning.standalone, results=(both,))

    def _as_detail(self, context: Context, results: ResultSet, own: ResultSet) -> Context | None:
        """The question as one more detail of the last matter, when that finds a surer answer.

        A question that says too little is searched in the last document together with the last
        matter; its own words must stand in the clause that is found.
        """
        found, talk = context.understanding, context.conversation
        if found.follow is not Follow.NONE or talk.topic is None or not own.hits:
            return None
        if results.answerability >= SURE:
            return None
        leaning = as_detail(context)
        both = self.search(leaning, leaning.search_text)
        if not both.hits:
            return None
        clause = both.hits[0].clause_id
        same = own.hits[0].clause_id == clause
        agreed = same and own.hits[0].coverage > SAID
        most, least = (SURE, AGREED) if agreed else (BY_ITSELF, BY_ITSELF)
        if both.answerability < least or results.answerability >= most:
            return None
        said = max((hit.coverage for hit in own.hits if hit.clause_id == clause), default=0.0)
        here = bool(results.hits) and results.hits[0].document_id == both.hits[0].document_id
        if said <= (0.0 if here or same else SAID):
            return None
        return replace(leaning, results=(self.fuse(both, own),))

    def _sought(self, context: Context, there: Context, results: ResultSet) -> Context | None:
        """What the last document states of what is sought (papers, a penalty …)."""
        text = context.search_text or context.question.text
        sought = sought_in(standard_words(fold(context.question.text)))
        if sought is None and context.understanding.follow is Follow.MATTER:
            return self._sought_of_another(context, there, text)
        if sought is None or (sought.rest and results.answerability >= BY_ITSELF):
            return None
        if len(sought.rest) > 1 and not self._speaks_of(context, there, sought):
            return None
        leaning = as_detail(context)
        stated = self._stated(leaning, f"{text} {sought.words}", sought)
        if len(sought.rest) > 1:
            return stated
        of_the_matter = self._stated(leaning, f"{leaning.search_text} {sought.words}", sought)
        # of other documents such a question does not ask
        return of_the_matter or stated or replace(context, results=(self.search(there, text),))

    def _sought_of_another(self, context: Context, there: Context, text: str) -> Context | None:
        """What the last question sought, of another matter: 「会罚多少」, then 「代理师呢」."""
        before = context.conversation.question
        if goes_further(fold(context.question.text)):
            return None
        sought = sought_in(standard_words(fold(before.value))) if before else None
        if sought is None or not self._speaks_of(context, there, replace(sought, rest=text)):
            return None
        stated = self._stated(there, f"{text} {sought.words}", sought)
        return stated and replace(context, results=stated.results)

    def _speaks_of(self, context: Context, there: Context, sought: Sought) -> bool:
        """Whether the last document has the question's own matter, as much as any other.

        A duty that is not met was named in the talk: some word of it is enough.
        """
        nowhere = replace(context, understanding=replace(context.understanding, documents=()))
        here = covered(self.search(there, sought.rest))
        return here > 0 and (
            sought.unmet or here >= FULL[1] * covered(self.search(nowhere, sought.rest))
        )

    def _sought_elsewhere(self, context: Context, results: ResultSet) -> Context | None:
        """Another clause of the last document, where the last one lacks what is sought."""
        found, talk = context.understanding, context.conversation
        sought = sought_in(standard_words(fold(context.question.text)))
        if sought is None or Want.WHO in found.wants or not found.documents:
            return None
        last = talk.clause.value if talk.clause else ""
        if found.follow is Follow.ASPECT and states_sought(context, sought, last):
            return None
        if found.follow is Follow.DETAIL and results.answerability >= BY_ITSELF:
            return None
        leaning = as_detail(context)
        topic = f"{leaning.search_text} {sought.words}"
        return self._stated(leaning, topic, sought) or self._stated(
            leaning, f"{context.question.text} {sought.words}", sought
        )

    def _body_elsewhere(self, context: Context) -> Context | None:
        """For 「谁牵头」 of a clause that names nobody: who carries its document out."""
        found, talk = context.understanding, context.conversation
        asks = found.follow is Follow.ASPECT and found.wants == {Want.WHO}
        if not asks or talk.clause is None or talk.document is None or not found.documents:
            return None
        document = talk.document.value
        bound = organising_clauses(context, document)
        if not bound or names_body(context, document, talk.clause.value):
            return None
        leaning = as_detail(context)
        words: str = load_lexicon("follow_ups")["bodies_sought"]
        here = self.search(leaning, f"{leaning.search_text} {words}")
        named = [hit for hit in here.hits if hit.clause_id in bound]
        if not named:
            return None
        hits = (named[0], *(hit for hit in here.hits if hit is not named[0]))
        sure = max(BY_ITSELF, here.answerability)
        return replace(leaning, results=(replace(here, hits=hits, answerability=sure),))

    def _of_size(self, context: Context, results: ResultSet) -> Context | None:
        """For a mere size (三千人以上的呢), a clause that has it: of this document, else of any."""
        asked = find_quantities(search_form(context.question.text))
        if context.understanding.follow is not Follow.DETAIL or not is_size(context.question.text):
            return None
        nowhere = replace(context, understanding=replace(context.understanding, documents=()))
        for found in (results, self.search(nowhere, context.search_text)):
            best = found.hits[0].score if found.hits else 0.0
            for hit in found.hits:
                if hit.score >= STATES * best and has_size(context, hit.clause_id, asked):
                    hits = (hit, *(other for other in found.hits if other is not hit))
                    return replace(context, results=(replace(found, hits=hits),))
        return None

    def _further(self, context: Context, results: ResultSet) -> Context | None:
        """A detail by its own words too: with the last matter alone the last clause comes again."""
        if context.understanding.follow is not Follow.DETAIL:
            return None
        own = self.search(context, context.question.text)
        if results.evidence.get("missing_quantity", 0.0):  # the last matter's clause has no figure
            return replace(context, results=(own,)) if own.answerability >= LIKELY else None
        return replace(context, results=(self.fuse(results, own),))

    def _stated(self, leaning: Context, text: str, sought: Sought) -> Context | None:
        """A detail of the talk, with a clause in front that states it and is nearly the best."""
        here = self.search(leaning, text)
        best = here.hits[0].score if here.hits else 0.0
        last = leaning.conversation.clause
        near = [hit for hit in here.hits if last and in_same_chapter(leaning, hit, last.value)]
        beside = [hit for hit in near if hit.score >= BESIDE * best]
        for hit in (*beside, *(hit for hit in here.hits if hit.score >= STATES * best)):
            of_matter = is_of_the_matter(leaning, hit, bound=sought.bound)
            if not (of_matter or holds_throughout(leaning, sought, hit)):
                continue
            if states_sought(leaning, sought, hit.clause_id):
                hits = (hit, *(other for other in here.hits if other is not hit))
                sure = max(BY_ITSELF, here.answerability)
                return replace(leaning, results=(replace(here, hits=hits, answerability=sure),))
        return None
