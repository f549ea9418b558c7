"""verify: prove that the draft says only what the documents print, or withhold it.

For an extractive answer this is exact: a quote must be its stretch of the file, a shown
sentence must be the reading of its passage in the asker's script and lie inside its citation's
quote, and a department must be printed in the document that is cited for it.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from assistant.context import Context, Draft, Line
from assistant.messages import say
from assistant.model import Citation, Department, Status
from assistant.wording import plain, reading
from corpus.model import PolicyDocument

logger = logging.getLogger(__name__)


def run(context: Context) -> Context:
    """Leave a proven draft alone; replace one that is not by an apology."""
    draft = context.draft
    if context.done or draft is None:
        return context
    problems = problems_of(draft, context)
    if not problems:
        return context
    for problem in problems:
        logger.error("answer %s withheld: %s", context.id, problem)
    return replace(
        context,
        draft=None,
        status=Status.ERROR,
        reason="internal",
        reply=say("internal", context.script),
    )


def problems_of(draft: Draft, context: Context) -> tuple[str, ...]:
    """What the documents do not bear out; empty for a proven draft."""
    documents = {document.id: document for document in context.documents}
    citations = {citation.n: citation for citation in draft.citations}
    problems: list[str] = []
    for citation in draft.citations:
        document = documents.get(citation.document.id)
        if document is None or not _is_verbatim(citation, document):
            problems.append(f"citation {citation.n} is not its stretch of the file")
    for line in draft.lines:
        problems.extend(_line_problems(line, citations, context))
    for department in draft.departments:
        cited = citations.get(department.citation)
        document = documents.get(cited.document.id) if cited else None
        if document is None or not _is_printed(department, document):
            problems.append(f"department of citation {department.citation} is not printed")
    return tuple(problems)


def _is_verbatim(citation: Citation, document: PolicyDocument) -> bool:
    """text[start:end] == quote, and the quote says something."""
    return bool(citation.quote) and document.text[citation.start : citation.end] == citation.quote


def _line_problems(line: Line, citations: dict[int, Citation], context: Context) -> list[str]:
    """Passages outside their quote, or missing from the citation list."""
    problems = []
    for passage in line.passages:
        citation = citations.get(passage.citation)
        inside = citation is not None and (
            citation.start <= passage.span.start and passage.span.end <= citation.end
        )
        if not inside:
            problems.append(f"a passage of citation {passage.citation} is outside its quote")
        elif line.verbatim and plain(
            reading(passage.document, passage.span.of(passage.document.text), context)
        ) not in plain(line.text):
            problems.append(f"words shown for citation {passage.citation} are not the printed ones")
    return problems


def _is_printed(department: Department, document: PolicyDocument) -> bool:
    """Whether the name stands in the file, white space and script apart."""
    name = plain(department.name)
    spans = [e.span for e in document.responsibilities if e.department == department.name]
    if any(plain(span.of(document.text)) == name for span in spans):
        return True
    return name in plain(document.text)
