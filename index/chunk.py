"""Cuts a document into the chunks that are embedded, each with its headings as context."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model import Clause, PartKind, PolicyDocument, Span
from corpus.normalize import fold, search_form
from index.model import Chunk
from index.sentences import list_sentences, split_sentences
from index.weights import load_weights

LONGEST_TEXT = 320
"""Characters of a chunk's text. A token covers at least one character, so text, context and
prompt together stay under the 512 tokens after which encoders cut silently."""

LONGEST_CONTEXT = 120
"""Characters of a chunk's context."""

LONGEST_LIST_ITEM = 120
"""Characters up to which an item is short enough to be read together with its list."""

SHORTEST_SENTENCE = 12
"""Characters under which a sentence is not embedded by itself."""

_SHORTEST_TITLE = 24
CONTEXT_SEPARATOR = " › "

_INTRO_IN_CONTEXT = 50
"""Characters of a heading-less parent (第三条 …有下列情形之一的：) that its items carry along."""

_TITLE_FRAME = re.compile(
    r"^.*?(?:关于(?:印发|转发|发布|公布)?)[《“]?(.+?)[》”]?(?:的)?(?:通知|函|公告)?$"
)
_SPACE = re.compile(r"\s+")
_SPACE_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


def make_chunks(document: PolicyDocument) -> tuple[Chunk, ...]:
    """The chunks of a document: metadata and preamble first, then clauses in reading order.

    A clause gives one chunk, or several when it is long. A mere heading with clauses under it
    gives none, its words are context of theirs; one that is a whole sentence gives its own. A
    clause that introduces a list of short items gives the whole list besides the items' own
    chunks. Chunks of one clause are neighbours.
    """
    return tuple(_Chunker(document).chunks())


def make_rows(
    documents: Sequence[PolicyDocument], *, sentences: bool | None = None
) -> tuple[Chunk, ...]:
    """What is embedded of some documents: all chunks, then the sentences of chunks if wanted.

    A chunk's vector tells what a clause is about as a whole; a question is mostly about one of
    its sentences, whose own vector is not watered down by the others. Chunks of one sentence
    have no parts.

    Args:
        documents: Any number of documents.
        sentences: Whether sentences get rows; None when the weights let them count.
    """
    chunks = [chunk for document in documents for chunk in make_chunks(document)]
    if not (load_weights().fusion.sentence > 0 if sentences is None else sentences):
        return tuple(chunks)
    texts = {document.id: document.text for document in documents}
    parts = (part for chunk in chunks for part in _parts(chunk, texts[chunk.document_id]))
    return (*chunks, *parts)


def _parts(chunk: Chunk, text: str) -> Iterator[Chunk]:
    """The sentences of a chunk, each with the chunk's context."""
    spans = list_sentences(text, chunk.span, SHORTEST_SENTENCE)
    for span in spans if len(spans) > 1 else ():
        yield replace(
            chunk,
            id=_digest(chunk.context, span.of(text)),
            text=span.of(text),
            span=span,
            part_of=chunk.id,
        )


def embedding_text(chunk: Chunk) -> str:
    """What of a chunk is embedded: context and text in Simplified search form, one space wide."""
    return f"{chunk.context}\n{_squeeze(search_form(chunk.text))}"


def short_title(title: str) -> str:
    """The words of a title that tell documents apart, Simplified.

    >>> short_title("某市人民政府办公室关于印发《某市易地扶贫搬迁后续扶持实施方案》的通知")
    '某市易地扶贫搬迁后续扶持实施方案'
    >>> short_title("關於加強社會保障工作的意見")
    '加强社会保障工作的意见'
    """
    folded = _SPACE.sub("", fold(title))
    match = _TITLE_FRAME.match(folded)
    return match.group(1) if match else folded


