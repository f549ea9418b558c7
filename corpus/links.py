"""文件关系: which document carries out, cites, amends or repeals which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import PolicyDocument, Reference, Span
from corpus.normalize import fold
from corpus.resolution import Link, is_telling, resolve_references, title_key, titles_of

_CARRIES_OUT = re.compile(
    r"(?:落实|贯彻|实施)[^，。；]{0,40}$|(?:落实|贯彻|实施)(?:[^《，。；]{0,40}《[^》]*》[^《，。；]{0,24})+$"
)
_FOUNDS = re.compile(
    r"(?:制定|修订|拟定|订定|提出|出台)[^，。；《]{0,12}(?:本|如下|以下|下列|意见|办法|方案|细则|措施|通知)"
    r"|现就"
)
_FORM = re.compile(r"(?:表|申请书|报告书|承诺书|协议书|证书|证明|许可证|登记证|手册|清单|合同)$")
"""Titles of what is filled in or handed out, which is no document of a corpus."""
_REACH = 160
"""Characters on either side of a mention in which its sentence is looked at."""
_SENTENCE = re.compile(r"[。；\n]")


class LinkKind(StrEnum):
    """What one document does to another."""

    REPEALS = "废止"
    SUPERSEDES = "取代"
    AMENDS = "修改"
    FORWARDS = "转发"
    IMPLEMENTS = "落实"
    """Made to carry the other one out: 为贯彻落实《…》, 根据《…》，制定本办法."""
    BASIS = "依据"
    """Acts by the other one in a single matter: 按照《…》的规定办理."""
    CITES = "引用"


_KINDS = {
    "repeals": LinkKind.REPEALS,
    "supersedes": LinkKind.SUPERSEDES,
    "amends": LinkKind.AMENDS,
    "forwards": LinkKind.FORWARDS,
    "basis": LinkKind.BASIS,
    "mentions": LinkKind.CITES,
}

_RANK = list(LinkKind).index
_GIVING_WAY = (LinkKind.BASIS, LinkKind.CITES)
"""Kinds that say nothing new beside a stronger one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink:
    """One edge of the graph of documents, where the source first states it."""

    source_id: str
    """Document that says so."""
    target_id: str | None
    """Document that is meant, never the source itself; None when the corpus does not hold it."""
    target_title: str
    """Title of the target; of an unknown one the printed title, or its 文号 without a title."""
    kind: LinkKind
    clause_id: str | None
    """Clause that says so; None for the preamble and other parts that are no clauses."""
    span: Span
    """The mention, in the source's text."""


def document_links(
    documents: Sequence[PolicyDocument], corpus: Sequence[PolicyDocument] | None = None
) -> tuple[DocumentLink, ...]:
    """The graph of `documents`: each triple of source, target and kind once, in reading order.

    Mentions of a document's own clauses and of the text that it carries are left out, and so
    are short titles that name no one document (《纲要》) and forms to fill in (《申请表》). A
    source that 落实 a target has no 依据 and no 引用 of it beside, one with any stronger link
    no 引用.

    Args:
        documents: Documents whose links are wanted.
        corpus: Documents that may be meant; `documents` themselves when None.
    """
    known = {document.id: document for document in (*(corpus or ()), *documents)}
    found: dict[tuple[str, str, LinkKind], DocumentLink] = {}
    for link in resolve_references(documents, corpus):
        edge = _edge(link, known)
        if edge is not None:
            target = edge.target_id or title_key(edge.target_title)
            found.setdefault((edge.source_id, target, edge.kind), edge)
    strongest: dict[tuple[str, str], LinkKind] = {}
    for source, target, kind in found:
        strongest[source, target] = min(strongest.get((source, target), kind), kind, key=_RANK)
    return tuple(
        edge
        for (source, target, kind), edge in found.items()
        if kind not in _GIVING_WAY or kind is strongest[source, target]
    )


def _edge(link: Link, known: dict[str, PolicyDocument]) -> DocumentLink | None:
    """The edge that a resolved reference draws; None for one within the document."""
    reference, source = link.reference, known[link.source_id]
    title = known[link.target_id].title if link.target_id else _unknown_title(source, reference)
    if link.target_id == source.id or title is None:
        return None
    return DocumentLink(
        source_id=source.id,
        target_id=link.target_id,
        target_title=title,
        kind=_kind(source, reference),
        clause_id=reference.clause_id,
        span=reference.span,
    )


def _unknown_title(source: PolicyDocument, reference: Reference) -> str | None:
    """What a document that the corpus does not hold is called; None when that says nothing."""
    if not reference.title or not is_telling(reference.title):
        return reference.document_number
    if _FORM.search(fold(reference.title)):
        return None
    own = title_key(reference.title) in map(title_key, titles_of(source))
    older = reference.document_number or reference.relation in ("repeals", "supersedes")
    return reference.title if older or not own else None


def _kind(source: PolicyDocument, reference: Reference) -> LinkKind:
    kind = _KINDS[reference.relation]
    if kind is not LinkKind.BASIS:
        return kind
    start, end = reference.span.start, reference.span.end
    before = _SENTENCE.split(fold(source.text[max(0, start - _REACH) : start]))[-1]
    after = _SENTENCE.split(fold(source.text[end : end + _REACH]))[0]
    carried_out = _CARRIES_OUT.search(before) or _FOUNDS.search(after)
    return LinkKind.IMPLEMENTS if carried_out else LinkKind.BASIS
