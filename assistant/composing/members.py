"""Lists of a body's members as an answer shows them: the lines asked for, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.context import Context, Selected, Want
from assistant.lexicon import pattern
from assistant.selection.offices import asked_office, holders, is_roster, member_spans
from assistant.sentences import Sentence
from corpus.model import Span
from corpus.normalize import fold

_NEAR = 0.8
"""Share of the best line's score from which a line of members is shown besides it."""
_PARTS = ("office", "name")


def member_lines(
    item: Selected, context: Context, scored: Sequence[Sentence]
) -> tuple[Span, ...] | None:
    """The lines of a list of members that answer; None for other clauses and for whole lists.

    Args:
        item: The chosen clause.
        context: The question.
        scored: The clause's sentences with their scores.
    """
    if item.clause is None or not is_roster(item.document, item.clause):
        return None
    office = asked_office(context)
    held = holders(item.document, item.clause, office) if office else ()
    if held:
        return held
    if Want.LIST in context.understanding.wants:
        return member_spans(item.document, item.clause)
    best = max((sentence.score for sentence in scored), default=0.0)
    near = tuple(sentence.span for sentence in scored if sentence.score >= _NEAR * best)
    return near if best > 0 and len(near) < len(scored) / 2 else None


def member_line(words: str) -> str | None:
    """A printed line of members with the name whole and the post apart; None for other words.

    >>> member_line("主 任：孙某某 国务院副总理"), member_line("黄 某 科技部副部长")
    ('主任：孙某某 国务院副总理', '黄某 科技部副部长')
    >>> member_line("各地要加强领导。") is None
    True
    """
    match = pattern("references", "roster_line").match(fold(words))  # folding keeps the length
    if match is None:
        return None
    office, name = ("".join(words[slice(*match.span(part))].split()) for part in _PARTS)
    post = " ".join(words[match.start("post") :].split())
    return f"{office}{words[match.end('office')]}{name} {post}" if office else f"{name} {post}"
