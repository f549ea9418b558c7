"""Lines that make up one paragraph to cite: rows of tables, lists of names, notes of duty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.role_headings import is_role_heading
from corpus.structure.blocks import Block
from corpus.structure.lines import is_duty, is_sentence

_QUESTION = re.compile(r"[\s*#]*(?:\d{1,2}[.、])?[ ]*(?:问|Q\d{0,2}|提问|记者)[：:]", re.IGNORECASE)
_ANSWER = re.compile(r"\**(?:答|A\d{0,2}|回答|答复)\**[：:]", re.IGNORECASE)
_RULE = re.compile(r"[\s|:\-]+")
"""The line between the head and the rows of a Markdown table."""
_LIST_LENGTH = 600
"""Longest list of short lines, in characters, that stays one paragraph."""
_LIST_LINE = 60
"""Longest line of such a list."""


def join_paragraphs(
    text: str,
    blocks: Sequence[Block],
    *,
    opening: tuple[int, int] | None = None,
    limit: int | None = None,
) -> list[tuple[int, int]]:
    """Spans of the paragraphs that the lines in `blocks` make up.

    Args:
        text: Folded text.
        blocks: Lines in order.
        opening: Span of a marker's own line before them; a following note of duty or table row
            joins it.
        limit: Offset after which nothing belongs to the paragraphs.

    Returns:
        Spans without trailing space, in order.
    """
    rows = _row_starts(blocks)
    tasks = set() if opening else _task_rows(text, blocks)
    spans: list[tuple[int, int]] = [opening] if opening else []
    previous: Block | None = None
    run = 0
    for index, block in enumerate(blocks):
        end = block.end if limit is None else min(block.end, limit)
        short = _is_list_line(block)
        run = run + 1 if short else 0
        noted = is_duty(block.words)
        answer = bool(spans) and _answers(text, spans[-1], block)
        row = rows.get(index, index) != index
        table = block.tabular and previous is not None and previous.tabular
        listed = run >= 2 and _in_list(blocks, index, run) and index not in rows
        fits = bool(spans) and block.end - spans[-1][0] <= _LIST_LENGTH
        table = table and index not in tasks
        if spans and (noted or answer or row or (table and (fits or opening)) or (listed and fits)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((block.start, end))
        previous = block
    return [(start, start + len(text[start:end].rstrip())) for start, end in spans]


def _task_rows(text: str, blocks: Sequence[Block]) -> set[int]:
    """Rows of tables that name a responsible body: each is a task of its own to cite.

    The first one is joined to the head of its table.
    """
    found: set[int] = set()
    rows = -1
    for index, block in enumerate(blocks):
        if not block.tabular:
            rows = -1
        elif rows < 0:
            cells = re.split(r"[\t|]", text[block.start : block.end])
            rows = 0 if any(is_role_heading(re.sub(r"[\s*]", "", cell)) for cell in cells) else -1
        elif not _RULE.fullmatch(text, block.start, block.end):
            rows += 1
            if rows > 1:
                found.add(index)
    return found


def _answers(text: str, question: tuple[int, int], block: Block) -> bool:
    """The paragraph answers the one before it: a question and its answer are cited together."""
    return bool(_ANSWER.match(block.words) and _QUESTION.match(text, *question))


def _is_list_line(block: Block) -> bool:
    words = block.words
    return not block.tabular and len(words) <= _LIST_LINE and not is_sentence(words)


def _in_list(blocks: Sequence[Block], index: int, run: int) -> bool:
    """At least three short lines stand together here."""
    if run >= 3:
        return True
    return index + 1 < len(blocks) and _is_list_line(blocks[index + 1])


def _row_starts(blocks: Sequence[Block]) -> dict[int, int]:
    """For each line of a table that was printed cell by cell, the index of its row's first line.

    Such a table shows as bare numbers (1, 2, 3 …) that count on, each on a line of its own.
    """
    numbers = [
        i for i, block in enumerate(blocks) if block.words.isdigit() and len(block.words) < 4
    ]
    counts_on = len(numbers) >= 3 and all(
        int(blocks[b].words) == int(blocks[a].words) + 1 for a, b in pairwise(numbers)
    )
    if not counts_on:
        return {}
    rows: dict[int, int] = {}
    for first, stop in zip(numbers, [*numbers[1:], len(blocks)], strict=True):
        rows.update(dict.fromkeys(range(first, stop), first))
    return rows