class _Chunker:
    """One pass over one document."""

    def __init__(self, document: PolicyDocument) -> None:
        self._document = document
        self._text = document.text
        self._title = search_form(short_title(document.title))
        self._by_id = {clause.id: clause for clause in document.clauses}
        self._children: dict[str, list[Clause]] = defaultdict(list)
        for clause in document.clauses:
            if clause.parent_id:
                self._children[clause.parent_id].append(clause)

    def chunks(self) -> Iterator[Chunk]:
        yield from self._metadata()
        for part in self._document.parts:
            if part.kind in (PartKind.COVER, PartKind.PREAMBLE):
                yield from self._cut(None, part.span, self._title)
        for clause in self._document.clauses:
            yield from self._of_clause(clause)

    def _metadata(self) -> Iterator[Chunk]:
        """Title, number, bodies, date and place in one chunk, spanning the printed title."""
        document = self._document
        facts = [
            document.title,
            document.document_number,
            *document.issuing_bodies,
            document.issued_on and f"{document.issued_on:%Y}年{document.issued_on:%m}月",
            document.jurisdiction.name,
        ]
        span = dict(document.evidence).get("title") or next(
            (part.span for part in document.parts if part.kind is PartKind.TITLE),
            Span(start=0, end=0),
        )
        context = " ".join(_squeeze(search_form(fact)) for fact in facts if fact)
        yield self._chunk(
            None, Span(start=span.start, end=min(span.end, span.start + 320)), context
        )

    def _of_clause(self, clause: Clause) -> Iterator[Chunk]:
        children = self._children[clause.id]
        own = Span(start=clause.span.start, end=clause.span.end)
        empty = not clause.body.of(self._text).strip()
        if children and empty and not _is_sentence(clause.span.of(self._text)):
            return  # a heading line: context of its children
        context = self._context(clause)
        if children and self._introduces_list(clause, children):
            own = Span(start=own.start, end=max(child.span.end for child in children))
        yield from self._cut(clause.id, own, context)

    def _introduces_list(self, clause: Clause, children: list[Clause]) -> bool:
        words = fold(clause.body.of(self._text)).rstrip()
        return words.endswith("：") and all(
            child.span.end - child.span.start <= LONGEST_LIST_ITEM
            and child.span.start >= clause.span.end
            and not self._children[child.id]
            for child in children
        )

    def _context(self, clause: Clause) -> str:
        """Title › annex › headings from the outermost to the clause's own."""
        names = [clause.heading] if clause.heading else []
        parent = self._by_id.get(clause.parent_id or "")
        while parent is not None:
            name = parent.heading or self._intro(parent)
            if name and name not in names:
                names.append(name)
            parent = self._by_id.get(parent.parent_id or "")
        inner = [_squeeze(search_form(name)) for name in (clause.annex, *reversed(names)) if name]
        # A long title gives way to the headings, which say what the clause is about.
        room = LONGEST_CONTEXT - sum(len(name) + len(CONTEXT_SEPARATOR) for name in inner)
        return CONTEXT_SEPARATOR.join([self._title[: max(room, _SHORTEST_TITLE)], *inner])

    def _intro(self, parent: Clause) -> str:
        """The end of a heading-less parent's last sentence, which its items complete."""
        words = _SPACE.sub("", parent.body.of(self._text))
        return words.rstrip("：:")[-_INTRO_IN_CONTEXT:] if words.endswith(("：", ":")) else ""

    def _cut(self, clause_id: str | None, span: Span, context: str) -> Iterator[Chunk]:
        for piece in split_sentences(self._text, span, LONGEST_TEXT):
            yield self._chunk(clause_id, piece, context)

    def _chunk(self, clause_id: str | None, span: Span, context: str) -> Chunk:
        words = span.of(self._text)
        shown = context[:LONGEST_CONTEXT]
        return Chunk(
            id=_digest(shown, words),
            document_id=self._document.id,
            clause_id=clause_id,
            context=shown,
            text=words,
            span=span,
        )


def _is_sentence(words: str) -> bool:
    """Whether the line above a list or some paragraphs states something and names no mere matter.

    >>> _is_sentence("一、对捐赠的物资，免征进口关税。"), _is_sentence("（一）加强组织领导。")
    (True, False)
    """
    line = fold(words).rstrip()
    return "，" in line and line.endswith(("。", "；"))


def _digest(context: str, words: str) -> str:
    """Id of a chunk: what is embedded, so that equal chunks share one vector."""
    return hashlib.sha256(f"{context}\n{words}".encode()).hexdigest()


def _squeeze(text: str) -> str:
    r"""Without the line wraps and spaces inside Chinese, one space elsewhere.

    >>> _squeeze("易地 扶贫\n搬迁  5g app")
    '易地扶贫搬迁5g app'
    """
    return _SPACE.sub(" ", _SPACE_IN_CHINESE.sub("", text)).strip()
