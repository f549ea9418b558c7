"""select: which clauses answer, under the rules of place, number and amount."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.context import Context, Follow, Kind
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.model import Status
from assistant.selection.comparison import select_comparison
from assistant.selection.content import select_content
from assistant.selection.documents import select_catalog, select_document
from assistant.selection.listing import select_listing
from assistant.selection.lookup import mentioned_document, select_lookup, select_neighbour
from assistant.selection.outcome import refuse
from assistant.selection.parts import select_parts
from assistant.selection.tasks import select_tasks
from assistant.steps.understand import standard_words
from assistant.wording import repeated
from corpus.model import PolicyDocument
from corpus.normalize import fold, search_form, search_key
from corpus.scripts import to_traditional
from index.tokenizer import tagged

_SAME_CLAUSE = {Follow.NEXT, Follow.PREVIOUS, Follow.MORE, Follow.ASPECT}


@dataclass(frozen=True, slots=True)
class Select:
    """The fifth step; see the module."""

    related_limit: int

    def __call__(self, context: Context) -> Context:
        """Add a Selection, or end with a refusal or a question back."""
        if context.done:
            return context
        early = _outside(context) or _missing_document(context)
        if early is not None:
            return early
        return mentioned_document(self._by_kind(context))

    def _by_kind(self, context: Context) -> Context:
        found, documents = context.understanding, context.documents
        same = found.follow in _SAME_CLAUSE
        if same and (context.conversation.clause or found.follow is not Follow.ASPECT):
            return select_neighbour(context, documents)
        if found.markers or (found.paragraph and found.documents):
            return select_lookup(context, documents)
        if found.kind is Kind.ENUMERATION:
            return select_listing(context, documents, related_limit=self.related_limit)
        chooser = _BY_KIND.get(found.kind)
        if chooser is not None:
            return chooser(context, documents)
        choose = select_parts if context.parts else select_content
        return choose(context, documents, related_limit=self.related_limit)


_BY_KIND: dict[Kind, Callable[[Context, Sequence[PolicyDocument]], Context]] = {
    Kind.DOCUMENT: select_document,
    Kind.CATALOG: select_catalog,
    Kind.TASKS: select_tasks,
    Kind.COMPARISON: select_comparison,
}


def _outside(context: Context) -> Context | None:
    """Questions about the assistant, about a case file, or about no policy at all."""
    folded = standard_words(fold(context.question.text)).lower()
    script = context.script
    if is_own_case(folded):
        return replace(
            context,
            status=Status.REFUSED_NO_CONTENT,
            reply=say("case_data", script),
            reason="case_data",
        )
    if context.understanding.follow in _SAME_CLAUSE:
        return None
    if pattern("understanding", "meta").search(folded):
        words = say("meta", script, count="{count}", titles="{titles}")
        return replace(context, reply=words, reason="meta")
    person = _is_about_a_person(folded, context)
    asked = pattern("understanding", "out_of_scope").search(folded)
    if person or asked or _is_on_a_strange_topic(folded, context.documents):
        return replace(
            context,
            status=Status.REFUSED_OUT_OF_SCOPE,
            reason="out_of_scope",
            reply=say("out_of_scope", script, examples="{examples}"),
        )
    return None


SPOKEN_OF = 5
"""Times that a document has the name of a matter to be on it."""


def _is_on_a_strange_topic(folded: str, documents: Sequence[PolicyDocument]) -> bool:
    """Whether a question is on a matter of which no document here speaks (股票)."""
    found = pattern("understanding", "rare_topics").search(folded)
    if found is None:
        return False
    names = {found[0], to_traditional(found[0])}
    return not any(
        found[0] in search_form(document.title)
        or any(document.text.count(name) >= SPOKEN_OF for name in names)
        for document in documents
    )


_PERSON = "nrfg"
"""How the tagger marks the full name of a known person; its plain mark for names stands at common
words as well (养老, 幼儿园, 申请人)."""
_FULL_NAME = 3
"""Characters of such a name from which it is taken for one: 蔡甸 and 祥和 have that mark too."""


def _is_about_a_person(folded: str, context: Context) -> bool:
    """Whether a question names a person and nothing else: documents are no who's who."""
    found = context.understanding
    if found.places or found.documents or found.departments or context.conversation.turns:
        return False
    who = pattern("understanding", "who_is").sub("", folded)
    named = tagged(search_form(who))
    return len(named) == 1 and named[0][1] == _PERSON and len(named[0][0]) >= _FULL_NAME


def is_own_case(folded: str) -> bool:
    """Whether someone asks how his own application stands, not what the rule is."""
    own = pattern("understanding", "case_data").search(folded)
    return bool(own) and not pattern("understanding", "case_rule").search(folded)


def _missing_document(context: Context) -> Context | None:
    """A document is named that the corpus does not have."""
    found = context.understanding
    name = found.missing_document
    if name is None:
        return None
    if not found.markers:
        if found.topic and _is_mentioned(name, context.documents):
            return None
        if _is_reported(name, context):
            return None
    return refuse(context, "no_document", name=repeated(name.strip("《》"), context))


def _is_reported(name: str, context: Context) -> bool:
    """Whether the best clause found tells of the missing document and does not merely rest on it.

    A report on a document (「省里出台《…意见》」) says what is in it; a clause that carries it out
    (「根据《…意见》」) says something else.
    """
    hit = next((hit for result in context.results for hit in result.hits if hit.clause_id), None)
    document = next((d for d in context.documents if hit and d.id == hit.document_id), None)
    if hit is None or document is None:
        return False
    clause = document.clause_by_id(hit.clause_id or "")
    words = "".join(fold(clause.span.of(document.text)).split())
    title = "".join(fold(name).split()).strip("《》")
    before, marked, _ = words.partition(f"《{title}》")
    return bool(marked) and not pattern("references", "rests_on").search(before)


def _is_mentioned(name: str, documents: Sequence[PolicyDocument]) -> bool:
    """Whether a document speaks of the missing one, so that a search may find what is asked."""
    key = search_key(name).text
    return any(key in search_key(document.text).text for document in documents)
