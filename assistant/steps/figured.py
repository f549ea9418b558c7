"""What a document of a talk says of how long or how often something is done: 「要留几年」.

The verb is all that such a follow-up names. The sentence that has the verb beside a figure of the
asked kind (「应当留存五年」) answers, wherever in the document it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.context import Context
from assistant.lexicon import load_lexicon, pattern
from assistant.selection.amounts import asked_figures
from assistant.sentences import sentences_of
from assistant.steps.belonging import BY_ITSELF
from assistant.steps.contextualise import as_detail
from assistant.steps.understand import standard_words
from corpus.model import Clause, PolicyDocument
from corpus.normalize import fold
from index.model import ResultSet


def figured(context: Context, search: Callable[[Context, str], ResultSet]) -> Context | None:
    """The context with the clause that has the asked verb beside a figure in front.

    Args:
        context: A follow-up.
        search: Searches for words in the document that the context's understanding names.
    """
    last = context.conversation.document
    home = next((d for d in context.documents if last and d.id == last.value), None)
    clause = clause_with_figured_act(context, home) if home else None
    if home is None or clause is None:
        return None
    leaning = as_detail(context)
    here = search(leaning, f"{context.question.text} {clause.span.of(home.text)}")
    first = [hit for hit in here.hits if hit.clause_id == clause.id]
    if not first:
        return None
    hits = (*first, *(hit for hit in here.hits if hit.clause_id != clause.id))
    sure = max(BY_ITSELF, here.answerability)
    return replace(leaning, results=(replace(here, hits=hits, answerability=sure),))


def clause_with_figured_act(context: Context, document: PolicyDocument) -> Clause | None:
    """The one clause of a document that has the asked verb beside a figure of the asked kind.

    None where no clause has it, where several have, or where the question names more than a verb.

    Args:
        context: A follow-up.
        document: The document of the talk.
    """
    folded = standard_words(fold(context.question.text))
    match = pattern("follow_ups", "figured_act").fullmatch(folded.strip("？?。!！ "))
    kinds = asked_figures(context)
    if match is None or not kinds:
        return None
    figures = "|".join(load_lexicon("references")["figures"][kind] for kind in kinds)
    act = re.escape(match["act"])
    beside = re.compile(rf"{act}[^。；，]{{0,8}}(?:{figures})|(?:{figures})[^。；，]{{0,4}}{act}")
    found = [clause for clause in document.clauses if _says(document, clause, beside)]
    return found[0] if len(found) == 1 else None


def _says(document: PolicyDocument, clause: Clause, beside: re.Pattern[str]) -> bool:
    spans = sentences_of(document, clause)
    return any(beside.search(fold(span.of(document.text))) for span in spans)
