"""Citations and departments of the clauses that an answer uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.context import Context, Selected
from assistant.lexicon import pattern
from assistant.messages import say
from assistant.model import Citation, CitedClause, CitedDocument, Department
from assistant.wording import reading
from corpus.departments import current_name
from corpus.metadata import legal_force
from corpus.model import Clause, PolicyDocument, Responsibility, Script, Span
from corpus.normalize import fold


def cite(n: int, item: Selected, spans: Sequence[Span], context: Context) -> Citation:
    """One citation whose quote runs from the first to the last of the spans, verbatim."""
    text = item.document.text
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    quote = text[start:end]
    converted = reading(item.document, quote, context)
    return Citation(
        n=n,
        document=cited_document(item.document, context),
        clause=cited_clause(item.clause),
        quote=quote,
        start=start,
        end=end,
        quote_converted=converted if converted != quote else None,
    )


def cited_document(document: PolicyDocument, context: Context) -> CitedDocument:
    """The document of a citation, its force as of the answer's date."""
    return CitedDocument(
        id=document.id,
        title=document.title,
        document_number=document.document_number,
        issuing_bodies=document.issuing_bodies,
        issued_on=document.issued_on,
        jurisdiction=document.jurisdiction.name,
        legal_force=legal_force(document, context.as_of, context.documents),
    )


def cited_clause(clause: Clause | None) -> CitedClause:
    """The clause of a citation; empty for the document as a whole."""
    if clause is None:
        return CitedClause(id="", path=(), paragraph=None, label="", heading="")
    return CitedClause(
        id=clause.id,
        path=clause.path,
        paragraph=clause.paragraph,
        label=clause.label,
        heading=clause.heading,
    )


def departments_of(n: int, item: Selected) -> tuple[Department, ...]:
    """All bodies of a clause in printed order, inherited ones after its own, none twice."""
    if item.clause is None:
        return tuple(
            Department(
                name=body,
                role=say("issuer_role", Script.HANS),
                citation=n,
                current_name=current_name(body),
            )
            for body in item.document.issuing_bodies
        )
    labels = {clause.id: clause.label for clause in item.document.clauses}
    return tuple(
        Department(
            name=edge.department,
            role=role_words(edge),
            citation=n,
            inherited_from=labels.get(edge.inherited_from or ""),
            current_name=current_name(edge.department),
        )
        for edge in distinct(item.responsibilities)
    )


def role_words(edge: Responsibility) -> str:
    """The printed words of a role; the role's name where only a modal verb (应当) is printed."""
    modal = pattern("references", "modal").fullmatch(fold(edge.printed_role))
    return edge.role.value if modal else edge.printed_role


def distinct(edges: Iterable[Responsibility]) -> tuple[Responsibility, ...]:
    """The first edge of each body."""
    found: dict[str, Responsibility] = {}
    for edge in edges:
        found.setdefault(edge.department, edge)
    return tuple(found.values())
